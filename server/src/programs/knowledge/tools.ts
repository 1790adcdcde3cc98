import type { Program } from '../program.ts';
import {
  all,
  commands,
  document,
  filter,
  manual,
  ofPages,
  repository,
  run,
  words,
} from './forms.ts';

const COREUTILS = document('https://www.gnu.org/software/coreutils/manual/');
const POSIX = document('https://pubs.opengroup.org/onlinepubs/9799919799/idx/utilities.html');
const UTIL_LINUX = document('https://www.kernel.org/pub/linux/utils/util-linux/');

/** Signals that are no order to end. */
const OTHER_SIGNALS = '-0 -HUP -1 -USR1 -10 -USR2 -12 -CONT -18 -STOP -19 -WINCH -28'.split(' ');

/** Everyday commands of startup scripts, which do their work and end. */
export const tools: readonly Program[] = [
  all(
    'finishes',
    'echo printf true : cp mv rm mkdir rmdir touch chmod chown chgrp ln ls date id whoami hostname uname basename dirname head cut seq mktemp install realpath readlink sync stat base64 md5sum sha1sum sha256sum sha512sum cksum nproc uniq paste join comm split truncate dd df du env-vars printenv expand shuf tty stty who groups logname users factor numfmt mkfifo mknod link unlink shred dircolors',
    COREUTILS,
  ),
  all(
    'finishes',
    'sed awk gawk mawk find tar gzip gunzip zcat bzip2 xz zip unzip cpio envsubst expr bc dc ed vi file patch pax strings hexdump xxd less more column iconv locale m4 gettext tput clear reset ps kill renice',
    POSIX,
  ),
  all('filters', 'tee tr', COREUTILS),
  filter('cat tac sort wc nl fold od', COREUTILS),
  filter('rev logger', UTIL_LINUX),
  all(
    'finishes',
    'mount umount losetup swapon swapoff blkid lsblk fallocate mkfs mkswap hwclock dmesg lscpu getopt findmnt blockdev prlimit ipcs ipcrm rename setterm',
    UTIL_LINUX,
  ),
  {
    names: ['pgrep', 'pidof'],
    usual: { finds: 'operands' },
    valueOptions: ['-u', '-U', '-g', '-G', '-P', '-s', '-t', '-d', '-o'],
    source: manual('pgrep(1)'),
  },
  { names: ['mountpoint'], usual: 'asks', source: manual('mountpoint(1)') },
  { names: ['false'], usual: 'asks', source: COREUTILS },
  {
    names: ['grep', 'egrep', 'fgrep', 'zgrep'],
    usual: 'asks',
    cases: [
      { when: { has: ['-q', '--quiet', '--silent', '-c', '--count'] }, effect: 'asks' },
      // It prints the other lines, of which there are some as a rule.
      { when: { has: ['-v', '--invert-match'] }, effect: 'finishes' },
    ],
    valueOptions: words('-e -f -m -A -B -C -d -D --regexp --file --max-count --include --exclude'),
    source: POSIX,
  },
  all('asks', 'cmp diff', POSIX),
  ...ofPages('asks', 'which(1) getent(1) ping(8) host(1) dig(1) nslookup(1)'),
  { names: ['ping6'], usual: 'asks', source: manual('ping(8)') },
  {
    names: ['sleep'],
    usual: 'finishes',
    cases: [{ when: { operand: '^(infinity|inf)$' }, effect: 'idles' }],
    source: run('coreutils 9.1, busybox 1.35.0'),
  },
  {
    names: ['tail'],
    usual: 'finishes',
    cases: [
      {
        when: { all: [{ has: ['--pid'] }, { has: ['-f', '-F', '--follow'] }] },
        effect: 'undecided',
      },
      { when: { has: ['-f', '-F', '--follow'] }, effect: 'idles' },
    ],
    valueOptions: ['-n', '--lines', '-c', '--bytes', '--pid', '-s', '--sleep-interval'],
    source: run('coreutils 9.1'),
  },
  {
    names: ['pause'],
    usual: 'idles',
    source: repository('kubernetes/kubernetes/tree/master/build/pause'),
  },
  {
    names: ['inotifywait', 'inotifywatch'],
    usual: 'undecided',
    cases: [
      { when: { has: ['-d', '--daemon'] }, effect: 'daemonizes' },
      { when: { has: ['-m', '--monitor'] }, effect: 'serves' },
    ],
    valueOptions: ['-e', '--event', '-t', '--timeout', '--format', '--exclude', '-o', '--outfile'],
    foreground: { without: ['-d', '--daemon'], first: ['-m'] },
    source: run('inotify-tools 3.22.6.0'),
  },
  {
    names: ['killall', 'killall5'],
    usual: { stops: 'operands' },
    cases: [{ when: { has: OTHER_SIGNALS }, effect: 'finishes' }],
    singleDash: true,
    valueOptions: ['-s', '--signal', '-u', '--user', '-y', '-o', '-n'],
    source: manual('killall(1)'),
  },
  {
    names: ['pkill'],
    usual: { stops: 'operands' },
    cases: [{ when: { has: OTHER_SIGNALS }, effect: 'finishes' }],
    singleDash: true,
    valueOptions: ['-s', '--signal', '-u', '-U', '-g', '-G', '-P', '-t', '-F'],
    source: manual('pkill(1)'),
  },
  ...ofPages(
    'calls',
    'curl(1) wget(1) telnet(1) nmap(1) scp(1) sftp(1) ftp(1) lftp(1) s3cmd(1) docker(1)',
  ),
  all('calls', 'aws', document('https://docs.aws.amazon.com/cli/latest/reference/')),
  all('calls', 'gcloud', document('https://cloud.google.com/sdk/gcloud/reference')),
  all('calls', 'gsutil', document('https://cloud.google.com/storage/docs/gsutil')),
  all('calls', 'az', document('https://learn.microsoft.com/cli/azure/reference-index')),
  all('calls', 'helm', document('https://helm.sh/docs/helm/')),
  all('calls', 'mc', repository('minio/mc')),
  all('calls', 'gh', document('https://cli.github.com/manual/')),
  {
    names: ['kubectl'],
    usual: 'calls',
    cases: [{ when: { first: '^(proxy|port-forward)$' }, effect: 'serves' }],
    source: document('https://kubernetes.io/docs/reference/kubectl/'),
  },
  all('asks', 'wait-port tcp-port-wait', document('https://github.com/dwmkerr/wait-port')),
  { names: ['wait-on'], usual: 'asks', source: run('wait-on 9.5.1') },
  all(
    'finishes',
    'useradd usermod userdel adduser deluser addgroup delgroup groupadd groupmod groupdel passwd chpasswd chsh chage gpasswd newgrp visudo',
    manual('useradd(8)'),
  ),
  all(
    'finishes',
    'apt-get apt apt-cache apt-key dpkg dpkg-reconfigure debconf-set-selections apk yum dnf microdnf rpm zypper pacman add-apt-repository update-alternatives update-ca-certificates update-ca-trust ldconfig locale-gen update-locale',
    manual('apt-get(8)'),
  ),
  all('finishes', 'sysctl ulimit modprobe insmod rmmod depmod lsmod', manual('sysctl(8)')),
  all(
    'finishes',
    'iptables ip6tables iptables-restore iptables-save nft ipset ip ifconfig route brctl tc ethtool arp ss netstat conntrack ebtables',
    manual('iptables(8)'),
  ),
  all('finishes', 'setfacl getfacl setcap getcap chattr lsattr', manual('setcap(8)')),
  all(
    'finishes',
    'gpg gpg2 certutil keytool htpasswd htdigest pwgen uuidgen mkpasswd makepasswd',
    manual('openssl(1)'),
  ),
  {
    names: ['openssl'],
    usual: 'finishes',
    cases: [
      { when: { first: '^s_server$' }, effect: 'serves' },
      { when: { first: '^s_client$' }, effect: 'calls' },
    ],
    source: manual('openssl(1)'),
  },
  all('finishes', 'ssh-keygen ssh-add ssh-copy-id ssh-keyscan', manual('ssh-keygen(1)')),
  {
    names: ['git'],
    usual: 'calls',
    cases: [
      { when: { all: [{ first: '^daemon$' }, { has: ['--detach'] }] }, effect: 'daemonizes' },
      { when: { first: '^daemon$' }, effect: 'serves' },
      {
        when: {
          first:
            '^(config|init|add|commit|checkout|switch|restore|log|status|diff|branch|tag|reset|stash|rev-parse|describe|show|merge|rebase|clean|apply|submodule)$',
        },
        effect: 'finishes',
      },
    ],
    valueOptions: ['-C', '-c', '--git-dir', '--work-tree'],
    foreground: { without: ['--detach'] },
    source: run('git 2.39.5'),
  },
  all(
    'finishes',
    'jq yq xmlstarlet xmllint dos2unix unix2dos gomplate envtpl',
    document('https://jqlang.org/manual/'),
  ),
  {
    names: ['certbot', 'certbot-auto'],
    usual: 'finishes',
    source: document('https://eff-certbot.readthedocs.io/en/stable/using.html'),
  },
  {
    names: ['ffmpeg', 'ffprobe'],
    usual: 'undecided',
    cases: [
      { when: { has: ['-version', '-formats', '-codecs', '-encoders'] }, effect: 'finishes' },
      // Without an input it prints how it is used.
      { when: { all: [{ not: { has: ['-i'] } }, { operands: 'none' }] }, effect: 'finishes' },
    ],
    singleDash: true,
    source: document('https://ffmpeg.org/ffmpeg.html'),
  },
  all(
    'finishes',
    'magick mogrify pandoc wkhtmltopdf pdftk',
    document('https://imagemagick.org/script/command-line-tools.php'),
  ),
  all(
    'finishes',
    'pip3 pipx virtualenv gem rustc rustup gcc g++ cc cmake ninja javac jar javadoc tox',
    document('https://pip.pypa.io/en/stable/cli/'),
  ),
  {
    names: ['cargo'],
    usual: 'finishes',
    cases: [{ when: { first: '^(run|r|watch)$' }, effect: 'undecided' }],
    source: document('https://doc.rust-lang.org/cargo/commands/'),
  },
  {
    names: ['go'],
    usual: 'finishes',
    cases: [{ when: { first: '^(run|tool)$' }, effect: 'undecided' }],
    source: document('https://pkg.go.dev/cmd/go'),
  },
  {
    names: ['conda', 'mamba', 'micromamba'],
    usual: 'finishes',
    cases: [{ when: { first: '^run$' }, effect: 'undecided' }],
    source: document('https://docs.conda.io/projects/conda/en/stable/commands/run.html'),
  },
  {
    names: ['composer'],
    usual: 'finishes',
    cases: [{ when: { first: '^(run|run-script|exec|start|serve|dev)$' }, effect: 'undecided' }],
    source: document('https://getcomposer.org/doc/03-cli.md'),
  },
  all(
    'finishes',
    'a2enmod a2dismod a2ensite a2dissite a2enconf a2disconf phpenmod phpdismod docker-php-ext-install docker-php-ext-enable lighty-enable-mod',
    manual('a2enmod(8)'),
  ),
  {
    names: ['occ'],
    usual: 'finishes',
    source: document('https://docs.nextcloud.com/server/latest/admin_manual/occ_command.html'),
  },
  { names: ['crontab'], usual: 'finishes', source: manual('crontab(1)') },
  all('finishes', 'logrotate run-parts savelog', manual('logrotate(8)')),
  {
    names: ['kcadm.sh', 'kcreg.sh'],
    usual: 'calls',
    source: document('https://www.keycloak.org/docs/latest/server_admin/#admin-cli'),
  },
  {
    names: ['tfenv', 'tgenv'],
    usual: 'finishes',
    source: repository('tfutils/tfenv'),
  },
  {
    names: ['ansible-playbook', 'ansible', 'terraform', 'packer'],
    usual: 'calls',
    source: document('https://docs.ansible.com/ansible/latest/cli/ansible-playbook.html'),
  },
  {
    names: [
      'xrandr',
      'xset',
      'xsetroot',
      'xdpyinfo',
      'xauth',
      'xhost',
      'xrdb',
      'setxkbmap',
      'vncpasswd',
    ],
    usual: 'calls',
    source: manual('xset(1)'),
  },
];

