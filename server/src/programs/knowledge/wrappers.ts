import type { Program, WrapEffect } from '../program.ts';

const REPLACES: WrapEffect = { wraps: 'replaces' };

/** Programs that run the command in their arguments, and shells. */
export const wrappers: readonly Program[] = [
  {
    names: ['nohup'],
    optionsFirst: true,
    usual: REPLACES,
    source: { kind: 'run', version: 'coreutils 9.1' },
  },
  {
    names: ['env'],
    optionsFirst: true,
    usual: { wraps: 'replaces', assignments: true },
    valueOptions: ['-u', '--unset', '-C', '--chdir'],
    source: { kind: 'manual', page: 'env(1)' },
  },
  {
    names: ['setsid'],
    optionsFirst: true,
    usual: REPLACES,
    source: { kind: 'run', version: 'util-linux 2.38.1' },
  },
  {
    names: ['nice', 'ionice', 'stdbuf', 'chrt'],
    optionsFirst: true,
    usual: REPLACES,
    valueOptions: ['-n', '-c', '-p', '-i', '-o', '-e'],
    source: { kind: 'manual', page: 'nice(1)' },
  },
  {
    names: ['gosu', 'su-exec'],
    optionsFirst: true,
    usual: { wraps: 'replaces', operands: 1 },
    source: { kind: 'document', url: 'https://github.com/tianon/gosu' },
  },
  {
    names: ['tini', 'dumb-init', 'catatonit'],
    optionsFirst: true,
    usual: { wraps: 'forwards', init: true },
    valueOptions: ['-p', '-e', '-r', '--rewrite'],
    source: { kind: 'run', version: 'tini 0.19.0, dumb-init 1.2.5' },
  },
  {
    names: ['sh', 'bash', 'dash', 'ash'],
    usual: { interprets: true },
    source: { kind: 'run', version: 'dash 0.5.12, bash 5.2.15, busybox 1.35.0' },
  },
];
