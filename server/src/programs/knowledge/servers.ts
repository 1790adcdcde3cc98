import type { Program } from '../program.ts';

/** Web servers and interpreters that run them. */
export const servers: readonly Program[] = [
  {
    names: ['nginx', 'openresty', 'tengine'],
    usual: 'undecided',
    cases: [
      { when: { has: ['-t', '-T', '-v', '-V', '-h', '-?', '-s'] }, effect: 'finishes' },
      { when: { option: '-g', matches: '\\bdaemon\\s+off\\s*;' }, effect: 'serves' },
    ],
    valueOptions: ['-g', '-c', '-p', '-e', '-s'],
    source: { kind: 'run', version: 'nginx 1.22.1' },
  },
  {
    names: ['node', 'nodejs'],
    usual: 'runs-application',
    cases: [
      {
        when: { has: ['-v', '--version', '-h', '--help', '-p', '--print', '-c', '--check'] },
        effect: 'finishes',
      },
      { when: { has: ['-e', '--eval'] }, effect: 'finishes' },
      { when: { operands: 'none' }, effect: 'finishes' },
    ],
    valueOptions: ['-r', '--require', '--import', '--loader', '--env-file', '-C', '--conditions'],
    source: { kind: 'run', version: 'node 18.20.4' },
  },
  {
    names: ['cron', 'crond'],
    usual: 'daemonizes',
    cases: [{ when: { has: ['-f', '-n', '-fn'] }, effect: 'serves' }],
    valueOptions: ['-L', '-l', '-d', '-c'],
    source: { kind: 'run', version: 'cron 3.0pl1, busybox 1.35.0' },
  },
  {
    // What nginx does depends on its configuration, which is not read.
    names: ['service', 'rc-service', 'invoke-rc.d'],
    usual: 'finishes',
    cases: [
      { when: { first: '^nginx$', second: '^(re)?start$' }, effect: 'undecided' },
      { when: { first: '.', second: '^(re)?start$' }, effect: 'daemonizes' },
    ],
    source: { kind: 'manual', page: 'service(8)' },
  },
];
