import type { Program } from '../program.ts';

/** Web servers and interpreters that run them. */
export const servers: readonly Program[] = [
  {
    names: ['nginx', 'openresty', 'tengine'],
    usual: 'undecided',
    cases: [
      { when: { option: '-s', matches: '^(stop|quit)$' }, effect: { stops: ['nginx'] } },
      { when: { has: ['-t', '-T', '-v', '-V', '-h', '-?', '-s'] }, effect: 'finishes' },
      { when: { option: '-g', matches: '\\bdaemon\\s+off\\s*;' }, effect: 'serves' },
    ],
    valueOptions: ['-g', '-c', '-p', '-e', '-s'],
    foreground: { without: ['-g'], last: ['-g', 'daemon off;'] },
    service: { names: ['nginx'], runs: ['nginx'], foreground: ['nginx', '-g', 'daemon off;'] },
    source: { kind: 'run', version: 'nginx 1.22.1' },
  },
  {
    names: ['node', 'nodejs'],
    usual: { application: 0 },
    cases: [
      {
        when: { has: ['-v', '--version', '-h', '--help', '-p', '--print', '-c', '--check'] },
        effect: 'finishes',
      },
      { when: { has: ['-e', '--eval'] }, effect: 'undecided' },
      { when: { operands: 'none' }, effect: 'interactive' },
    ],
    optionsFirst: true,
    valueOptions: ['-r', '--require', '--import', '--loader', '--env-file', '-C', '--conditions'],
    source: { kind: 'run', version: 'node 18.20.4' },
  },
  {
    names: ['cron', 'crond'],
    usual: 'daemonizes',
    cases: [{ when: { has: ['-f', '-n'] }, effect: 'serves' }],
    foreground: { first: ['-f'] },
    service: { names: ['cron', 'crond'], foreground: ['cron', '-f'] },
    valueOptions: ['-L', '-l', '-d', '-c'],
    source: { kind: 'run', version: 'cron 3.0pl1, busybox 1.35.0' },
  },
  {
    // What nginx does depends on its configuration, which is not read.
    names: ['service', 'rc-service', 'invoke-rc.d'],
    usual: 'finishes',
    cases: [
      { when: { first: '.', second: '^(re)?start$' }, effect: { service: 'starts' } },
      { when: { first: '.', second: '^stop$' }, effect: { service: 'stops' } },
    ],
    source: { kind: 'manual', page: 'service(8)' },
  },
];
