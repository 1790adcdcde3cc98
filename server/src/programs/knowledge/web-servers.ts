import type { Program } from '../program.ts';
import {
  all,
  commands,
  configuredDaemon,
  daemon,
  document,
  manual,
  repository,
  run,
  server,
} from './forms.ts';

const APACHE = run('apache2 2.4.71');

/** Web servers. */
export const webServers: readonly Program[] = [
  {
    names: ['nginx', 'openresty', 'tengine'],
    usual: 'undecided',
    cases: [
      { when: { option: '-s', matches: '^(stop|quit)$' }, effect: { stops: ['nginx'] } },
      { when: { has: ['-t', '-T', '-v', '-V', '-h', '-?', '-s'] }, effect: 'finishes' },
      { when: { option: '-g', matches: '\\bdaemon\\s+off\\s*;' }, effect: 'serves' },
      { when: { option: '-g', matches: '\\bdaemon\\s+on\\s*;' }, effect: 'daemonizes' },
    ],
    valueOptions: ['-g', '-c', '-p', '-e', '-s'],
    foreground: { without: ['-g'], last: ['-g', 'daemon off;'] },
    service: { names: ['nginx'], runs: ['nginx'], foreground: ['nginx', '-g', 'daemon off;'] },
    source: run('nginx 1.22.1'),
  },
  {
    names: ['apache2', 'httpd'],
    usual: 'daemonizes',
    cases: [
      // The applet of busybox has options of its own; these two take values there.
      { when: { all: [{ has: ['-f'] }, { has: ['-p', '-h'] }] }, effect: 'serves' },
      { when: { option: '-k', matches: '^(stop|graceful-stop)$' }, effect: { stops: ['apache2'] } },
      { when: { option: '-k', matches: '^(restart|graceful)$' }, effect: 'undecided' },
      { when: { option: '-D', matches: '^(FOREGROUND|NO_DETACH)$' }, effect: 'serves' },
      { when: { has: ['-X'] }, effect: 'serves' },
      { when: { has: ['-t', '-v', '-V', '-S', '-l', '-L', '-M', '-h'] }, effect: 'finishes' },
    ],
    valueOptions: ['-D', '-k', '-f', '-d', '-c', '-C', '-e', '-E'],
    foreground: { without: ['-k'], last: ['-D', 'FOREGROUND'] },
    service: { names: ['apache2', 'httpd'], foreground: ['apachectl', '-D', 'FOREGROUND'] },
    source: APACHE,
  },
  {
    names: ['apachectl', 'apache2ctl'],
    usual: 'undecided',
    cases: [
      { when: { option: '-D', matches: '^(FOREGROUND|NO_DETACH)$' }, effect: 'serves' },
      { when: { has: ['-X'] }, effect: 'serves' },
      { when: { first: '^(stop|graceful-stop)$' }, effect: { stops: ['apache2'] } },
      { when: { option: '-k', matches: '^(stop|graceful-stop)$' }, effect: { stops: ['apache2'] } },
      { when: { first: '^(start|restart|graceful|startssl)$' }, effect: 'daemonizes' },
      { when: { option: '-k', matches: '^(start|restart|graceful)$' }, effect: 'daemonizes' },
      { when: { first: '^(configtest|status|fullstatus)$' }, effect: 'finishes' },
      { when: { has: ['-t', '-v', '-V', '-S', '-l', '-L', '-M'] }, effect: 'finishes' },
      { when: { operands: 'none' }, effect: 'finishes' },
    ],
    valueOptions: ['-D', '-k', '-f', '-d', '-c', '-C', '-e', '-E'],
    foreground: {
      without: ['-k', 'start', 'restart', 'graceful', 'startssl'],
      last: ['-D', 'FOREGROUND'],
    },
    starts: 'apache2',
    source: APACHE,
  },
  all('serves', 'apache2-foreground httpd-foreground', APACHE),
  daemon(
    'lighttpd lighttpd-angel',
    { stays: '-D', tasks: '-t -tt -p -v -V -1', values: '-f -m -i', service: 'lighttpd' },
    run('lighttpd 1.4.69'),
    {
      service: {
        names: ['lighttpd'],
        foreground: ['lighttpd', '-D', '-f', '/etc/lighttpd/lighttpd.conf'],
      },
    },
  ),
  commands(
    'caddy',
    {
      serves: 'run file-server reverse-proxy respond',
      daemonizes: 'start',
      finishes: 'validate fmt adapt version hash-password trust environ list-modules build-info',
      calls: 'reload',
      stop: 'stop',
      usual: 'finishes',
      foreground: { instead: { start: 'run' } },
    },
    run('caddy 2.6.2'),
  ),
  {
    names: ['h2o'],
    usual: 'serves',
    cases: [
      { when: { option: '-m', matches: '^daemon$' }, effect: 'daemonizes' },
      { when: { option: '--mode', matches: '^daemon$' }, effect: 'daemonizes' },
      { when: { option: '-m', matches: '^test$' }, effect: 'finishes' },
      { when: { has: ['-t', '-v'] }, effect: 'finishes' },
    ],
    valueOptions: ['-m', '-c', '--mode', '--conf'],
    foreground: { without: ['-m', '--mode'] },
    source: run('h2o 2.2.5'),
  },
  // Here `-D` says that it does not go into the background.
  daemon(
    'mini_httpd',
    { stays: '-D', tasks: '-V', values: '-p -d -h -C -u -c -t -l -i -T -P -M' },
    run('mini-httpd 1.30'),
  ),
  daemon(
    'webfsd',
    { stays: '-F', tasks: '-h', values: '-p -r -R -f -l -L -m -a -i -n -u -g' },
    run('webfs 1.21'),
  ),
  {
    names: ['busybox/httpd'],
    usual: 'daemonizes',
    cases: [
      { when: { has: ['-f'] }, effect: 'serves' },
      { when: { has: ['-e', '-d', '-m'] }, effect: 'finishes' },
    ],
    valueOptions: ['-p', '-u', '-r', '-m', '-h', '-c', '-e', '-d'],
    foreground: { first: ['-f'] },
    source: run('busybox 1.35.0'),
  },
  server('serve', { tasks: '-v', values: '-l --listen -c --config -p' }, run('serve 14.2.7')),
  server(
    'http-server',
    { tasks: '-v', values: '-p --port -a -c -t -C -K' },
    run('http-server 14.1.1'),
  ),
  server(
    'json-server',
    { values: '-p --port -H --host -r --routes -m -s -c' },
    run('json-server 0.17.4'),
  ),
  daemon(
    'unitd',
    {
      stays: '--no-daemon',
      values: '--control --pid --log --user --group --state --modules --tmp',
    },
    repository('nginx/unit/issues/50'),
  ),
  server(
    'ttyd',
    { tasks: '-v -h', values: '-p -i -c' },
    repository('tsl0922/ttyd/blob/main/Dockerfile'),
  ),
  server(
    'shellinaboxd',
    { forks: '-b --background', values: '-p --port -s --service -c --cert --user --group -u -g' },
    run('shellinabox 2.21'),
  ),
];

