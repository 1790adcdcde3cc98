/**
 * `npm run bench:growth`: how the cost of parsing, lowering and executing grows with a script's
 * length, from 100 to 100,000 lines, and what scripts cost that are made to cost much. An exponent of 1 is
 * linear. Times are the processor's, in milliseconds. Prints figures, judges nothing.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { analyzeKnown, createAnalysisCache } from '../../server/src/analysis.ts';
import { withoutKeeping } from '../../server/src/analysis-cache.ts';
import { compileParser } from '../../server/src/shell/parser-modules.ts';
import { createScriptReader } from '../../server/src/shell/script.ts';
import { createShellParser, type ParseShell } from '../../server/src/shell/syntax.ts';
import { BOMBS } from './bombs.ts';
import { projectOf, scriptBlock } from './documents.ts';

const LINES = [100, 1_000, 10_000, 100_000];
const ROUNDS = 3;
const require = createRequire(import.meta.url);

function scriptOf(lines: number): string {
  return `${Array.from({ length: lines / 10 }, (_, index) => scriptBlock(index)).join('')}exec node server.js\n`;
}

/** The fastest of some rounds, in milliseconds: the others were disturbed. */
function fastest(work: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = process.cpuUsage();
    work();
    return process.cpuUsage(start).user / 1e3;
  });
  return Math.min(...times);
}

function execute(text: string, parse: ParseShell): number {
  const cache = createAnalysisCache(parse);
  cache.scriptOf(text);
  return fastest(() => void analyzeKnown(projectOf(text), withoutKeeping(cache)));
}

interface Costs {
  readonly parse: number;
  readonly lower: number;
  readonly execute: number;
}

function costsOf(text: string, parse: ParseShell): Costs {
  const tree = parse(text);
  return {
    parse: fastest(() => parse(text)),
    lower: fastest(() => createScriptReader(() => tree)(text)),
    execute: execute(text, parse),
  };
}

function rowOf(name: string, { parse, lower, execute }: Costs, digits: number): string {
  const columns = [parse, lower, execute].map(value => value.toFixed(digits).padStart(10));
  return [name.padStart(24), ...columns].join(' ');
}

async function main(): Promise<void> {
  const bytes = (name: string): Uint8Array => readFileSync(require.resolve(name));
  const modules = await compileParser({
    runtime: bytes('web-tree-sitter/web-tree-sitter.wasm'),
    bash: bytes('tree-sitter-bash/tree-sitter-bash.wasm'),
  });
  const parse = await createShellParser(modules);
  execute(scriptOf(1_000), parse);
  const rows = LINES.map(lines => ({ lines, costs: costsOf(scriptOf(lines), parse) }));
  console.log(['lines'.padStart(24), '     parse', '     lower', '   execute'].join(' '));
  for (const { lines, costs } of rows) console.log(rowOf(String(lines), costs, 1));
  const [first, last] = [rows[0], rows.at(-1)];
  if (first !== undefined && last !== undefined) {
    const exponent = (cost: keyof Costs): number =>
      Math.log(last.costs[cost] / first.costs[cost]) / Math.log(last.lines / first.lines);
    const exponents = {
      parse: exponent('parse'),
      lower: exponent('lower'),
      execute: exponent('execute'),
    };
    console.log(rowOf('exponent', exponents, 2));
  }
  for (const { name, text } of BOMBS) console.log(rowOf(name, costsOf(text, parse), 1));
}

main();
