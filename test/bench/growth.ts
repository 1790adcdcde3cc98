/**
 * `npm run bench:growth`: how the cost of parsing, lowering and executing grows with a script's
 * length, from 100 to 100,000 lines. An exponent of 1 is linear. Prints figures, judges nothing.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { analyze, createAnalysisCache, type FileContent } from '../../server/src/analysis.ts';
import { readScript } from '../../server/src/shell/script.ts';
import { createShellParser, type ParseShell } from '../../server/src/shell/syntax.ts';
import { scriptBlock } from './documents.ts';

const LINES = [100, 1_000, 10_000, 100_000];
const ROUNDS = 3;
const require = createRequire(import.meta.url);

function scriptOf(lines: number): string {
  return `${Array.from({ length: lines / 10 }, (_, index) => scriptBlock(index)).join('')}exec node server.js\n`;
}

/** The fastest of some rounds, in milliseconds: the others were disturbed. */
function fastest(work: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = process.hrtime.bigint();
    work();
    return Number(process.hrtime.bigint() - start) / 1e6;
  });
  return Math.min(...times);
}

function execute(text: string, parse: ParseShell): number {
  const cache = createAnalysisCache(parse);
  const entry = { kind: 'script', path: 'start.sh' } as const;
  cache.scriptOf(text);
  return fastest(() => {
    const files = new Map<string, FileContent>([['start.sh', { kind: 'text', text }]]);
    analyze({ entries: [entry], files }, cache);
  });
}

async function main(): Promise<void> {
  const bytes = (name: string): Uint8Array => readFileSync(require.resolve(name));
  const parse = await createShellParser({
    runtime: bytes('web-tree-sitter/web-tree-sitter.wasm'),
    bash: bytes('tree-sitter-bash/tree-sitter-bash.wasm'),
  });
  execute(scriptOf(1_000), parse);
  const rows = LINES.map(lines => {
    const text = scriptOf(lines);
    const tree = parse(text);
    return {
      lines,
      parse: fastest(() => parse(text)),
      lower: fastest(() => readScript(text, () => tree)),
      execute: execute(text, parse),
    };
  });
  console.log('   lines   parse ms   lower ms   execute ms');
  for (const { lines, parse: parsed, lower, execute: executed } of rows) {
    const columns = [parsed, lower, executed].map(time => time.toFixed(1).padStart(10));
    console.log(String(lines).padStart(8), columns.join(' '));
  }
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return;
  const exponent = (from: number, to: number): string =>
    (Math.log(to / from) / Math.log(last.lines / first.lines)).toFixed(2).padStart(10);
  console.log(
    'exponent',
    [
      exponent(first.parse, last.parse),
      exponent(first.lower, last.lower),
      exponent(first.execute, last.execute),
    ].join(' '),
  );
}

main();
