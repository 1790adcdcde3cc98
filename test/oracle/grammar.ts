/** A grammar of startup scripts whose programs are stubs: everything that may decide how PID 1 ends. */
import fc from 'fast-check';
import {
  assignment,
  condition,
  createNames,
  ending,
  job,
  oneOf,
  option,
  type Piece,
  server,
  task,
} from './commands.ts';
import type { ShellName } from './sandbox.ts';

/** A start that was made up. */
export interface Generated {
  readonly shell: ShellName;
  readonly script: string;
  /** The script is the text of `-c`, not a file. */
  readonly commandText: boolean;
  readonly parameters: readonly string[];
}

const MAX_DEPTH = 3;

export function generated(shell: ShellName): fc.Arbitrary<Generated> {
  const parameters = fc.constantFrom<readonly string[]>([], ['x'], ['y', 'x']);
  return fc
    .tuple(
      fc.array(statement(MAX_DEPTH, shell), { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      parameters,
    )
    .map(([pieces, commandText, words]) => {
      const names = createNames();
      const body = pieces.map(piece => piece(names)).join('\n');
      // No environment holds a process id.
      const script = /\$"?pid/.test(body) ? `pid=\n${body}` : body;
      return { shell, script, commandText: commandText && words.length === 0, parameters: words };
    });
}

function statement(depth: number, shell: ShellName): fc.Arbitrary<Piece> {
  const simple = [
    { arbitrary: task(), weight: 4 },
    { arbitrary: server(), weight: 5 },
    { arbitrary: job(), weight: 4 },
    { arbitrary: assignment(), weight: 4 },
    { arbitrary: option(), weight: 2 },
    { arbitrary: ending(), weight: 3 },
  ];
  if (depth === 0) return fc.oneof(...simple);
  const block = blockOf(depth - 1, shell);
  return fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    ...simple,
    { arbitrary: branch(block, shell), weight: 6 },
    { arbitrary: list(statement(depth - 1, shell), shell), weight: 3 },
    { arbitrary: loop(block, shell), weight: 3 },
    { arbitrary: grouped(block), weight: 4 },
    { arbitrary: called(block), weight: 3 },
  );
}

function blockOf(depth: number, shell: ShellName): fc.Arbitrary<Piece> {
  return fc
    .array(statement(depth, shell), { minLength: 1, maxLength: 3 })
    .map(pieces => names => pieces.map(piece => piece(names)).join('\n'));
}

function branch(block: fc.Arbitrary<Piece>, shell: ShellName): fc.Arbitrary<Piece> {
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
  const cases = fc
    .tuple(fc.constantFrom('$A', '$B', '$1', '$A$B'), block, block, fc.option(block))
    .map(
      ([subject, first, second, rest]): Piece =>
        names => {
          const lines = [`case "${subject}" in`, '  x)', indented(first(names)), '  ;;'];
          lines.push('  y | xy)', indented(second(names)), '  ;;');
          if (rest !== null) lines.push('  *)', indented(rest(names)), '  ;;');
          return [...lines, 'esac'].join('\n');
        },
    );
  return fc.oneof({ arbitrary: ifs, weight: 3 }, { arbitrary: cases, weight: 1 });
}

function list(inner: fc.Arbitrary<Piece>, shell: ShellName): fc.Arbitrary<Piece> {
  const grouped = inner.map(
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
      grouped,
      fc.constantFrom('', ' || true', ' &', ' || exit 1'),
    )
    .map(
      ([asked, operator, then, after]) =>
        names =>
          `${asked(names)} ${operator} ${then(names)}${after}`,
    );
}

function loop(block: fc.Arbitrary<Piece>, shell: ShellName): fc.Arbitrary<Piece> {
  const head = fc.oneof(
    {
      arbitrary: oneOf(
        'for w in x y z',
        'for w in x',
        'while true',
        'until false',
        'until grep -q q§ /etc/app.conf',
      ),
      weight: 4,
    },
    {
      arbitrary: condition(shell).map(
        (asked): Piece =>
          names =>
            `while ${asked(names)}`,
      ),
      weight: 1,
    },
  );
  const exit = fc
    .tuple(
      condition(shell),
      fc.constantFrom('break', 'break', 'break', 'continue', 'A=x', 'exit 0'),
    )
    .map(
      ([asked, leave]): Piece =>
        names =>
          `if ${asked(names)}; then ${leave}; fi`,
    );
  const last = oneOf('break', ':', 'sleep 1');
  return fc.tuple(head, block, fc.option(exit), last).map(
    ([first, body, leave, end]) =>
      names =>
        [
          `${first(names)}; do`,
          indented(body(names)),
          ...(leave === null ? [] : [indented(leave(names))]),
          `  ${end(names)}`,
          'done',
        ].join('\n'),
  );
}

function grouped(block: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> {
  const brackets = fc.constantFrom(
    ['{', '}'],
    ['(', ')'],
    ['(', ') &'],
    ['{', '} &'],
    ['(', ') || true'],
  );
  return fc.tuple(brackets, block).map(
    ([[open, close], body]) =>
      names =>
        `${open}\n${indented(body(names))}\n${close}`,
  );
}

/** Functions with `return`, and other shells. */
function called(block: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> {
  const returned = oneOf('return', 'return 0', 'return 1', ':', 'if [ "$1" = x ]; then return; fi');
  const functions = fc
    .tuple(block, returned, block, fc.constantFrom('', ' x', ' "$A"', ' &', ' || true'))
    .map(
      ([before, leave, after, call]): Piece =>
        names => {
          const id = names.next();
          const body = [before(names), leave(names), after(names)].map(indented).join('\n');
          return `f${id}() {\n${body}\n}\nf${id}${call}`;
        },
    );
  const shells = fc
    .tuple(
      fc.constantFrom('sh -c', 'sh -ec', 'bash -c', 'exec sh -c'),
      block,
      fc.constantFrom('', ' &', ' || true'),
    )
    .map(
      ([shell, body, after]): Piece =>
        names =>
          `${shell} '${body(names).replaceAll("'", "'\\''")}'${after}`,
    );
  return fc.oneof(functions, shells);
}

function indented(text: string): string {
  return text.replace(/^(?!$)/gm, '  ');
}
