/** The compound commands of made-up scripts, each around blocks of others. */
import fc from 'fast-check';
import { condition } from './conditions.ts';
import { indented, oneOf, type Piece } from './pieces.ts';
import type { ShellName } from './sandbox.ts';

type Block = fc.Arbitrary<Piece>;

export function branch(block: Block, shell: ShellName): Block {
  const asked = condition(shell);
  const ifs = fc.tuple(asked, block, fc.option(fc.tuple(asked, block)), fc.option(block)).map(
    ([first, body, elif, otherwise]): Piece =>
      names => {
        const lines = [`if ${first(names)}; then`, indented(body(names))];
        if (elif !== null) lines.push(`elif ${elif[0](names)}; then`, indented(elif[1](names)));
        if (otherwise !== null) lines.push('else', indented(otherwise(names)));
        return [...lines, 'fi'].join('\n');
      },
  );
  return fc.oneof({ arbitrary: ifs, weight: 3 }, { arbitrary: cases(block, shell), weight: 2 });
}

/** Also the dispatch table of an entrypoint, by its first argument. */
function cases(block: Block, shell: ShellName): Block {
  const end = fc.constantFrom(';;', ';;', ...(shell === 'bash' ? [';&', ';;&'] : []));
  const subject = fc.constantFrom('$A', '$B', '$1', '$A$B', `\${1:-x}`);
  return fc.tuple(subject, block, end, block, end, fc.option(block)).map(
    ([asked, first, firstEnd, second, secondEnd, rest]): Piece =>
      names => {
        const lines = [`case "${asked}" in`, '  x)', indented(first(names)), `  ${firstEnd}`];
        lines.push('  y | xy)', indented(second(names)), `  ${secondEnd}`);
        if (rest !== null) lines.push('  *)', indented(rest(names)), '  ;;');
        return [...lines, 'esac'].join('\n');
      },
  );
}

export function list(inner: Block, shell: ShellName): Block {
  const grouping = inner.map(
    (piece): Piece =>
      names => {
        const text = piece(names);
        return text.includes('\n') || text.endsWith('&') ? `{\n${indented(text)}\n}` : text;
      },
  );
  return fc
    .tuple(
      condition(shell),
      fc.constantFrom('&&', '||'),
      grouping,
      fc.constantFrom('', ' || true', ' &', ' || exit 1'),
    )
    .map(
      ([asked, operator, then, after]) =>
        names =>
          `${asked(names)} ${operator} ${then(names)}${after}`,
    );
}

export function loop(block: Block, shell: ShellName): Block {
  const own =
    shell === 'bash' ? ['for ((i = 0; i < 2; i++))', 'for ((;;))', 'select w in x y'] : [];
  const heads = oneOf(
    'for w in x y z',
    'for w in x',
    'for w',
    'while true',
    'until false',
    'until grep -q q§ /etc/app.conf',
    ...own,
  );
  const whiles = condition(shell).map(
    (asked): Piece =>
      names =>
        `while ${asked(names)}`,
  );
  const head = fc.oneof({ arbitrary: heads, weight: 4 }, { arbitrary: whiles, weight: 1 });
  const leaving = fc.constantFrom(
    'break',
    'break',
    'break',
    'break 2',
    'continue',
    'A=x',
    'exit 0',
  );
  const exit = fc.tuple(condition(shell), leaving).map(
    ([asked, leave]): Piece =>
      names =>
        `if ${asked(names)}; then ${leave}; fi`,
  );
  const last = oneOf('break', ':', 'sleep 1');
  const after = fc.constantFrom('', '', '', ' &', ' | cat');
  return fc
    .tuple(head, block, fc.option(exit), last, after)
    .map(([first, body, leave, end, behind]) => names => {
      const begin = first(names);
      // Without a rest an endless loop starts more processes than this machine can bear.
      const rests = /^(while|until|for \(\(;;)/.test(begin);
      return [
        `${begin}; do`,
        indented(body(names)),
        ...(rests ? ['  sleep 1'] : []),
        ...(leave === null ? [] : [indented(leave(names))]),
        `  ${end(names)}`,
        `done${behind}`,
      ].join('\n');
    });
}

export function grouped(block: Block, shell: ShellName): Block {
  const own: readonly (readonly [string, string])[] =
    shell === 'bash'
      ? [
          // What writes where nobody reads any more ends: a race with the script's own end.
          ['coproc {', '} >/dev/null'],
          ['time {', '}'],
          ['{', '} |& cat'],
        ]
      : [];
  const brackets = fc.constantFrom<readonly [string, string]>(
    ['{', '}'],
    ['(', ')'],
    ['(', ') &'],
    ['{', '} &'],
    ['(', ') || true'],
    ['{', '} | cat'],
    ['(', ') | cat'],
    ['{', '} >/var/log/group.log 2>&1'],
    ['{', '} >/var/log/group.log 2>&1 &'],
    ...own,
  );
  return fc.tuple(brackets, block).map(
    ([[open, close], body]) =>
      names =>
        `${open}\n${indented(body(names))}\n${close}`,
  );
}
