import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AnalysisCache } from '../../server/src/analysis.ts';
import { type Case, parseCase, wholeFixes } from '../case-file.ts';
import { createTestCache, gatherTexts, modesOf } from '../case-run.ts';
import { writtenFiles } from './container-files.ts';
import { check, shellsOf } from './oracle.ts';
import { requiredSandbox } from './required.ts';
import { createWorker, removeWorker, type Worker } from './worker.ts';

const FOLDER = fileURLToPath(new URL('../cases', import.meta.url));

/** What the run compared, and which launches it could not. */
interface Summary {
  launches: number;
  starts: number;
  readonly notCompared: string[];
}

describe('the oracle: cases in real shells as PID 1', function () {
  this.timeout(120_000);
  let cache: AnalysisCache;
  let worker: Worker;
  const summary: Summary = { launches: 0, starts: 0, notCompared: [] };

  before(async function () {
    const sandbox = requiredSandbox();
    if (sandbox === undefined) this.skip();
    cache = await createTestCache();
    worker = createWorker(sandbox);
  });

  after(() => {
    if (worker === undefined) return;
    removeWorker(worker);
    console.log(`      ${summary.starts} starts of ${summary.launches} launches; not compared:`);
    for (const line of summary.notCompared) console.log(`        ${line}`);
  });

  for (const file of caseFiles()) {
    const name = relative(FOLDER, file);
    it(name, async () => {
      const found: string[] = [];
      for (const version of versionsOf(parseCase(readFileSync(file, 'utf8')))) {
        found.push(...(await contradictionsOf(name, version, cache, worker, summary)));
      }
      assert.deepEqual(found, []);
    });
  }
});

interface Version {
  readonly title: string;
  readonly texts: ReadonlyMap<string, string>;
  readonly modes: ReadonlyMap<string, number>;
  readonly entries: readonly string[];
}

/** The case as it stands, and after each of its fixes. */
function versionsOf(written: Case): readonly Version[] {
  const { files, verdicts } = written;
  const texts = new Map(files.map(({ path, text }) => [path, text] as const));
  const modes = modesOf(files);
  const base = { texts, modes, entries: [...verdicts.keys()] };
  const fixed = wholeFixes(written).map(({ title, changes }) => ({
    ...base,
    title: `after "${title}"`,
    texts: new Map([...texts, ...changes]),
  }));
  return [{ ...base, title: 'as it stands' }, ...fixed];
}

async function contradictionsOf(
  name: string,
  { title, texts, modes, entries }: Version,
  cache: AnalysisCache,
  worker: Worker,
  summary: Summary,
): Promise<readonly string[]> {
  const { analysis } = await gatherTexts(texts, entries, cache, modes);
  const found: string[] = [];
  for (const report of analysis.launches) {
    for (const shell of shellsOf(report)) {
      const label = `${report.entry.path} (${shell}, ${title})`;
      if (!worker.sandbox.shells.has(shell)) {
        summary.notCompared.push(`${name}, ${label}: ${shell} is not installed`);
        continue;
      }
      const { contradictions, skipped, starts } = await check(
        {
          report,
          texts,
          modes,
          scriptOf: cache.scriptOf,
          written: writtenFiles(report.launch.files, texts, cache.scriptOf),
        },
        shell,
        worker,
      );
      if (skipped === undefined) summary.launches += 1;
      else summary.notCompared.push(`${name}, ${label}: ${skipped}`);
      summary.starts += starts;
      found.push(...contradictions.map(text => `${label}: ${text}`));
    }
  }
  return found;
}

function caseFiles(): readonly string[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.case'))
    .sort()
    .map(name => join(FOLDER, name));
}
