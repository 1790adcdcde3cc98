import type { Program } from '../program.ts';
import { all, commands, daemon, manual, repository, run, server } from './forms.ts';

/** Programs that start, watch and stop others, and the commands that talk to them. */
export const processManagers: readonly Program[] = [
  {
    names: ['supervisord'],
    usual: 'undecided',
    cases: [
      { when: { has: ['-v'] }, effect: 'finishes' },
      { when: { has: ['-n', '--nodaemon'] }, effect: 'serves' },
    ],
    valueOptions: ['-c', '--configuration', '-d', '-u', '-l', '-e', '-j', '-i', '-y', '-z', '-q'],
    foreground: { first: ['-n'] },
    supervises: 'supervisord',
    service: {
      names: ['supervisor', 'supervisord'],
      foreground: ['supervisord', '-n', '-c', '/etc/supervisor/supervisord.conf'],
    },
    source: run('supervisor 4.2.5'),
  },
  commands(
    'supervisorctl',
    { usual: 'calls', asks: 'status', stop: 'shutdown' },
    run('supervisor 4.2.5'),
    {
      starts: 'supervisord',
      cases: [{ when: { operand: '^shutdown$' }, effect: { stops: ['supervisord'] } }],
    },
  ),
  commands(
    'pm2',
    {
      daemonizes: 'start restart reload resurrect startOrRestart startOrReload',
      finishes:
        'list ls l status save startup unstartup install set update describe show info id jlist prettylist ping flush reset link unlink plus init',
      serves: 'logs log monit',
      stop: 'stop delete del kill',
      values:
        '-i --instances --name -n --env -o -e -l --log --node-args --interpreter --cwd --max-memory-restart --only',
      foreground: { program: 'pm2-runtime' },
    },
    run('pm2 7.0.4'),
    {
      cases: [
        {
          when: { all: [{ first: '^start$' }, { has: ['--no-daemon', '--attach'] }] },
          effect: 'serves',
        },
        { when: { all: [{ first: '^logs?$' }, { has: ['--nostream'] }] }, effect: 'finishes' },
      ],
    },
  ),
  server('pm2-runtime pm2-docker', {}, run('pm2 7.0.4')),
  commands(
    'forever',
    {
      daemonizes: 'start restart',
      finishes: 'list logs cleanlogs columns set config',
      stop: 'stop stopall',
      usual: 'serves',
      foreground: { without: ['start'] },
    },
    run('forever 4.0.3'),
    { cases: [{ when: { first: '^restart' }, effect: 'finishes' }] },
  ),
  {
    // It serves as long as one of its commands does; they are not read.
    names: ['concurrently', 'conc', 'npm-run-all', 'run-p', 'run-s'],
    usual: 'undecided',
    source: run('concurrently 9.2.5, npm-run-all 4.1.5'),
  },
  {
    names: ['honcho', 'foreman', 'nf'],
    usual: 'undecided',
    supervises: 'Procfile',
    cases: [
      { when: { first: '^start$' }, effect: 'undecided' },
      { when: { first: '^run$' }, effect: { wraps: 'keeps', operands: 1 } },
      { when: { first: '^(check|export|version)$' }, effect: 'finishes' },
    ],
    valueOptions: ['-f', '-d', '-e', '-j', '-p', '--procfile', '--env', '--root', '--port'],
    source: repository('nickstenning/honcho/blob/main/honcho/manager.py'),
  },
  {
    names: ['overmind'],
    usual: 'finishes',
    supervises: 'Procfile',
    cases: [
      { when: { has: ['-D', '--daemonize'] }, effect: 'daemonizes' },
      { when: { first: '^(start|s)$' }, effect: 'undecided' },
    ],
    valueOptions: ['-f', '--procfile', '-l', '--processes', '-d', '--root', '-m', '-c', '-p', '-s'],
    foreground: { without: ['-D', '--daemonize'] },
    source: repository('DarthSim/overmind/blob/master/main.go'),
  },
  {
    names: ['hivemind'],
    usual: 'undecided',
    supervises: 'Procfile',
    valueOptions: ['-l', '--processes', '-d', '--root', '-p', '--port', '-P', '-t', '-F'],
    source: repository('DarthSim/hivemind/blob/master/main.go'),
  },
  server(
    'circusd',
    { forks: '--daemon' },
    repository('circus-tent/circus/blob/master/circus/circusd.py'),
  ),
  all('calls', 'circusctl', repository('circus-tent/circus/blob/master/circus/circusctl.py')),
  daemon(
    'god',
    { stays: '-D --no-daemonize', values: '-c --config-file -p --port -P --pid -l --log' },
    repository('mojombo/god/blob/master/bin/god'),
    {
      cases: [
        {
          when: {
            first: '^(status|stop|start|restart|load|log|terminate|quit|monitor|unmonitor)$',
          },
          effect: 'calls',
        },
      ],
    },
  ),
  {
    names: ['monit'],
    usual: 'undecided',
    cases: [
      { when: { has: ['-t', '-V', '-h'] }, effect: 'finishes' },
      { when: { first: '^(quit)$' }, effect: { stops: ['monit'] } },
      {
        when: {
          first: '^(status|summary|validate|reload|start|stop|restart|monitor|unmonitor|report)$',
        },
        effect: 'calls',
      },
      { when: { has: ['-I'] }, effect: 'serves' },
      { when: { has: ['-d'] }, effect: 'daemonizes' },
    ],
    valueOptions: ['-c', '-d', '-g', '-l', '-p', '-s'],
    foreground: { first: ['-I'] },
    service: { names: ['monit'], foreground: ['monit', '-I', '-c', '/etc/monit/monitrc'] },
    source: run('monit 5.33.0'),
  },
  server('runsvdir runsvdir-start', {}, run('runit 2.1.2, busybox 1.35.0')),
  server('runsv', {}, run('runit 2.1.2')),
  server('s6-svscan s6-supervise', {}, run('s6 2.11.3')),
  server('svscan svscanboot supervise', {}, run('daemontools 0.76')),
  {
    names: ['my_init'],
    usual: { wraps: 'forwards', behindDashes: true, init: true, alone: 'serves' },
    source: repository('phusion/baseimage-docker/blob/master/image/bin/my_init'),
  },
  all('calls', 'sv', manual('sv(8)')),
  all('calls', 's6-svc svc s6-rc', manual('svc(8)')),
  {
    names: ['systemd'],
    usual: 'serves',
    cases: [{ when: { has: ['--test'] }, effect: 'finishes' }],
    source: run('systemd 252.39'),
  },
  {
    // Only as PID 1; what `/sbin/init` is depends on the image.
    names: ['init'],
    usual: 'returns',
    cases: [{ when: { path: '^/(usr/)?sbin/init$|^/lib/systemd/' }, effect: 'serves' }],
    source: run('systemd 252.39, sysvinit-core 3.06, busybox 1.35.0'),
  },
  {
    names: ['systemctl'],
    // Where systemd is not PID 1, starting and asking fail.
    usual: 'asks',
    cases: [
      {
        when: { first: '^(enable|disable|mask|unmask|daemon-reload|set-default|preset)$' },
        effect: 'finishes',
      },
    ],
    valueOptions: ['-t', '-p', '-n', '-o'],
    source: run('systemd 252.39'),
  },
  {
    names: ['service', 'rc-service'],
    usual: 'returns',
    cases: [
      { when: { first: '.', second: '^(re)?start$' }, effect: { service: 'starts' } },
      { when: { first: '.', second: '^stop$' }, effect: { service: 'stops' } },
      { when: { first: '.', second: '^status$' }, effect: { service: 'finds' } },
      { when: { has: ['--status-all'] }, effect: 'finishes' },
      { when: { first: '.', second: '^(reload|force-reload)$' }, effect: 'calls' },
    ],
    source: run('sysvinit-utils 3.06, openrc 0.45.2'),
  },
  // Without an init system it refuses, and succeeds.
  all('finishes', 'invoke-rc.d update-rc.d rc-update chkconfig', run('init-system-helpers 1.65.2')),
  {
    // It starts what is in the runlevel, which is not known.
    names: ['openrc'],
    usual: 'undecided',
    source: run('openrc 0.45.2'),
  },
];