/** Package managers of Node.js, which run the scripts of `package.json`. */
export const packageManagers: readonly Program[] = [
  {
    names: ['npm'],
    usual: 'finishes',
    cases: [
      { when: { first: '^start$' }, effect: { packageScript: 'start' } },
      { when: { first: '^(test|t|stop|restart)$' }, effect: 'finishes' },
      { when: { first: '^(run|run-script|rum|urn)$' }, effect: { packageScript: 1 } },
      {
        when: { first: '^(exec|x)$' },
        effect: { wraps: 'keeps', operands: 1, textOptions: ['-c', '--call'] },
      },
      { when: { first: '^(init|create)$' }, effect: 'finishes' },
    ],
    valueOptions: words(
      '--prefix -w --workspace -C -c --call -p --package --userconfig --cache --registry --loglevel',
    ),
    source: run('npm 9.2.0'),
  },
  {
    names: ['yarn', 'yarnpkg'],
    usual: { packageScript: 0 },
    cases: [
      {
        when: {
          first:
            '^(install|add|remove|upgrade|cache|config|global|init|link|unlink|list|outdated|audit|why|versions?|set|policies|import|info|pack|publish|dedupe|plugin|rebuild|check|autoclean)$',
        },
        effect: 'finishes',
      },
      { when: { first: '^run$' }, effect: { packageScript: 1 } },
      { when: { first: '^(exec|dlx)$' }, effect: { wraps: 'keeps', operands: 1 } },
      { when: { first: '^node$' }, effect: { wraps: 'keeps' } },
      { when: { operands: 'none' }, effect: 'finishes' },
    ],
    valueOptions: words('--cwd --cache-folder --registry'),
    source: run('yarn 2.4.3'),
  },
  {
    names: ['pnpm'],
    usual: { packageScript: 0 },
    cases: [
      {
        when: {
          first:
            '^(install|i|add|remove|rm|update|up|store|config|audit|list|ls|outdated|link|unlink|fetch|prune|rebuild|setup|env|deploy|pack|publish|import|why|dedupe|patch|licenses|approve-builds)$',
        },
        effect: 'finishes',
      },
      { when: { first: '^(run|run-script)$' }, effect: { packageScript: 1 } },
      { when: { first: '^(exec|dlx)$' }, effect: { wraps: 'keeps', operands: 1 } },
      { when: { operands: 'none' }, effect: 'finishes' },
    ],
    valueOptions: words('-C --dir --filter -F --registry'),
    source: run('pnpm 12.21.0'),
  },
  commands(
    'corepack',
    { finishes: 'enable disable prepare install up use pack cache' },
    repository('nodejs/corepack'),
    {
      cases: [{ when: { first: '^(yarn|pnpm|npm)$' }, effect: { wraps: 'keeps' } }],
    },
  ),
];
