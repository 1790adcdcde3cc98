/** The programs whose configuration decides whether they stay in the foreground. */
import type { Configuration } from './configuration.ts';
import { lineDirective, nginxDirective, nginxIncludes } from './directives.ts';

const PHP_VERSIONS = ['7.4', '8.0', '8.1', '8.2', '8.3', '8.4', '8.5'];

const daemonizeDirective = lineDirective({
  comments: '#',
  stays: /^daemonize\s+"?no\b/i,
  forks: /^daemonize\s+"?yes\b/i,
});

export const configurations: readonly Configuration[] = [
  {
    program: 'nginx',
    options: ['-c'],
    elsewhere: ['-p'],
    files: [
      '/etc/nginx/nginx.conf',
      '/usr/local/nginx/conf/nginx.conf',
      '/usr/local/openresty/nginx/conf/nginx.conf',
    ],
    included: ['/etc/nginx/modules-enabled/*.conf'],
    read: nginxDirective,
    setBy: /\bdaemon(?<!-g\s*\\?["'][^"'\n]*)\s+(on|off)\b/,
    includes: nginxIncludes,
    usual: 'daemonizes',
    source: { kind: 'document', url: 'https://nginx.org/en/docs/ngx_core_module.html#daemon' },
  },
  {
    program: 'php-fpm',
    options: ['-y', '--fpm-config'],
    elsewhere: ['-p', '--prefix'],
    files: [
      '/usr/local/etc/php-fpm.d/zz-docker.conf',
      '/usr/local/etc/php-fpm.conf',
      '/etc/php-fpm.conf',
      ...PHP_VERSIONS.flatMap(version => [
        `/etc/php/${version}/fpm/php-fpm.conf`,
        `/etc/php${version.replace('.', '')}/php-fpm.conf`,
      ]),
    ],
    included: [
      '/usr/local/etc/php-fpm.d/*.conf',
      '/etc/php-fpm.d/*.conf',
      ...PHP_VERSIONS.flatMap(version => [
        `/etc/php/${version}/fpm/pool.d/*.conf`,
        `/etc/php${version.replace('.', '')}/php-fpm.d/*.conf`,
      ]),
    ],
    read: lineDirective({
      comments: ';#',
      stays: /^daemonize\s*=\s*"?(no|off|false|0)\b/i,
      forks: /^daemonize\s*=\s*"?(yes|on|true|1)\b/i,
    }),
    setBy: /(?<!-)\bdaemonize\s*=/,
    usual: 'daemonizes',
    source: { kind: 'document', url: 'https://www.php.net/manual/install.fpm.configuration.php' },
  },
  {
    program: 'supervisord',
    options: ['-c', '--configuration'],
    files: [
      'supervisord.conf',
      'etc/supervisord.conf',
      '/etc/supervisord.conf',
      '/etc/supervisor/supervisord.conf',
    ],
    included: [
      '/etc/supervisor/conf.d/*.conf',
      '/etc/supervisord.d/*.ini',
      '/etc/supervisor.d/*.ini',
    ],
    read: lineDirective({
      comments: ';#',
      stays: /^nodaemon\s*[=:]\s*(true|on|yes|1)\b/i,
      forks: /^nodaemon\s*[=:]\s*(false|off|no|0)\b/i,
    }),
    setBy: /\bnodaemon\s*=/,
    usual: 'daemonizes',
    source: {
      kind: 'document',
      url: 'https://supervisord.org/configuration.html#supervisord-section-settings',
    },
  },
  {
    // Debian's own file says `daemonize yes`, that of others does not: only what is read counts.
    program: 'redis-server',
    files: [],
    read: daemonizeDirective,
    setBy: /(?<!-)\bdaemonize\s+(yes|no)\b/,
    usual: 'serves',
    source: { kind: 'run', version: 'redis 7.0.15' },
  },
  {
    program: 'redis-sentinel',
    files: [],
    read: daemonizeDirective,
    setBy: /(?<!-)\bdaemonize\s+(yes|no)\b/,
    usual: 'serves',
    source: { kind: 'run', version: 'redis 7.0.15' },
  },
  {
    program: 'haproxy',
    options: ['-f'],
    files: [],
    read: lineDirective({ comments: '#', stays: /^$/, forks: /^daemon(\s*#.*)?$/ }),
    usual: 'serves',
    source: { kind: 'run', version: 'haproxy 2.6.12' },
  },
  {
    program: 'mongod',
    options: ['-f', '--config'],
    files: [],
    read: lineDirective({
      comments: '#',
      stays: /^fork\s*[:=]\s*false\b/,
      forks: /^fork\s*[:=]\s*true\b/,
    }),
    setBy: /\bfork\s*[:=]/,
    usual: 'serves',
    source: {
      kind: 'document',
      url: 'https://www.mongodb.com/docs/manual/reference/configuration-options/#mongodb-setting-processManagement.fork',
    },
  },
  {
    program: 'dnsmasq',
    options: ['-C', '--conf-file'],
    files: ['/etc/dnsmasq.conf'],
    included: ['/etc/dnsmasq.d/*'],
    read: lineDirective({
      comments: '#',
      stays: /^(keep-in-foreground|no-daemon)(\s*#.*)?$/,
      forks: /^$/,
    }),
    setBy: /(?<!-)\b(keep-in-foreground|no-daemon)\b/,
    usual: 'daemonizes',
    source: { kind: 'run', version: 'dnsmasq 2.90' },
  },
  {
    program: 'unbound',
    options: ['-c'],
    files: ['/etc/unbound/unbound.conf'],
    included: ['/etc/unbound/unbound.conf.d/*.conf'],
    read: lineDirective({
      comments: '#',
      stays: /^do-daemonize:\s*"?no\b/,
      forks: /^do-daemonize:\s*"?yes\b/,
    }),
    setBy: /\bdo-daemonize:/,
    usual: 'daemonizes',
    source: { kind: 'run', version: 'unbound 1.17.1' },
  },
  {
    program: 'clamd',
    options: ['-c', '--config-file'],
    files: ['/etc/clamav/clamd.conf', '/etc/clamd.d/scan.conf'],
    read: lineDirective({
      comments: '#',
      stays: /^Foreground\s+(true|yes|1)\b/i,
      forks: /^Foreground\s+(false|no|0)\b/i,
    }),
    setBy: /^(?!\s*#).*\bForeground\s+(true|false|yes|no)\b/m,
    usual: 'daemonizes',
    source: { kind: 'run', version: 'clamav-daemon 1.4.6' },
  },
  {
    program: 'vsftpd',
    files: ['/etc/vsftpd.conf', '/etc/vsftpd/vsftpd.conf'],
    read: lineDirective({
      comments: '#',
      stays: /^background=NO\b/i,
      forks: /^background=YES\b/i,
    }),
    setBy: /\bbackground=(NO|YES)\b/i,
    usual: 'serves',
    source: { kind: 'run', version: 'vsftpd 3.0.3' },
  },
  {
    program: 'stunnel',
    files: [],
    read: lineDirective({
      comments: ';#',
      stays: /^foreground\s*=\s*(yes|quiet)\b/i,
      forks: /^foreground\s*=\s*no\b/i,
    }),
    setBy: /\bforeground\s*=\s*(yes|no|quiet)\b/i,
    usual: 'daemonizes',
    source: { kind: 'run', version: 'stunnel 5.68' },
  },
  {
    program: 'tor',
    options: ['-f'],
    files: ['/etc/tor/torrc', '/usr/local/etc/tor/torrc'],
    read: lineDirective({
      comments: '#',
      stays: /^RunAsDaemon\s+0\b/i,
      forks: /^RunAsDaemon\s+1\b/i,
    }),
    setBy: /(?<!-)\bRunAsDaemon\s+[01]\b/i,
    usual: 'serves',
    source: { kind: 'run', version: 'tor 0.4.9.11' },
  },
];
