import type { Program } from '../program.ts';
import {
  all,
  commands,
  document,
  filter,
  manual,
  ofPages,
  ofSection,
  repository,
  run,
  words,
} from './forms.ts';

/** Signals that are no order to end. */
const OTHER_SIGNALS = '-0 -HUP -1 -USR1 -10 -USR2 -12 -CONT -18 -STOP -19 -WINCH -28'.split(' ');

/** Everyday commands of startup scripts, which do their work and end. */
export const tools: readonly Program[] = [
  { names: [':'], usual: 'finishes', source: manual('dash(1)') },
  ...ofSection(
    'finishes',
    1,
    'echo printf true cp mv rm mkdir rmdir touch chmod chown chgrp ln ls date id whoami hostname uname basename dirname head cut seq mktemp install realpath readlink sync stat base64 md5sum sha1sum sha256sum sha512sum cksum nproc uniq paste join comm split truncate dd df du printenv expand shuf tty stty who groups logname users factor numfmt mkfifo mknod link unlink shred dircolors',
  ),
  ...ofSection(
    'finishes',
    1,
    'sed awk gawk mawk find tar gzip gunzip zcat bzip2 xz zstd lz4 zip unzip cpio envsubst expr bc dc ed vi file patch pax strings hexdump xxd less more column iconv locale m4 gettext tput clear reset ps kill renice',
  ),
  ...ofSection('filters', 1, 'tee tr'),
  ...words('cat tac sort wc nl fold od rev logger').map(name => filter(name, manual(`${name}(1)`))),
  ...ofSection(
    'finishes',
    8,
    'mount umount losetup swapon swapoff blkid lsblk mkfs mkswap hwclock findmnt blockdev',
  ),
  ...ofSection('finishes', 1, 'fallocate dmesg lscpu getopt prlimit ipcs ipcrm rename setterm'),
  {
    names: ['pgrep'],
    usual: { finds: 'operands' },
    valueOptions: [
      ...words('-u -U -g -G -P -s -t -d -F -O -r --euid --uid --pgroup --group --parent --session'),
      ...words('--terminal --delimiter --pidfile --older --runstates --ns --nslist'),
    ],
    source: manual('pgrep(1)'),
  },
  {
    names: ['pidof'],
    usual: { finds: 'operands' },
    valueOptions: words('-o -S -d'),
    source: manual('pidof(8)'),
  },
  { names: ['mountpoint'], usual: 'asks', source: manual('mountpoint(1)') },
  { names: ['false'], usual: 'asks', source: manual('false(1)') },
  {
    names: ['grep', 'egrep', 'fgrep', 'zgrep'],
    usual: 'asks',
    cases: [
      { when: { has: ['-q', '--quiet', '--silent', '-c', '--count'] }, effect: 'asks' },
      // It prints the other lines, of which there are some as a rule.
      { when: { has: ['-v', '--invert-match'] }, effect: 'finishes' },
    ],
    valueOptions: words('-e -f -m -A -B -C -d -D --regexp --file --max-count --include --exclude'),
    source: document('https://pubs.opengroup.org/onlinepubs/9799919799/utilities/grep.html'),
  },
  ...ofSection('asks', 1, 'cmp diff'),
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
  {
    names: ['aws'],
    usual: 'calls',
    cases: [{ when: { has: ['--follow'] }, effect: 'undecided' }],
    source: document('https://docs.aws.amazon.com/cli/latest/topic/return-codes.html'),
  },
  {
    names: ['gcloud'],
    usual: 'calls',
    // Emulators and tunnels stay, whatever release they are of.
    cases: [{ when: { operand: '^(emulators|start-iap-tunnel|tail|ssh)$' }, effect: 'undecided' }],
    source: document('https://docs.cloud.google.com/sdk/docs/scripting-gcloud'),
  },
  {
    names: ['az'],
    usual: 'calls',
    cases: [{ when: { operand: '^(tail|interactive|ssh)$' }, effect: 'undecided' }],
    source: document('https://learn.microsoft.com/cli/azure/use-azure-cli-successfully-tips'),
  },
  all('calls', 'helm', repository('helm/helm/blob/main/pkg/cmd/install.go')),
  {
    names: ['mc'],
    usual: 'calls',
    cases: [
      { when: { all: [{ first: '^mirror$' }, { has: ['-w', '--watch'] }] }, effect: 'serves' },
      { when: { first: '^(watch|admin|support)$', second: '^(trace|logs)$' }, effect: 'undecided' },
      { when: { first: '^watch$' }, effect: 'undecided' },
    ],
    source: repository('minio/mc/blob/master/cmd/mirror-main.go'),
  },
  {
    names: ['virsh'],
    usual: 'calls',
    cases: [{ when: { operands: 'none' }, effect: 'interactive' }],
    source: document('https://www.libvirt.org/manpages/virsh.html'),
  },
  all('calls', 'gh', document('https://cli.github.com/manual/gh_help_exit-codes')),
  {
    names: ['kubectl'],
    usual: 'calls',
    cases: [
      { when: { first: '^port-forward$' }, effect: 'serves' },
      {
        when: { first: '^proxy$' },
        effect: 'serves',
        source: document('https://kubernetes.io/docs/reference/kubectl/generated/kubectl_proxy/'),
      },
    ],
    source: document(
      'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_port-forward/',
    ),
  },
  all('asks', 'wait-port tcp-port-wait', document('https://github.com/dwmkerr/wait-port')),
  { names: ['wait-on'], usual: 'asks', source: run('wait-on 9.5.1') },
  ...ofSection('finishes', 1, 'passwd chsh chage gpasswd newgrp'),
  ...ofSection(
    'finishes',
    8,
    'useradd usermod userdel adduser deluser addgroup delgroup groupadd groupmod groupdel chpasswd visudo',
  ),
  ...ofSection('finishes', 1, 'dpkg debconf-set-selections add-apt-repository update-alternatives'),
  ...ofSection(
    'finishes',
    8,
    'apt-get apt apt-cache apt-key dpkg-reconfigure apk yum dnf microdnf rpm zypper pacman update-ca-certificates update-ca-trust ldconfig locale-gen update-locale',
  ),
  ...ofSection('finishes', 1, 'ulimit'),
  ...ofSection('finishes', 8, 'sysctl modprobe insmod rmmod depmod lsmod'),
  ...ofSection(
    'finishes',
    8,
    'iptables ip6tables iptables-restore iptables-save nft ipset ip ifconfig route brctl tc ethtool arp ss netstat conntrack ebtables resolvconf',
  ),
  ...ofSection('finishes', 1, 'setfacl getfacl chattr lsattr'),
  ...ofSection('finishes', 8, 'setcap getcap'),
  ...ofSection(
    'finishes',
    1,
    'gpg gpg2 certutil keytool htpasswd htdigest pwgen uuidgen dbus-uuidgen mkpasswd makepasswd',
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
  ...ofSection('finishes', 1, 'ssh-keygen ssh-add ssh-copy-id ssh-keyscan'),
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
  ...ofSection('finishes', 1, 'jq yq xmlstarlet xmllint dos2unix unix2dos'),
  {
    names: ['gomplate'],
    usual: { wraps: 'forwards', behindDashes: true },
    source: document('https://docs.gomplate.ca/usage/#post-template-command-execution'),
  },
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
  ...ofSection('finishes', 1, 'magick mogrify pandoc wkhtmltopdf pdftk'),
  ...ofSection(
    'finishes',
    1,
    'pip3 pipx virtualenv gem rustc gcc g++ cc cmake ninja javac jar javadoc tox',
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
    'docker-php-ext-install docker-php-ext-enable',
    repository('docker-library/php/blob/master/docker-php-ext-install'),
  ),
  ...ofSection(
    'finishes',
    8,
    'a2enmod a2dismod a2ensite a2dissite a2enconf a2disconf phpenmod phpdismod lighty-enable-mod',
  ),
  {
    names: ['occ'],
    usual: 'finishes',
    source: document('https://docs.nextcloud.com/server/latest/admin_manual/occ_command.html'),
  },
  { names: ['crontab'], usual: 'finishes', source: manual('crontab(1)') },
  ...ofSection('finishes', 8, 'logrotate run-parts savelog'),
  {
    names: ['kcadm.sh', 'kcreg.sh'],
    usual: 'calls',
    source: document('https://www.keycloak.org/docs/latest/server_admin/#admin-cli'),
  },
  {
    names: ['tfenv', 'tgenv'],
    usual: 'finishes',
    source: repository('tfutils/tfenv/blob/master/README.md'),
  },
  {
    names: ['terraform'],
    usual: 'calls',
    cases: [{ when: { first: '^console$' }, effect: 'interactive' }],
    source: repository('hashicorp/terraform/blob/main/commands.go'),
  },
  ...ofSection('calls', 1, 'ansible-playbook ansible'),
  ...ofSection('calls', 1, 'xrandr xset xsetroot xdpyinfo xauth xhost xrdb setxkbmap vncpasswd'),
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
    repository('nodejs/corepack/blob/main/README.md'),
    {
      cases: [{ when: { first: '^(yarn|pnpm|npm)$' }, effect: { wraps: 'keeps' } }],
    },
  ),
];
