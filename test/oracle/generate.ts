/** Checks made-up scripts: a definite verdict that a real shell contradicts is a failure, shrunk to a case. */
import { setFlagsFromString } from 'node:v8';
import fc from 'fast-check';
import type { AnalysisCache } from '../../server/src/analysis.ts';
import type { Lifetime } from '../../server/src/lifetime/endings.ts';
import { printCase } from '../case-file.ts';
import { gatherTexts } from '../case-run.ts';
import { type Generated, generated } from './grammar.ts';
import { type Checked, check, type Limits } from './oracle.ts';
import type { Sandbox, ShellName } from './sandbox.ts';
import { shrink } from './shrink.ts';
import { createWorker, removeWhenStopped, removeWorker, type Worker } from './worker.ts';

export interface Tally {
  scripts: number;
  starts: number;
  unknown: number;
  skipped: number;
  readonly failures: Failure[];
}

/** What is asked of made-up scripts. */
export interface Inquiry {
  scripts(shell: ShellName): fc.Arbitrary<Generated>;
  examine(start: Generated, lane: Lane): Promise<Examined>;
}

export interface Examined {
  readonly checked: Checked;
  readonly unknown: boolean;
  /** Called once for each script, not for the smaller ones that a failure is shrunk to. */
  readonly onCount?: () => void;
}

export interface Failure {
  /** Of the block that the script is from. */
  readonly seed: number;
  readonly contradictions: readonly string[];
  /** The shrunk script as a case. */
  readonly text: string;
}

export interface Assignment {
  readonly shell: ShellName;
  readonly runs: number;
  readonly seed: number;
  /** Every `count`th block of scripts, from this one on; undefined for all of them. */
  readonly share?: { readonly index: number; readonly count: number };
  /** How many failures are enough. */
  readonly failures: number;
  /** How many smaller scripts are tried to find the smallest that fails. */
  readonly shrinks: number;
  /** Gets a failure as soon as it is found. */
  readonly onFailure?: (failure: Failure) => void;
  /** Gets the scripts of which nothing is claimed, as cases. */
  readonly onUnknown?: (text: string) => void;
}

export interface Lane extends Assignment {
  readonly worker: Worker;
  readonly cache: AnalysisCache;
}

/** A few scripts that test much must not take half of the time. No multiple, so that each answer has its turn. */
const LIMITS: Limits = { environments: 6, answers: 3, plans: 11 };

/** The name of the base image whose `sh` is this shell. */
const IMAGES: Record<ShellName, string> = { dash: 'debian:12', ash: 'alpine:3', bash: 'debian:12' };

/** Whether real shells contradict what is concluded of scripts of all constructs. */
const CONCLUSIONS: Inquiry = { scripts: generated, examine: checkGenerated };

/** So many scripts are checked at a time: a start waits more than it computes. */
const LANES = 8;

/** To compile all that runs now and then takes a quarter of a run: it pays later than V8 expects. */
const PATIENT_COMPILER = '--interrupt-budget=400000';

/** Checks `runs` scripts of one shell. */
export async function checkScripts(
  assignment: Assignment,
  sandbox: Sandbox,
  cache: AnalysisCache,
  inquiry = CONCLUSIONS,
): Promise<Tally> {
  setFlagsFromString(PATIENT_COMPILER);
  const tally: Tally = { scripts: 0, starts: 0, unknown: 0, skipped: 0, failures: [] };
  const workers = Array.from({ length: LANES }, () => createWorker(sandbox));
  const kept = removeWhenStopped(workers);
  const scripts = madeUp(inquiry.scripts(assignment.shell), assignment);
  try {
    await Promise.all(
      workers.map(worker => runLane(scripts, { ...assignment, worker, cache }, inquiry, tally)),
    );
  } finally {
    for (const worker of workers) removeWorker(worker);
    kept();
  }
  return tally;
}

interface MadeUp {
  readonly start: Generated;
  readonly seed: number;
}

/** Scripts are made up in blocks, each with a seed of its own: `--seed SEED --runs 64` makes up one again. */
const BLOCK = 64;

function* madeUp(
  scripts: fc.Arbitrary<Generated>,
  { seed: first, runs, share: { index, count } = { index: 0, count: 1 } }: Assignment,
): Generator<MadeUp, void> {
  for (let made = index * BLOCK; made < runs; made += count * BLOCK) {
    const seed = first + (made / BLOCK) * 1_000_000;
    const block = fc.sample(scripts, { seed, numRuns: Math.min(BLOCK, runs - made) });
    for (const start of block) yield { start, seed };
  }
}

