/** The simple commands of made-up scripts: tasks, servers, assignments, options, endings. */
import fc from 'fast-check';
import { hereDocument, killing, oneOf, type Piece, VALUES, VARIABLES } from './pieces.ts';
import type { ShellName } from './sandbox.ts';

/** Shells other than bash take `time` for a program, which images lack. */
export function task(shell: ShellName): fc.Arbitrary<Piece> {
  return oneOf(
    ...(shell === 'bash' ? ['time mkdir -p /run/t§'] : []),
    'echo hello',
    'mkdir -p /run/t§',
    ':',
    'touch /run/f§',
    '/opt/tool/start',
    'echo one | cat',
    'sleep 1',
    'exec >/var/log/all.log',
    'mkdir -p /run/o§ >/var/log/one.log 2>&1',
    hereDocument('cat'),
    hereDocument('cat >/run/here§'),
  );
}

export function server(shell: ShellName): fc.Arbitrary<Piece> {
  const own = shell === 'bash' ? ['coproc node s§.js', 'node s§.js |& cat'] : [];
  const redirected = shell === 'dash' ? [] : ['node s§.js &>/var/log/s.log &'];
  return oneOf(
    'node s§.js &',
    'nohup node s§.js &',
    'node s§.js',
    'exec node s§.js',
    'tail -f /dev/null',
    'exec tail -f /dev/null',
    'tail -f /dev/null &',
    'cron',
    'node s§.js | cat',
    'env MODE=x node s§.js &',
    'eval "node s§.js &"',
    'eval "exec node s§.js"',
    'exec mkdir -p /run/e§',
    'exec node s§.js &',
    'setsid node s§.js &',
    'node s§.js >/var/log/s.log 2>&1 &',
    hereDocument('node s§.js'),
    ...redirected,
    ...own,
  );
}

export function assignment(): fc.Arbitrary<Piece> {
  const variable = fc.constantFrom(...VARIABLES);
  const value = fc.constantFrom(...VALUES);
  return fc
    .tuple(variable, value, fc.constantFrom(...VARIABLES), fc.nat())
    .map(([name, text, other, kind]) => names => {
      const forms = [
        `${name}=${text}`,
        `${name}=`,
        `${name}=$${other}`,
        `${name}="\${${name}:-${text}}"`,
        `: "\${${name}:=${text}}"`,
        `export ${name}=${text}`,
        `unset ${name}`,
        `${name}=\${${other}:+${text}}`,
        `set -- ${text} $${other}`,
        `${name}="$1"`,
        `${name}="\${${other}-${text}}"`,
        `export ${name}`,
        `${name}="$${name}$${other}"`,
        // No loop asks for what is in `out`: how often it goes round would not be known.
        'out=$(false)',
        `out=$(grep -q q${names.next()} /etc/app.conf)`,
        `out=$(exit 3) ${name}=${text}`,
        `out=\${${name}:-$(false; :)}`,
        'export out=$(false)',
      ];
      return forms[kind % forms.length] ?? ':';
    });
}

export function option(shell: ShellName): fc.Arbitrary<Piece> {
  return oneOf(
    'set -e',
    'set +e',
    'set -u',
    'if [ $# -gt 0 ]; then shift; fi',
    'shift',
    'set --',
    'set -- x',
    'set -- "$@" x',
    `if [ "\${1#-}" != "$1" ]; then set -- node "$@"; fi`,
    'if [ -n "$A" ]; then set -- node s§.js; fi',
    'if [ "$B" = y ]; then set -- touch /run/p§; fi',
    'cd /tmp',
    'read line',
    ...(shell === 'dash' ? [] : ['set -o pipefail']),
  );
}

/** Not `trap '' TERM`: whether a program that was started under it can be stopped is its own affair. */
export function trap(): fc.Arbitrary<Piece> {
  return oneOf(
    "trap 'exit 0' TERM",
    "trap 'kill $pid' TERM",
    'trap - TERM',
    "trap 'echo bye' EXIT",
    "trap 'exit 3' EXIT",
    "trap 'node s§.js' EXIT",
    `trap '${killing('kill $pid')}' EXIT`,
    'trap - EXIT',
  );
}

export function ending(): fc.Arbitrary<Piece> {
  return oneOf(
    'exit',
    'exit 0',
    'exit 1',
    'exit $?',
    'false',
    'grep -q q§ /etc/app.conf',
    'true',
    'exec "$@"',
    '"$@"',
    'return',
    'return 1',
  );
}
