/** What is kept while somebody types has to lead to what one tells who begins anew. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type AnalysisCache, type Project, withText } from '../server/src/analysis.ts';
import { withoutKeeping } from '../server/src/analysis-cache.ts';
import { createExecutions, type Executions } from '../server/src/executions.ts';
import type { Gathered } from '../server/src/gather.ts';
import { createLaunchReader } from '../server/src/launch/launches.ts';
import type { Formula } from '../server/src/lifetime/formula.ts';
import { parseCase } from './case-file.ts';
import { CASES, caseFiles, createTestCache, entriesOf, gatherTexts, modesOf } from './case-run.ts';

/** In each file, somebody types at so many places. */
const PLACES = 3;

/** What is typed there; each time the text before comes back. */
const TYPED_IN_SCRIPTS = [
  'echo typed\n',
  '# typed\n',
  'node server.js &\n',
  'if [ -n "$TYPED" ]; then exit 1; fi\n',
  'x',
  'set -e; typed() { exec node server.js; }\n',
];

const TYPED_IN_DOCKERFILES = [
  'RUN chmod 644 *.sh\n',
  '# typed\n',
  'FROM debian:12 AS typed\n',
  'x',
  'RUN cat <<EOF >/typed.sh\n',
  'ENV MODE=typed \\\n',
  'USER typed\r\n',
];

describe('while somebody types', () => {
  let shared: AnalysisCache;
  let goneOn = 0;
  let defined = 0;
  let ran = 0;
  before(async () => {
    shared = await createTestCache();
  });

  for (const [caseIndex, file] of caseFiles().entries()) {
    const made = parseCase(readFileSync(file, 'utf8'));
    const documents = made.files.filter(({ path }) => isScript(path) || isDockerfile(path));
    if (documents.length === 0) continue;
    defined += 1;
    it(relative(CASES, file), async () => {
      ran += 1;
      const executions = noting(() => {
        goneOn += 1;
      });
      const cache = { ...fromTheBeginning(shared), executions };
      const texts = new Map(made.files.map(({ path, text }) => [path, text] as const));
      const analyzed = (by: AnalysisCache, known?: Project['files']): Promise<Gathered> =>
        gatherTexts(texts, entriesOf(made), by, modesOf(made.files), known);
      const { files } = (await analyzed(cache)).project;
      for (const { path, text: short } of documents) {
        const text = isScript(path) ? lengthened(short) : short;
        const typing = isScript(path) ? TYPED_IN_SCRIPTS : TYPED_IN_DOCKERFILES;
        for (const [index, offset] of placesIn(text).entries()) {
          const typed = typing[(index + caseIndex) % typing.length] ?? '';
          const other = text.slice(0, offset) + typed + text.slice(offset);
          for (const now of [text, other, `${other}EOF\n`]) {
            const typedIn = new Map(files).set(path, withText(files.get(path), now));
            const again = await analyzed(cache, typedIn);
            const fresh = await analyzed(fromTheBeginning(shared), typedIn);
            assert.equal(
              shown(again),
              shown(fresh),
              `${path} after ${JSON.stringify(typed)} at ${offset}`,
            );
          }
        }
      }
    });
  }

  after(() => {
    // Not where only some are asked for.
    if (ran < defined) return;
    assert.ok(goneOn > 200, `only ${goneOn} executions went on from a checkpoint`);
  });
});

/** What the parser gave is kept of long scripts only. */
function lengthened(script: string): string {
  const head = /^(#!.*\n)?/.exec(script)?.[0] ?? '';
  return `${head}# ${'long '.repeat(100)}\n${script.slice(head.length)}`;
}

function fromTheBeginning(cache: AnalysisCache): AnalysisCache {
  return {
    ...withoutKeeping(cache),
    executions: createExecutions(),
    readLaunches: createLaunchReader(),
    runChanges: new WeakMap(),
  };
}

function isScript(path: string): boolean {
  return /\.(sh|bash)$/.test(path);
}

function isDockerfile(path: string): boolean {
  return /(^|\/)Dockerfile$/.test(path);
}

/** The beginnings of lines, evenly. */
function placesIn(text: string): readonly number[] {
  const lines = [...text.matchAll(/^/gm)].map(({ index }) => index);
  const step = Math.max(1, Math.floor(lines.length / PLACES));
  return lines.filter((_offset, line) => line % step === step - 1);
}

/** Tells of each execution that has taken over checkpoints of another. */
function noting(note: () => void): Executions {
  const executions = createExecutions();
  const seen = new WeakSet<object>();
  return {
    before: executions.before,
    keep(execution) {
      const checkpoints = [...execution.machine.runs.values()].flatMap(
        run => run?.checkpoints ?? [],
      );
      if (checkpoints.some(checkpoint => seen.has(checkpoint))) note();
      for (const checkpoint of checkpoints) seen.add(checkpoint);
      executions.keep(execution);
    },
  };
}

/** All that is concluded, as a text. Equal formulas have equal numbers in it. */
function shown({ analysis: { launches, findings, problems } }: Gathered): string {
  const concluded = launches.map(({ lifetime, scripts, syntaxErrors }) => ({
    lifetime,
    scripts,
    syntaxErrors,
    usesParameters: lifetime.mainScript?.usesParameters(),
  }));
  return JSON.stringify({ concluded, findings, problems }, (key, value) => {
    // What a way was in when it ended belongs to the execution, of which nobody asks for it.
    if (key === 'state') return undefined;
    if (isFormula(value)) return numberOf(value);
    return value instanceof Map ? [...value] : value;
  });
}

function isFormula(value: unknown): value is Formula {
  return typeof value === 'object' && value !== null && 'otherwise' in value && 'depth' in value;
}

const numbers = new Map<string, number>();
const numberOfFormula = new WeakMap<Formula, number>();

function numberOf(formula: Formula): number {
  const known = numberOfFormula.get(formula);
  if (known !== undefined) return known;
  const { atom, id, cases, otherwise } = formula;
  const next = cases.map(([value, child]) => [value, numberOf(child)]);
  const key = JSON.stringify(atom < 0 ? id : [atom, next, numberOf(otherwise)]);
  const number = numbers.get(key) ?? numbers.size;
  numbers.set(key, number);
  numberOfFormula.set(formula, number);
  return number;
}
