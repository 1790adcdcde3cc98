/** The simple commands and the conditions of made-up scripts. */
import fc from 'fast-check';
import type { ShellName } from './sandbox.ts';

/** Text that is finished when all names are given: each server and question has its own. */
export type Piece = (names: Names) => string;

export interface Names {
  /** Numbers are given in the order of the text, so that a shrunk script has small ones. */
  next(): string;
}

const VARIABLES = ['A', 'B'] as const;
const VALUES = ['x', 'y'] as const;
export function createNames(): Names {
  let count = 0;
  return {
    next() {
      count += 1;
      return String(count);
    },
  };
}

export function oneOf(...texts: readonly string[]): fc.Arbitrary<Piece> {
  return fc.constantFrom(...texts).map(text => names => text.replace(/§/g, () => names.next()));
}

export function task(): fc.Arbitrary<Piece> {
  return oneOf(
    'echo hello',
    'mkdir -p /run/t§',
    ':',
    'touch /run/f§',
    '/opt/tool/start',
    'echo one | cat',
    'sleep 1',
    'exec >/var/log/all.log',
  );
}

export function server(): fc.Arbitrary<Piece> {
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
    'exec mkdir -p /run/e§',
    'setsid node s§.js &',
  );
}

/** Process ids kept, waited for and killed. */
export function job(): fc.Arbitrary<Piece> {
  return oneOf(
    'node s§.js &\npid=$!',
    'wait',
    'node s§.js &\npid=$!\nwait "$pid"',
    'node s§.js &\npid=$!\nkill "$pid"\nwait "$pid"',
    'node s§.js &\npid=$!\nkill $pid\nwait $pid || true',
    'node s§.js &\nwait $!',
    'mkdir -p /run/j§ &\nwait $!',
    'mkdir -p /run/j§ &',
    '[ -n "$pid" ] && kill "$pid"',
    'if [ -n "$pid" ]; then wait "$pid"; fi',
    'node s§.js &\nwhile kill -0 $!; do sleep 1; done',
    'cat /run/j§ &\npid=$!\nwait "$pid"',
  );
}

export function assignment(): fc.Arbitrary<Piece> {
  const variable = fc.constantFrom(...VARIABLES);
  const value = fc.constantFrom(...VALUES);
  return fc
    .tuple(variable, value, fc.constantFrom(...VARIABLES), fc.integer({ min: 0, max: 9 }))
    .map(([name, text, other, kind]) => () => {
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
      ];
      return forms[kind] ?? ':';
    });
}

export function option(): fc.Arbitrary<Piece> {
  return oneOf(
    'set -e',
    'set +e',
    'set -u',
    'if [ $# -gt 0 ]; then shift; fi',
    'set --',
    'set -- x',
    "trap 'exit 0' TERM",
    "trap 'kill $pid' TERM",
    'trap - TERM',
    'cd /tmp',
    'read line',
  );
}

export function ending(): fc.Arbitrary<Piece> {
  return oneOf(
    'exit',
    'exit 0',
    'exit 1',
    'false',
    'grep -q q§ /etc/app.conf',
    'true',
    'exec "$@"',
  );
}

export function condition(shell: ShellName): fc.Arbitrary<Piece> {
  const test = fc
    .tuple(
      fc.constantFrom(...VARIABLES),
      fc.constantFrom(...VALUES),
      fc.integer({ min: 0, max: shell === 'bash' ? 10 : 8 }),
    )
    .map(
      ([name, value, kind]): Piece =>
        () => {
          const forms = [
            `[ -n "$${name}" ]`,
            `[ -z "$${name}" ]`,
            `[ "$${name}" = ${value} ]`,
            `[ "$${name}" != ${value} ]`,
            `test "x$${name}" = x${value}`,
            `[ "\${${name}:-${value}}" = ${value} ]`,
            `[ "$1" = ${value} ]`,
            '[ $# -gt 0 ]',
            `[ "$${name}" = "$1" ]`,
            `[[ $${name} == ${value} ]]`,
            `[[ -n $${name} ]]`,
          ];
          return forms[kind] ?? 'true';
        },
    );
  const other = oneOf(
    'grep -q q§ /etc/app.conf',
    'true',
    'false',
    '[ -e /nothing ]',
    'mkdir -p /run/c§',
  );
  const simple = fc.oneof({ arbitrary: test, weight: 6 }, { arbitrary: other, weight: 2 });
  const negated = simple.map(
    (piece): Piece =>
      names =>
        `! ${piece(names)}`,
  );
  const both = fc.tuple(simple, fc.constantFrom('&&', '||'), simple).map(
    ([left, operator, right]): Piece =>
      names =>
        `${left(names)} ${operator} ${right(names)}`,
  );
  return fc.oneof(
    { arbitrary: simple, weight: 6 },
    { arbitrary: negated, weight: 1 },
    { arbitrary: both, weight: 2 },
  );
}
