import type { Program } from '../program.ts';
import { USERS_SHELL } from '../wrapped.ts';
import { document, manual, repository, run, words, wrapper } from './forms.ts';

const UTIL_LINUX = run('util-linux 2.38.1');
const SU = {
  wraps: 'keeps',
  textOptions: ['-c', '--command', '--session-command'],
  shellOptions: ['-s', '--shell'],
  shellOperands: true,
  alone: 'shell',
} as const;

/** Programs that run the command in their arguments, and shells. */
export const wrappers: readonly Program[] = [
  wrapper('nohup', { wraps: 'replaces' }, '', run('coreutils 9.1')),
  wrapper('setsid', { wraps: 'replaces' }, '', UTIL_LINUX, {
    cases: [{ when: { has: ['-f', '--fork'] }, effect: { wraps: 'detaches' } }],
  }),
  wrapper(
    'env',
    { wraps: 'replaces', assignments: true },
    '-u --unset -C --chdir',
    run('coreutils 9.1'),
    {
      cases: [{ when: { has: ['-S', '--split-string'] }, effect: 'undecided' }],
    },
  ),
  wrapper('nice', { wraps: 'replaces' }, '-n --adjustment', run('coreutils 9.1')),
  wrapper('ionice', { wraps: 'replaces' }, '-c -n --class --classdata -p -P -u', UTIL_LINUX, {
    cases: [{ when: { has: ['-p', '--pid', '-P', '-u'] }, effect: 'finishes' }],
  }),
  wrapper('chrt', { wraps: 'replaces', operands: 1 }, '-T -P -D', UTIL_LINUX, {
    cases: [{ when: { has: ['-p', '--pid', '-m', '--max'] }, effect: 'finishes' }],
  }),
  wrapper(
    'numactl',
    { wraps: 'replaces' },
    '-i --interleave -m --membind -N --cpunodebind -C --physcpubind -P -p --preferred',
    manual('numactl(8)'),
    { cases: [{ when: { has: ['-s', '--show', '-H', '--hardware'] }, effect: 'finishes' }] },
  ),
  // `-c LIST` says how the mask is written, and is no option with a value.
  wrapper('taskset', { wraps: 'replaces', operands: 1 }, '', UTIL_LINUX, {
    cases: [{ when: { has: ['-p', '--pid'] }, effect: 'finishes' }],
  }),
  wrapper(
    'stdbuf',
    { wraps: 'replaces' },
    '-i -o -e --input --output --error',
    run('coreutils 9.1'),
  ),
  wrapper('time', { wraps: 'keeps' }, '-f -o --format --output', run('time 1.9')),
  wrapper(
    'timeout',
    { wraps: 'forwards', operands: 1, timeLimit: true },
    '-s --signal -k --kill-after',
    run('coreutils 9.1'),
    {
      cases: [
        { when: { first: '^0+(\\.0*)?[smhd]?$' }, effect: { wraps: 'forwards', operands: 1 } },
      ],
    },
  ),
  // It is written in Go, whose `exec` is the system call.
  wrapper('gosu', { wraps: 'replaces', operands: 1, kernel: 'always' }, '', run('gosu 1.14')),
  wrapper(
    'su-exec',
    { wraps: 'replaces', operands: 1, kernel: 'musl' },
    '',
    repository('ncopa/su-exec/blob/master/su-exec.c'),
  ),
  wrapper(
    'setpriv',
    { wraps: 'replaces' },
    '--reuid --regid --groups --inh-caps --bounding-set --ambient-caps --securebits --pdeathsig --selinux-label --apparmor-profile --ruid --euid --rgid --egid',
    UTIL_LINUX,
    {
      cases: [{ when: { has: ['-d', '--dump', '--list-caps'] }, effect: 'finishes' }],
    },
  ),
  wrapper(
    'chroot',
    { wraps: 'replaces', operands: 1, alone: 'shell' },
    '--userspec --groups',
    run('coreutils 9.1'),
  ),
  wrapper(
    'chpst',
    { wraps: 'replaces' },
    '-u -U -e -/ -n -l -L -m -d -o -p -f -c -t -r -b',
    run('runit 2.1.2'),
  ),
  wrapper(
    's6-setuidgid setuidgid s6-envuidgid envuidgid',
    { wraps: 'replaces', operands: 1 },
    '',
    run('s6 2.11.3, daemontools 0.76'),
  ),
  wrapper('s6-applyuidgid', { wraps: 'replaces' }, '-u -g -G', run('s6 2.11.3')),
  wrapper(
    'sudo',
    { wraps: 'forwards', assignments: true },
    '-u --user -g --group -h --host -p --prompt -C -D --chdir -R -r -t -T -U',
    run('sudo 1.9.13p3'),
    {
      cases: [
        { when: { has: ['-v', '-l', '-k', '-K', '-V'] }, effect: 'finishes' },
        { when: { has: ['-b', '--background'] }, effect: { wraps: 'detaches', assignments: true } },
        {
          when: { has: ['-i', '--login', '-s', '--shell'] },
          effect: { wraps: 'forwards', assignments: true, alone: 'shell' },
        },
      ],
    },
  ),
  {
    names: ['su'],
    usual: SU,
    cases: [{ when: { operand: '^-c$' }, effect: 'undecided' }],
    valueOptions: ['-c', '--command', '--session-command', '-s', '--shell', '-g', '-G', '-w'],
    source: UTIL_LINUX,
  },
  {
    names: ['runuser'],
    usual: SU,
    cases: [
      {
        when: { all: [{ has: ['-u', '--user'] }, { not: { has: ['-c', '--command'] } }] },
        effect: { wraps: 'keeps' },
      },
    ],
    valueOptions: [
      '-c',
      '--command',
      '--session-command',
      '-s',
      '--shell',
      '-g',
      '-G',
      '-w',
      '-u',
      '--user',
    ],
    source: UTIL_LINUX,
  },
  {
    names: ['start-stop-daemon'],
    usual: 'undecided',
    cases: [
      { when: { has: ['-K', '--stop'] }, effect: 'calls' },
      { when: { has: ['-T', '--status'] }, effect: 'asks' },
      {
        when: { all: [{ has: ['-S', '--start'] }, { has: ['-b', '--background'] }] },
        effect: { wraps: 'detaches', programOptions: ['-a', '--startas', '-x', '--exec'] },
      },
      {
        when: { has: ['-S', '--start'] },
        effect: { wraps: 'replaces', programOptions: ['-a', '--startas', '-x', '--exec'] },
      },
    ],
    valueOptions: [
      '-x',
      '--exec',
      '-a',
      '--startas',
      '-p',
      '--pidfile',
      '-u',
      '--user',
      '-c',
      '--chuid',
      '-g',
      '--group',
      '-n',
      '--name',
      '-d',
      '--chdir',
      '-k',
      '--umask',
      '-r',
      '--chroot',
      '-N',
      '--nicelevel',
      '-s',
      '--signal',
      '-R',
      '--retry',
      '-O',
      '--output',
      '-P',
      '--procsched',
      '-I',
      '--iosched',
    ],
    source: run('dpkg 1.21.23, busybox 1.35.0'),
  },
  wrapper('daemonize', { wraps: 'detaches' }, '-c -e -o -p -l -u -E', run('daemonize 1.7.8')),
  wrapper('unbuffer', { wraps: 'keeps' }, '', run('expect 5.45.4')),
  {
    names: ['script'],
    usual: {
      wraps: 'keeps',
      textOptions: ['-c', '--command'],
      textOnly: true,
      alone: 'interactive',
    },
    valueOptions: ['-c', '--command', '-t', '-T', '-O', '-I', '-B', '-o', '-E', '-m'],
    source: run('bsdutils 2.38.1'),
  },
  wrapper(
    'xvfb-run',
    { wraps: 'keeps' },
    '-e --error-file -f --auth-file -n --server-num -p --xauth-protocol -s --server-args -w --wait',
    run('xvfb 21.1.7'),
  ),
  wrapper(
    'dbus-run-session',
    { wraps: 'keeps' },
    '--config-file --dbus-daemon',
    run('dbus 1.14.10'),
  ),
  wrapper(
    'ssh-agent',
    { wraps: 'replaces', alone: 'daemonizes' },
    '-a -t -E -P -O',
    run('openssh-client 9.2p1'),
    {
      cases: [
        { when: { has: ['-k'] }, effect: { stops: ['ssh-agent'] } },
        { when: { has: ['-D', '-d'] }, effect: 'serves' },
      ],
    },
  ),
  wrapper(
    'flock',
    { wraps: 'keeps', operands: 1, textOptions: ['-c', '--command'] },
    '-w --wait --timeout -E --conflict-exit-code',
    UTIL_LINUX,
  ),
  wrapper('unshare', { wraps: 'replaces', alone: 'shell' }, '-S -G -R -w', UTIL_LINUX, {
    cases: [{ when: { has: ['-f', '--fork'] }, effect: { wraps: 'keeps' } }],
  }),
  wrapper(
    'nsenter',
    { wraps: 'replaces', alone: 'shell' },
    '-t --target -S -G',
    manual('nsenter(1)'),
  ),
  {
    names: words('wait-for-it.sh wait-for-it'),
    usual: { wraps: 'replaces', behindDashes: true, alone: 'calls' },
    valueOptions: words('-h -p -t'),
    source: repository('vishnubob/wait-for-it/blob/master/wait-for-it.sh'),
  },
  {
    names: words('wait-for wait-for.sh'),
    usual: { wraps: 'replaces', behindDashes: true, alone: 'calls' },
    valueOptions: words('-t'),
    source: repository('eficode/wait-for/blob/master/wait-for'),
  },
  wrapper(
    'dockerize',
    { wraps: 'forwards', alone: 'calls' },
    '-wait -timeout -template -stdout -stderr -wait-http-header -wait-retry-interval -delims -env',
    repository('jwilder/dockerize/blob/master/exec.go'),
    { singleDash: true },
  ),
  wrapper(
    'envconsul',
    { wraps: 'forwards' },
    '-config -prefix -secret -consul-addr -vault-addr',
    repository('hashicorp/envconsul/blob/main/cli.go'),
    { singleDash: true },
  ),
  {
    names: ['consul-template'],
    usual: { wraps: 'forwards', textOptions: ['-exec'], textOnly: true, alone: 'serves' },
    cases: [{ when: { has: ['-once'] }, effect: 'undecided' }],
    valueOptions: words('-exec -template -config -consul-addr -vault-addr -log-level -kill-signal'),
    singleDash: true,
    source: repository('hashicorp/consul-template/blob/main/docs/modes.md'),
  },
  {
    names: ['aws-vault'],
    usual: 'finishes',
    cases: [{ when: { first: '^exec$' }, effect: { wraps: 'replaces', operands: 2 } }],
    valueOptions: words('-d --duration --region -t --mfa-token'),
    source: repository('99designs/aws-vault/blob/master/cli/exec.go'),
  },
  {
    names: ['doppler'],
    usual: 'calls',
    cases: [
      {
        when: { first: '^run$' },
        effect: { wraps: 'forwards', textOptions: ['--command'], behindDashes: true },
      },
    ],
    valueOptions: ['--command', '-p', '--project', '-c', '--config', '-t', '--token'],
    source: repository('DopplerHQ/cli/blob/master/pkg/utils/util.go'),
  },
  {
    names: ['chamber'],
    usual: 'calls',
    cases: [{ when: { first: '^exec$' }, effect: { wraps: 'replaces', behindDashes: true } }],
    source: repository('segmentio/chamber/blob/master/cmd/exec_unix.go'),
  },
  {
    names: ['newrelic-admin'],
    usual: 'finishes',
    cases: [
      { when: { first: '^run-(program|python)$' }, effect: { wraps: 'replaces', operands: 1 } },
    ],
    source: repository('newrelic/newrelic-python-agent/blob/main/newrelic/admin/run_program.py'),
  },
  wrapper(
    'ddtrace-run',
    { wraps: 'replaces' },
    '',
    repository('DataDog/dd-trace-py/blob/main/ddtrace/commands/ddtrace_run.py'),
    {
      cases: [{ when: { has: ['-i', '--info'] }, effect: 'finishes' }],
    },
  ),
  wrapper(
    'opentelemetry-instrument',
    { wraps: 'replaces' },
    '--traces_exporter --metrics_exporter --logs_exporter --service_name --exporter_otlp_endpoint --exporter_otlp_protocol',
    repository(
      'open-telemetry/opentelemetry-python-contrib/tree/main/opentelemetry-instrumentation',
    ),
  ),
  {
    names: ['poetry', 'pipenv'],
    usual: 'undecided',
    cases: [
      { when: { first: '^run$' }, effect: { wraps: 'replaces', operands: 1 } },
      {
        when: {
          first:
            '^(install|build|lock|update|add|remove|config|export|check|sync|env|version|show|self|graph|clean)$',
        },
        effect: 'finishes',
      },
      { when: { first: '^shell$' }, effect: 'interactive' },
    ],
    valueOptions: ['-C', '--directory', '-P', '--project'],
    source: repository('python-poetry/poetry/blob/main/src/poetry/utils/env/base_env.py'),
  },
  {
    names: ['uv'],
    usual: 'undecided',
    cases: [
      { when: { first: '^run$' }, effect: { wraps: 'forwards', operands: 1 } },
      {
        when: {
          first: '^(sync|pip|lock|venv|add|remove|python|tree|export|build|cache|version|init)$',
        },
        effect: 'finishes',
      },
    ],
    valueOptions: [
      '--with',
      '-p',
      '--python',
      '--extra',
      '--group',
      '--project',
      '--directory',
      '--env-file',
      '--index',
      '--with-requirements',
      '--package',
      '--only-group',
      '--no-group',
    ],
    source: repository('astral-sh/uv/blob/main/crates/uv/src/child.rs'),
  },
  {
    names: ['bundle'],
    usual: 'finishes',
    cases: [
      { when: { first: '^exec$' }, effect: { wraps: 'replaces', operands: 1 } },
      { when: { first: '^(console)$' }, effect: 'interactive' },
    ],
    valueOptions: ['--gemfile'],
    source: run('ruby-bundler 2.3.15'),
  },
  wrapper(
    'npx',
    { wraps: 'keeps', textOptions: ['-c', '--call'] },
    '-p --package -c --call -w --workspace',
    run('npm 9.2.0'),
  ),
  wrapper('dotenv', { wraps: 'keeps' }, '-e -v -p -c', run('dotenv-cli 11.0.0')),
  wrapper('cross-env', { wraps: 'forwards', assignments: true }, '', run('cross-env 10.1.0')),
  // Recipes are not read.
  {
    names: ['make'],
    usual: 'undecided',
    cases: [{ when: { has: ['-n', '--dry-run', '--just-print', '-v'] }, effect: 'finishes' }],
    valueOptions: words('-C -f -I -o -W --directory --file --makefile'),
    source: run('make 4.3'),
  },
  {
    names: ['just'],
    usual: 'undecided',
    cases: [{ when: { has: ['-l', '--list'] }, effect: 'finishes' }],
    source: repository('casey/just/blob/master/README.md'),
  },
  {
    names: ['task'],
    usual: 'undecided',
    cases: [
      { when: { has: ['-w', '--watch'] }, effect: 'serves' },
      {
        when: { has: ['-n', '--dry', '-l', '--list', '-a', '--list-all', '-i', '--init'] },
        effect: 'finishes',
      },
    ],
    source: document('https://taskfile.dev/docs/reference/cli'),
  },
  {
    names: ['watch'],
    usual: 'undecided',
    source: run('procps 4.0.2'),
  },
  {
    names: ['screen'],
    usual: 'undecided',
    cases: [
      { when: { all: [{ has: ['-D'] }, { has: ['-m'] }] }, effect: { wraps: 'keeps' } },
      { when: { all: [{ has: ['-d'] }, { has: ['-m'] }] }, effect: { wraps: 'detaches' } },
      { when: { has: ['-ls', '-list', '-v', '-X'] }, effect: 'finishes' },
    ],
    valueOptions: ['-S', '-c', '-h', '-p', '-s', '-t', '-T', '-e', '-X'],
    optionsFirst: true,
    source: run('screen 4.9.0'),
  },
  {
    names: ['tmux'],
    usual: 'undecided',
    cases: [
      { when: { has: ['-D'] }, effect: 'serves' },
      { when: { all: [{ first: '^new(-session)?$' }, { has: ['-d'] }] }, effect: 'undecided' },
      {
        when: {
          first:
            '^(kill-server|kill-session|send-keys|send|ls|list-sessions|has-session|set|set-option)$',
        },
        effect: 'finishes',
      },
    ],
    source: run('tmux 3.3a'),
  },
  wrapper('parallel', { wraps: 'keeps' }, '-j -P -n -I -a -L -s -d', run('parallel 20221122'), {
    cases: [{ when: { operand: '^:::' }, effect: 'undecided' }],
  }),
  wrapper(
    'xargs',
    { wraps: 'keeps' },
    '-a -d -E -I -L -n -P -s --arg-file --delimiter --max-args --max-procs --replace',
    run('findutils 4.9.0'),
  ),
  { names: ['entr'], usual: 'undecided', source: run('entr 5.3') },
  wrapper(
    'tini docker-init',
    { wraps: 'forwards', init: true, kernel: 'musl' },
    '-p -e',
    run('tini 0.19.0'),
  ),
  wrapper('dumb-init', { wraps: 'forwards', init: true }, '-r --rewrite', run('dumb-init 1.2.5')),
  wrapper('catatonit', { wraps: 'forwards', init: true }, '', run('catatonit 0.1.7'), {
    cases: [{ when: { has: ['-P'] }, effect: 'idles' }],
  }),
  {
    names: ['busybox'],
    usual: 'applet',
    optionsFirst: true,
    source: run('busybox 1.35.0'),
  },
  {
    names: ['sh', 'bash', 'dash', 'ash', USERS_SHELL],
    usual: { interprets: true },
    optionsFirst: true,
    source: run('dash 0.5.12, bash 5.2.15, busybox 1.35.0'),
  },
  {
    names: ['zsh', 'ksh', 'mksh'],
    usual: { interprets: true },
    optionsFirst: true,
    source: document('https://pubs.opengroup.org/onlinepubs/9799919799/utilities/sh.html'),
  },
];
