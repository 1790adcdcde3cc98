/** Records what the kernel shows of made-up scripts, always the same ones, unless it is known already. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { AnalysisCache, LaunchReport } from '../../server/src/analysis.ts';
import { createTestCache, gatherTexts } from '../case-run.ts';
import { filesOf } from '../oracle/generate.ts';
import { generated } from '../oracle/grammar.ts';
import { type Checked, check, type Limits } from '../oracle/oracle.ts';
import { answersOf, environmentsOf } from '../oracle/plans.ts';
import { detectSandbox, type ShellName } from '../oracle/sandbox.ts';
import { makeStubs } from '../oracle/stubs.ts';
import { createWorker, removeWhenStopped, removeWorker, type Worker } from '../oracle/worker.ts';
import {
  conclusionOf,
  OBSERVATIONS,
  type ObservedLaunch,
  readObservations,
  variablesOf,
} from './observations.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SHELLS: readonly ShellName[] = ['dash', 'bash', 'ash'];
const SCRIPTS_PER_SHELL = 100;
const SEED = 20_251;
const LIMITS: Limits = { environments: 6, answers: 3, plans: 11 };

/** The analysis decides which starts are made, and the oracle how. */
function keyOfSources(): string {
  const hash = createHash('sha256');
  for (const folder of ['server/src', 'test/oracle', 'test/mutation']) {
    const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
    for (const name of names.sort()) {
      const isSource = name.endsWith('.ts') && !/node_modules|\.cache/.test(name);
      if (isSource) hash.update(name).update(readFileSync(join(ROOT, folder, name)));
    }
  }
  return hash.digest('hex');
}

async function record(): Promise<readonly ObservedLaunch[]> {
  const detection = detectSandbox();
  if (detection.kind === 'unavailable') throw new Error(detection.reason);
  const worker = createWorker(detection.sandbox);
  removeWhenStopped([worker]);
  const cache = await createTestCache();
  const launches: ObservedLaunch[] = [];
  try {
    for (const [position, shell] of SHELLS.entries()) {
      const given = { numRuns: SCRIPTS_PER_SHELL, seed: SEED + position };
      const starts = fc.sample(generated(shell), given);
      for (const [index, start] of starts.entries()) {
        const name = `${shell} ${index}`;
        const launch = await observe(name, filesOf(start), shell, worker, cache);
        if (launch !== undefined) launches.push(launch);
      }
    }
  } finally {
    removeWorker(worker);
  }
  return launches;
}

/** What the starts of a script showed; undefined where they cannot be compared, or contradict. */
async function observe(
  name: string,
  files: ReadonlyMap<string, string>,
  shell: ShellName,
  worker: Worker,
  cache: AnalysisCache,
): Promise<ObservedLaunch | undefined> {
  const { analysis } = await gatherTexts(files, ['Dockerfile'], cache);
  const [report] = analysis.launches;
  if (report === undefined) throw new Error('the generated Dockerfile has no launch');
  const subject = {
    report,
    texts: files,
    modes: new Map<string, number>(),
    scriptOf: cache.scriptOf,
  };
  const sh = shell === 'bash' ? 'dash' : shell;
  const checked = await check(subject, sh, worker, LIMITS).catch((error: unknown) => String(error));
  if (typeof checked === 'string') {
    console.log(`${name}: ${checked}`);
    return undefined;
  }
  for (const contradiction of checked.contradictions)
    console.log(`${name}: ${contradiction}\n${files.get('start.sh')}`);
  if (checked.skipped !== undefined || checked.contradictions.length > 0) return undefined;
  return observed(name, files, report, checked);
}

function observed(
  name: string,
  files: ReadonlyMap<string, string>,
  { launch, lifetime }: LaunchReport,
  { trials }: Checked,
): ObservedLaunch {
  const stubs = makeStubs(lifetime.observations, launch.workdir ?? '/');
  const environments = environmentsOf(lifetime, LIMITS.environments);
  const endingsIn = lifetime.possibleEndings();
  return {
    name,
    files: [...files],
    verdict: lifetime.verdict,
    programs: stubs.commands.map(({ text }) => text),
    complete: environments.complete && answersOf(stubs, LIMITS.answers).complete,
    variables: variablesOf(lifetime),
    starts: trials.map(({ environment, outcome, judgement }) => ({
      environment: [...environment],
      outcome,
      conclusion: judgement === 'agrees' ? conclusionOf(endingsIn(environment)) : undefined,
    })),
  };
}

const key = keyOfSources();
if (readObservations()?.key === key) console.log('What the kernel shows is known already.');
else {
  const launches = await record();
  mkdirSync(dirname(OBSERVATIONS), { recursive: true });
  writeFileSync(OBSERVATIONS, JSON.stringify({ key, launches }));
  console.log(`Recorded the starts of ${launches.length} scripts.`);
}
