/** Script text that made-up scripts call: functions, other shells, scripts of their own, `eval`. */
import fc from 'fast-check';
import { condition } from './conditions.ts';
import { indented, oneOf, type Piece, VALUES } from './pieces.ts';
import type { ShellName } from './sandbox.ts';

type Block = fc.Arbitrary<Piece>;

export function called(block: Block, shell: ShellName): Block {
  return fc.oneof(
    { arbitrary: functions(block), weight: 4 },
    { arbitrary: twiceDefined(block, shell), weight: 1 },
    { arbitrary: commandTexts(block), weight: 4 },
    { arbitrary: scripts(block, shell), weight: 3 },
    { arbitrary: evaluated(block), weight: 1 },
    { arbitrary: written(block), weight: 3 },
  );
}

function functions(block: Block): Block {
  const returned = oneOf('return', 'return 0', 'return 1', ':', 'if [ "$1" = x ]; then return; fi');
  return fc
    .tuple(block, returned, block, fc.constantFrom('', ' x', ' "$A"', ' "$@"', ' &', ' || true'))
    .map(
      ([before, leave, after, call]): Piece =>
        names => {
          const id = names.next();
          const body = [before(names), leave(names), after(names)].map(indented).join('\n');
          return `f${id}() {\n${body}\n}\nf${id}${call}`;
        },
    );
}

/** A function that is another one where a test holds. */
function twiceDefined(block: Block, shell: ShellName): Block {
  return fc.tuple(block, condition(shell), block, fc.constantFrom('', ' x', ' || true')).map(
    ([usual, asked, other, call]): Piece =>
      names => {
        const name = `f${names.next()}`;
        const define = (body: Piece): string => `${name}() {\n${indented(body(names))}\n}`;
        const first = define(usual);
        return `${first}\nif ${asked(names)}; then\n${indented(define(other))}\nfi\n${name}${call}`;
      },
  );
}

function commandTexts(block: Block): Block {
  return fc
    .tuple(
      fc.constantFrom('sh -c', 'sh -ec', 'bash -c', 'bash -lc', 'exec sh -c', 'nohup sh -c'),
      block,
      fc.constantFrom('', ' sh x', ' &', ' || true'),
    )
    .map(
      ([program, body, after]): Piece =>
        names =>
          `${program} ${quoted(body(names))}${after}`,
    );
}

function scripts(block: Block, shell: ShellName): Block {
  const source = shell === 'dash' ? '.' : 'source';
  return fc
    .tuple(
      fc.constantFrom('. ', `${source} `, 'sh ', 'sh -e ', '', 'exec ', 'exec sh '),
      block,
      fc.constantFrom('', ' x', ' "$@"', ' &', ' || true'),
    )
    .map(
      ([program, body, after]): Piece =>
        names =>
          `${program}${names.file(body(names))}${after}`,
    );
}

function evaluated(block: Block): Block {
  return block.map(
    (body): Piece =>
      names =>
        `eval ${quoted(body(names))}`,
  );
}

/** Where a text says `¤`, there is a value that its reader finds. */
const USES: readonly ((value: string, body: string) => string)[] = [
  (value, body) => `if [ "¤" = ${value} ]; then\n${body}\nfi`,
  (value, body) => `if [ '¤' != ${value} ]; then\n${body}\nfi`,
  (_value, body) => `if [ -n "¤" ]; then\n${body}\nfi`,
  (value, body) => `case ¤ in ${value})\n${body}\n;; esac`,
  (value, body) => `case "¤" in ${value})\n${body}\n;; esac`,
  (_value, body) => `node s§.js ¤ &\n${body}`,
  (_value, body) => `${body}\nnode s§.js --name=¤ &`,
  (_value, body) => `${body}\nexec node s§.js '¤'`,
  (_value, body) => `set -- ¤\n${body}`,
  (_value, body) => `A=¤\n${body}`,
  (_value, body) => `export B="¤"\n${body}`,
  (_value, body) => `for i in ¤; do\n${body}\ndone`,
  (_value, body) => `mkdir -p /run/u§ >/tmp/u¤\n${body}`,
];

/** Texts that another shell, or `eval`, reads with the values that variables have where they are written. */
function written(block: Block): Block {
  const expansions = `$A $B \${A:-x} \${B:+y} $1 $* $# $(hostname) $A$B`.split(' ');
  return fc
    .tuple(
      fc.constantFrom('sh -c', 'sh -uc', 'bash -lc', 'exec sh -c', 'eval'),
      fc.constantFrom(...expansions),
      fc.constantFrom(...VALUES),
      fc.constantFrom(...USES),
      block,
      fc.constantFrom('', ' &', ' || true'),
    )
    .map(
      ([program, expansion, value, use, body, after]): Piece =>
        names => {
          const text = use(value, body(names)).replace(/§/g, () => names.next());
          const escaped = text.replace(/[\\"$`]/g, '\\$&').replaceAll('¤', () => expansion);
          return `${program} "${escaped}"${after}`;
        },
    );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
