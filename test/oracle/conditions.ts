/** What made-up scripts ask: related tests on the same few variables. */
import fc from 'fast-check';
import { oneOf, type Piece, VALUES, VARIABLES } from './pieces.ts';
import type { ShellName } from './sandbox.ts';

export function condition(shell: ShellName): fc.Arbitrary<Piece> {
  const test = fc
    .tuple(
      fc.constantFrom(...VARIABLES),
      fc.constantFrom(...VALUES),
      fc.integer({ min: 0, max: shell === 'dash' ? 11 : 13 }),
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
            `[ -n "\${${name}+x}" ]`,
            `[ \\( "$${name}" = ${value} -o -z "$1" \\) -a "$${name}" ]`,
            `[ ! "$${name}" = "\${1:-${value}}" ]`,
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
