import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AnalysisCache, LaunchReport } from '../../server/src/analysis.ts';
import { type Case, parseCase, wholeFixes } from '../case-file.ts';
import { createTestCache, gatherTexts, modesOf } from '../case-run.ts';
import { writtenFiles } from './container-files.ts';
import { check, shellsOf } from './oracle.ts';
import { requiredSandbox } from './required.ts';
import type { ShellName } from './sandbox.ts';
import { createWorker, removeWorker, type Worker } from './worker.ts';

/** A start waits more than it computes. */
const LANES = 6;
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
  let workers: readonly Worker[] = [];
  const summary: Summary = { launches: 0, starts: 0, notCompared: [] };

  before(async function () {
    const sandbox = requiredSandbox();
    if (sandbox === undefined) this.skip();
    cache = await createTestCache();
    workers = Array.from({ length: LANES }, () => createWorker(sandbox));
  });

  after(() => {
    if (workers.length === 0) return;
    for (const worker of workers) removeWorker(worker);
    console.log(`      ${summary.starts} starts of ${summary.launches} launches; not compared:`);
    for (const line of summary.notCompared) console.log(`        ${line}`);
  });

  for (const file of caseFiles()) {
    const name = relative(FOLDER, file);
    it(name, async () => {
      const versions = versionsOf(parseCase(readFileSync(file, 'utf8')));
      const launches = (
        await Promise.all(versions.map(version => launchesOf(version, cache)))
      ).flat();
      const found: string[] = [];
      const work = async (worker: Worker): Promise<void> => {
        for (let next = launches.shift(); next !== undefined; next = launches.shift())
          found.push(...(await contradictionsOf(name, next, cache, worker, summary).catch(asText)));
      };
      await Promise.all(workers.map(work));
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

/** A launch of a version, in one of the shells that can be its `sh`. */
interface Launched {
  readonly version: Version;
  readonly report: LaunchReport;
  readonly shell: ShellName;
}

async function launchesOf(version: Version, cache: AnalysisCache): Promise<readonly Launched[]> {
  const { texts, entries, modes } = version;
  const { analysis } = await gatherTexts(texts, entries, cache, modes);
  return analysis.launches.flatMap(report =>
    shellsOf(report).map(shell => ({ version, report, shell })),
  );
}

async function contradictionsOf(
  name: string,
  { version: { title, texts, modes }, report, shell }: Launched,
  { scriptOf }: AnalysisCache,
  worker: Worker,
  summary: Summary,
): Promise<readonly string[]> {
  const label = `${report.entry.path} (${shell}, ${title})`;
  if (!worker.sandbox.shells.has(shell)) {
    summary.notCompared.push(`${name}, ${label}: ${shell} is not installed`);
    return [];
  }
  const written = writtenFiles(report.launch.files, texts, scriptOf);
  const subject = { report, texts, modes, scriptOf, written };
  const { contradictions, skipped, starts } = await check(subject, shell, worker);
  if (skipped === undefined) summary.launches += 1;
  else summary.notCompared.push(`${name}, ${label}: ${skipped}`);
  summary.starts += starts;
  return contradictions.map(text => `${label}: ${text}`);
}

/** What goes wrong in one lane must not leave the others behind at work. */
function asText(error: unknown): readonly string[] {
  return [String(error)];
}

function caseFiles(): readonly string[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.case'))
    .sort()
    .map(name => join(FOLDER, name));
}
