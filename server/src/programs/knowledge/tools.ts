import type { Program } from '../program.ts';

const COREUTILS = {
  kind: 'document',
  url: 'https://www.gnu.org/software/coreutils/manual/',
} as const;
const POSIX = {
  kind: 'document',
  url: 'https://pubs.opengroup.org/onlinepubs/9799919799/idx/utilities.html',
} as const;

/** Everyday commands of startup scripts. */
export const tools: readonly Program[] = [
  {
    names: words(
      'echo printf true : cat cp mv rm mkdir rmdir touch chmod chown chgrp ln ls date id',
    ),
    usual: 'finishes',
    source: COREUTILS,
  },
  {
    names: words('whoami hostname uname basename dirname head tee sort cut tr wc seq mktemp'),
    usual: 'finishes',
    source: COREUTILS,
  },
  {
    names: words('sed awk xargs find tar gzip envsubst install realpath readlink sync stat'),
    usual: 'finishes',
    source: POSIX,
  },
  { names: words('false'), usual: 'asks', source: COREUTILS },
  { names: words('grep egrep fgrep cmp diff'), usual: 'asks', source: POSIX },
  { names: words('pgrep pidof which'), usual: 'asks', source: POSIX },
  {
    names: ['sleep'],
    usual: 'finishes',
    cases: [{ when: { first: '^(infinity|inf)$' }, effect: 'idles' }],
    source: { kind: 'run', version: 'coreutils 9.1, busybox 1.35' },
  },
  {
    names: ['tail'],
    usual: 'finishes',
    cases: [{ when: { has: ['-f', '-F', '--follow'] }, effect: 'idles' }],
    valueOptions: ['-n', '-c', '--pid'],
    source: { kind: 'run', version: 'coreutils 9.1' },
  },
  {
    names: words(
      'curl wget nc telnet psql mysql mariadb mongosh mongo redis-cli wait-for-it.sh wait-for-it',
    ),
    usual: 'calls',
    source: { kind: 'manual', page: 'curl(1)' },
  },
  {
    names: words('npm yarn pnpm'),
    usual: 'undecided',
    cases: [
      { when: { first: '^start$' }, effect: { packageScript: 'start' } },
      { when: { first: '^(run|run-script)$' }, effect: { packageScript: 1 } },
      {
        when: { first: '^(ci|install|i|test|audit|version|cache|config|rebuild)$' },
        effect: 'finishes',
      },
    ],
    valueOptions: ['--prefix', '-w', '--workspace', '-C', '--cwd'],
    source: { kind: 'run', version: 'npm 9.2.0' },
  },
  {
    names: words('pg_isready mysqladmin'),
    usual: 'asks',
    source: { kind: 'manual', page: 'pg_isready(1)' },
  },
];

function words(list: string): readonly string[] {
  return list.split(' ');
}