/** Proxies and load balancers. */
export const proxies: readonly Program[] = [
  {
    names: ['haproxy'],
    usual: 'undecided',
    cases: [
      { when: { has: ['-c', '-v', '-vv', '-h'] }, effect: 'finishes' },
      { when: { has: ['-db', '-d'] }, effect: 'serves' },
      { when: { has: ['-D'] }, effect: 'daemonizes' },
    ],
    valueOptions: ['-f', '-L', '-p', '-S', '-C', '-m', '-n', '-N', '-x'],
    singleDash: true,
    foreground: { without: ['-D'], first: ['-db'] },
    service: {
      names: ['haproxy'],
      foreground: ['haproxy', '-W', '-db', '-f', '/etc/haproxy/haproxy.cfg'],
    },
    source: run('haproxy 2.6.12'),
  },
  commands(
    'traefik',
    { finishes: 'version healthcheck', usual: 'serves' },
    repository('traefik/traefik-library-image/blob/master/v3.6/alpine/entrypoint.sh'),
  ),
  {
    names: ['envoy'],
    usual: 'serves',
    cases: [{ when: { option: '--mode', matches: '^validate$' }, effect: 'finishes' }],
    valueOptions: ['-c', '--config-path', '--mode', '-l', '--log-level'],
    source: document('https://www.envoyproxy.io/docs/envoy/latest/operations/cli'),
  },
  daemon(
    'varnishd',
    {
      stays: '-F -d',
      tasks: '-C -V -x',
      values: '-a -b -f -n -p -s -S -T -t -j -l -P -i -h -W -r -M',
      service: 'varnish',
    },
    run('varnish 7.1.1'),
  ),
  server(
    'varnishlog varnishncsa',
    { forks: '-D', values: '-w -n -q -g -P -F -f -r -N -L -k -i -I -t -R' },
    manual('varnishlog(1)'),
  ),
  {
    names: ['squid', 'squid3'],
    usual: 'daemonizes',
    cases: [
      {
        when: { option: '-k', matches: '^(shutdown|interrupt|kill)$' },
        effect: { stops: ['squid'] },
      },
      { when: { has: ['-k', '-v', '-h'] }, effect: 'finishes' },
      { when: { has: ['-z'] }, effect: 'finishes' },
      { when: { has: ['-N', '--foreground'] }, effect: 'serves' },
    ],
    valueOptions: ['-f', '-k', '-d', '-a', '-s', '-u', '-n', '-l'],
    foreground: { first: ['--foreground'] },
    service: { names: ['squid', 'squid3'], foreground: ['squid', '--foreground'] },
    source: run('squid 5.7'),
  },
  server('nghttpx', { forks: '-D --daemon', values: '-b -f -o -n -k' }, run('nghttp2 1.52.0')),
  server('hitch', { forks: '--daemon', tasks: '--test -t -V' }, run('hitch 1.7.2')),
  {
    ...commands(
      'kong',
      {
        serves: 'docker-start',
        finishes: 'migrations check version config prepare health',
        calls: 'reload',
        stop: 'stop quit',
        undecided: 'start restart',
      },
      repository('Kong/docker-kong/blob/master/docker-entrypoint.sh'),
    ),
  },
  server(
    'pgbouncer',
    { forks: '-d --daemon', tasks: '-V', values: '-u --user' },
    run('pgbouncer 1.18.0'),
  ),
  daemon(
    'pgpool',
    { stays: '-n --dont-detach', values: '-f -F -a -k -m -x', service: 'pgpool2' },
    run('pgpool2 4.3.5'),
    {
      cases: [
        { when: { first: '^stop$' }, effect: { stops: ['pgpool'] } },
        { when: { first: '^reload$' }, effect: 'finishes' },
      ],
    },
  ),
  server(
    'nutcracker twemproxy',
    { forks: '-d --daemonize', tasks: '-t -V', values: '-c -o -p -s -i -a -m' },
    run('nutcracker 0.5.0'),
  ),
  {
    names: ['stunnel', 'stunnel4'],
    usual: 'undecided',
    cases: [{ when: { has: ['-version', '-help', '-sockets', '-options'] }, effect: 'finishes' }],
    singleDash: true,
    source: run('stunnel4 5.68'),
  },
  // Here `-d` says that it does not go into the background.
  daemon(
    'tinyproxy',
    { stays: '-d', tasks: '-v -h', values: '-c', service: 'tinyproxy' },
    run('tinyproxy 1.11.1'),
  ),
  daemon(
    'privoxy',
    {
      stays: '--no-daemon',
      tasks: '--config-test',
      values: '--user --pidfile --chroot',
      service: 'privoxy',
    },
    run('privoxy 3.0.34'),
    {
      service: {
        names: ['privoxy'],
        foreground: ['privoxy', '--no-daemon', '/etc/privoxy/config'],
      },
    },
  ),
  server(
    'sockd danted',
    { forks: '-D', tasks: '-V -v', values: '-f -p -N -d', service: 'danted' },
    run('dante-server 1.4.2'),
  ),
  server(
    'websockify',
    { forks: '-D --daemon', values: '--cert --key --web --token-plugin --token-source' },
    run('websockify 0.10.0'),
  ),
  {
    names: ['socat'],
    usual: 'undecided',
    cases: [
      { when: { operand: '(LISTEN|listen|Listen|RECVFROM|recvfrom).*,fork' }, effect: 'serves' },
      { when: { has: ['-V', '-h'] }, effect: 'finishes' },
    ],
    source: run('socat 1.7.4.4'),
  },
  {
    names: ['nc', 'netcat', 'ncat'],
    usual: 'calls',
    cases: [
      { when: { all: [{ has: ['-l'] }, { has: ['-k'] }] }, effect: 'serves' },
      { when: { has: ['-l'] }, effect: 'undecided' },
      { when: { has: ['-z'] }, effect: 'asks' },
    ],
    valueOptions: ['-p', '-w', '-q', '-s', '-i', '-X', '-x'],
    source: run('netcat-openbsd 1.219'),
  },
  configuredDaemon(
    'sslh sslh-select sslh-ev',
    {
      stays: '-f --foreground',
      tasks: '-V',
      values: '-p -F -u -P --ssh --tls --ssl --http --listen',
      service: 'sslh',
    },
    run('sslh 1.20'),
  ),
  // Here `-f` names the file of the process id, and sends it into the background.
  server(
    'ss-server ss-local ss-redir',
    { forks: '-f', tasks: '-h', values: '-s -p -k -m -f -c -l -u -t -a -n -i -b -d' },
    run('shadowsocks-libev 3.3.5'),
  ),
  daemon(
    'rinetd',
    { stays: '-f', tasks: '-v -h', values: '-c', service: 'rinetd' },
    run('rinetd 0.73'),
  ),
  daemon(
    'redir',
    { stays: '-n', tasks: '-v -h', values: '-b -f -i -I -l -m -o -p -t -w -x' },
    run('redir 3.3'),
  ),
  {
    names: ['autossh'],
    usual: 'serves',
    cases: [
      { when: { has: ['-f'] }, effect: 'daemonizes' },
      { when: { has: ['-V'] }, effect: 'finishes' },
    ],
    valueOptions: [
      '-M',
      '-o',
      '-i',
      '-L',
      '-R',
      '-D',
      '-p',
      '-l',
      '-F',
      '-b',
      '-c',
      '-e',
      '-m',
      '-S',
      '-w',
      '-W',
      '-J',
      '-E',
    ],
    foreground: { without: ['-f'] },
    source: run('autossh 1.4g'),
  },
  {
    names: ['ssh'],
    usual: 'undecided',
    cases: [
      { when: { has: ['-f'] }, effect: 'daemonizes' },
      { when: { has: ['-N'] }, effect: 'serves' },
      { when: { has: ['-V', '-Q'] }, effect: 'finishes' },
    ],
    valueOptions: [
      '-o',
      '-i',
      '-L',
      '-R',
      '-D',
      '-p',
      '-l',
      '-F',
      '-b',
      '-c',
      '-e',
      '-m',
      '-S',
      '-w',
      '-W',
      '-J',
      '-E',
      '-O',
      '-Q',
    ],
    optionsFirst: true,
    foreground: { without: ['-f'] },
    source: manual('ssh(1)'),
  },
];