/** Takes scripts until there are no more, or enough failures, which ends the other lanes too. */
async function runLane(
  scripts: Generator<MadeUp, void>,
  lane: Lane,
  inquiry: Inquiry,
  tally: Tally,
): Promise<void> {
  for (const { start, seed } of scripts) {
    const { checked, unknown, onCount } = await inquiry.examine(start, lane);
    count(checked, unknown, tally);
    onCount?.();
    if (unknown) lane.onUnknown?.(asCase(start));
    const { contradictions } = checked;
    if (contradictions.length > 0) {
      const failure = await smallestFailure({ start, contradictions }, seed, lane, inquiry);
      tally.failures.push(failure);
      lane.onFailure?.(failure);
    }
    if (tally.failures.length >= lane.failures) return;
  }
}

interface Contradicted {
  readonly start: Generated;
  readonly contradictions: readonly string[];
}

async function smallestFailure(
  found: Contradicted,
  seed: number,
  lane: Lane,
  inquiry: Inquiry,
): Promise<Failure> {
  let { contradictions } = found;
  const fails = async (smaller: Generated): Promise<boolean> => {
    const { checked } = await inquiry.examine(smaller, lane);
    const { length } = checked.contradictions;
    // A block without steps is an error to the shell that the grammar does not see.
    if (length === 0 || checked.contradictions.some(text => /yntax error/.test(text))) return false;
    ({ contradictions } = checked);
    return true;
  };
  const smallest = await shrink(found.start, lane.shrinks, lane.cache.scriptOf, fails);
  return { seed, contradictions, text: asCase(smallest) };
}

function count(checked: Checked, unknown: boolean, tally: Tally): void {
  tally.scripts += 1;
  tally.starts += checked.starts;
  if (unknown) tally.unknown += 1;
  if (checked.skipped !== undefined) tally.skipped += 1;
}

async function checkGenerated(start: Generated, lane: Lane): Promise<Examined> {
  try {
    return await examine(start, lane);
  } catch (error) {
    return { checked: broken(lane.shell, String(error)), unknown: false };
  }
}

async function examine(start: Generated, { cache, worker, shell }: Lane): Promise<Examined> {
  const texts = filesOf(start);
  const { analysis } = await gatherTexts(texts, ['Dockerfile'], cache);
  const [report] = analysis.launches;
  if (report === undefined) throw new Error('the generated Dockerfile has no launch');
  const sh = shell === 'bash' ? 'dash' : shell;
  const subject = { report, texts, modes: new Map<string, number>(), scriptOf: cache.scriptOf };
  const checked = await check(subject, sh, worker, LIMITS);
  return { checked, unknown: saysNothing(report.lifetime) };
}

/** Where the script ends by its own decision in any case, there is no verdict, but all is said. */
function saysNothing({ verdict, endings }: Lifetime): boolean {
  const known = endings.every(({ confidence, doubted }) => confidence === 'certain' && !doubted);
  return verdict === 'unknown' && !known;
}

/** What goes wrong in the analysis, or in the oracle itself, is shrunk like a contradiction. */
export function broken(shell: ShellName, problem: string): Checked {
  return { shell, trials: [], contradictions: [problem], skipped: undefined, starts: 1 };
}

/** The files of a start: its Dockerfile and its scripts. */
export function filesOf({
  shell,
  script,
  files,
  commandText,
  parameters,
  unixLines,
}: Generated): ReadonlyMap<string, string> {
  const program = shell === 'bash' ? 'bash' : 'sh';
  const argv = commandText ? [program, '-c', script] : [program, '/start.sh', ...parameters];
  const scripts = [['/start.sh', script] as const, ...files];
  const copied = scripts.map(([path]) => `COPY ${path.slice(1)} ${path}\n`).join('');
  const cleaned = unixLines ? "RUN sed -i 's/\\r$//' /start.sh\n" : '';
  const installed = shell === 'ash' ? 'RUN apk add --no-cache bash\n' : '';
  const dockerfile = `FROM ${IMAGES[shell]}\n${installed}${copied}${cleaned}CMD ${JSON.stringify(argv)}\n`;
  return new Map([
    ['Dockerfile', dockerfile],
    ...scripts.map(([path, text]) => [path.slice(1), `${text}\n`] as const),
  ]);
}

/** The script as a case, with what contradicts it. */
export function describeFailure({ seed, contradictions, text }: Failure): string {
  return [`--- seed ${seed}: contradicted`, ...contradictions, text].join('\n');
}

function asCase(start: Generated): string {
  const files = [...filesOf(start)].map(([path, text]) => ({ path, attributes: [], text }));
  const verdicts = new Map([['Dockerfile', 'unknown']]);
  return printCase({
    title: `Found by the oracle (${start.shell}).`,
    verdicts,
    files,
    markers: [],
    fixes: [],
  });
}
