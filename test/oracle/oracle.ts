/** The oracle: starts a launch in real shells as PID 1, and says where the analysis is contradicted. */
import { rmSync } from 'node:fs';
import type { LaunchReport } from '../../server/src/analysis.ts';
import { pathOfImage } from '../../server/src/launch/images/image.ts';
import type { EndingsIn, Lifetime } from '../../server/src/lifetime/endings.ts';
import {
  type Refusal,
  refusalsOf,
  runsAsWritten,
  type StartedScript,
} from '../../server/src/lifetime/started.ts';
import { describeOutcome, type Judgement, judge, type Outcome, outcomeOf } from './compare.ts';
import { install, type SubjectFiles } from './install.ts';
import { answersAgree, answersOf, environmentsOf, type Plan, pairs, type Spread } from './plans.ts';
import { type ShellName, setSh } from './sandbox.ts';
import { type Observed, type StartRequest, start } from './start.ts';
import { makeStubs, STAYING, type Stubs } from './stubs.ts';
import { verdictContradiction } from './verdicts.ts';
import type { Worker } from './worker.ts';

export interface Subject extends SubjectFiles {
  /** Instead of those that the launch's own tests tell apart. */
  readonly environments?: readonly ReadonlyMap<string, string>[];
}

export interface Limits {
  readonly environments: number;
  readonly answers: number;
  /** Of the pairs of one and the other. */
  readonly plans: number;
}

/** One start that was compared. */
export interface Trial {
  readonly environment: ReadonlyMap<string, string>;
  readonly answers: string;
  readonly outcome: Outcome;
  readonly judgement: Judgement;
  /** The commands that were started, in order, as endings name them. */
  readonly started: readonly string[];
}

export interface Checked {
  readonly shell: ShellName;
  readonly trials: readonly Trial[];
  /** One line each; empty where the analysis holds. */
  readonly contradictions: readonly string[];
  /** Why nothing was compared. */
  readonly skipped: string | undefined;
  readonly starts: number;
}

export const CASE_LIMITS: Limits = { environments: 32, answers: 6, plans: 192 };

/** Which shells can be `sh` for this launch. */
export function shellsOf({ launch }: LaunchReport): readonly ShellName[] {
  return launch.sh === 'posix' ? ['dash', 'ash', 'bash'] : [launch.sh];
}

export async function check(
  subject: Subject,
  shell: ShellName,
  worker: Worker,
  limits: Limits = CASE_LIMITS,
): Promise<Checked> {
  const { launch, lifetime } = subject.report;
  const skip = (reason: string): Checked => ({
    shell,
    trials: [],
    contradictions: [],
    skipped: reason,
    starts: 0,
  });
  const argv = launch.argv?.map(({ value }) => value);
  if (argv === undefined) return skip('the base image decides what starts');
  if (!argv.every(value => value !== undefined)) return skip('the command line is not known');
  const stubs = makeStubs(lifetime.observations, launch.workdir ?? '/');
  if (stubs.problems.length > 0) return skip(stubs.problems.join('; '));
  // A stub stands for the process manager, and starts nothing.
  const started = lifetime.started.filter(({ supervised }) => !supervised);
  const isStub = ({ path, shell }: StartedScript): boolean =>
    shell !== undefined && stubs.files.has(path);
  if (started.some(isStub)) return skip('a script starts itself');
  const refusals = new Set(started.flatMap(refusalsOf));
  if (refusals.size === 0 && !started.every(runsAsWritten))
    return skip('its words end with carriage returns');
  if (lifetime.shellMissing) return skip('its shell is not in the image');
  if (refusals.has('no-shebang') || refusals.has('hidden-shebang'))
    return skip('what starts PID 1 here hands such files to `sh`');
  const installed = install(subject, stubs, worker.root);
  setSh(worker.root, shell);
  try {
    if (refusals.size > 0) {
      const contradictions = await notRefused(subject, worker, argv, [...refusals]);
      return { shell, trials: [], contradictions, skipped: undefined, starts: 1 };
    }
    const plans = plansOf(subject, stubs, limits);
    const endingsIn = lifetime.possibleEndings();
    const setting = {
      ...{ subject, stubs, worker, argv, endingsIn },
      leftBehind: new Map<string, Observed>(),
      patience: 1,
    };
    const tries: Tried[] = [];
    for (const plan of plans.list) {
      const isKnown = tries.some(
        ({ trial, asked }) =>
          trial.environment === plan.environment &&
          answersAgree(trial.answers, plan.answers, asked),
      );
      if (!isKnown) tries.push(await tryTwice(setting, plan));
    }
    const trials = tries.map(({ trial }) => trial);
    return {
      shell,
      trials,
      contradictions: contradictions(lifetime, trials, plans.complete),
      skipped: undefined,
      starts: tries.reduce((sum, { starts }) => sum + starts, 0),
    };
  } finally {
    for (const path of installed) rmSync(path, { recursive: true, force: true });
  }
}

function plansOf({ report, environments }: Subject, stubs: Stubs, limits: Limits): Spread<Plan> {
  const given: Spread<ReadonlyMap<string, string>> =
    environments === undefined
      ? environmentsOf(report.lifetime, limits.environments)
      : { list: environments, complete: false };
  return pairs(given, answersOf(stubs, limits.answers), limits.plans);
}

/** A script that is refused ends the start with an error, whatever comes after it. */
async function notRefused(
  { report: { launch } }: Subject,
  worker: Worker,
  argv: readonly string[],
  refusals: readonly Refusal[],
): Promise<readonly string[]> {
  const workdir = launch.workdir ?? '/';
  const environment = new Map<string, string>();
  const plan = { answers: '', supervised: false, terminate: false, patience: 1 };
  const { errors } = await start(worker, { argv, environment, workdir, ...plan });
  const seen: Readonly<Record<Refusal, RegExp>> = {
    'not-executable': /[Pp]ermission denied/,
    'no-shebang': /[Ee]xec format error/,
    'hidden-shebang': /[Ee]xec format error/,
    'carriage-return': /not found|No such file|bad interpreter|[Ss]yntax error/,
  };
  return refusals
    .filter(refusal => !seen[refusal].test(errors))
    .map(refusal => `no sign of ${refusal}; it says: ${errors.trim()}`);
}

interface Setting {
  readonly subject: Subject;
  readonly stubs: Stubs;
  readonly worker: Worker;
  readonly argv: readonly string[];
  readonly endingsIn: EndingsIn;
  /** What was seen under the supervisor, by what was seen without it. */
  readonly leftBehind: Map<string, Observed>;
  readonly patience: number;
}

interface Tried {
  readonly trial: Trial;
  /** Of each start the keys of the stubs that were started: who looks up an answer is among them. */
  readonly asked: readonly (readonly string[])[];
  readonly starts: number;
}

/** What happens only now and then, or not in the end, is no word against the analysis. */
async function tryTwice(setting: Setting, plan: Plan): Promise<Tried> {
  const once = await tryPlan(setting, plan);
  if (typeof once.trial.judgement === 'string') return once;
  const again = await tryPlan({ ...setting, leftBehind: new Map(), patience: 4 }, plan);
  return { ...again, starts: once.starts + again.starts };
}

async function tryPlan(setting: Setting, plan: Plan): Promise<Tried> {
  const { stubs } = setting;
  const seen = await start(setting.worker, requestOf(setting, plan));
  const { left, starts } = await startSupervised(setting, plan, seen);
  const outcome = outcomeOf(seen, left, stubs);
  const judgement = judgementOf(outcome, { seen, left }, setting, plan);
  const texts = new Map(stubs.commands.map(({ key, text }) => [key, text] as const));
  const started = (left ?? seen).started.map(key => texts.get(key) ?? key);
  return {
    trial: { ...plan, outcome, judgement, started },
    asked: [seen.started, left?.started ?? []],
    starts: 1 + starts,
  };
}

/** The launch itself as PID 1. */
function requestOf({ subject, argv, patience }: Setting, plan: Plan): StartRequest {
  const { launch } = subject.report;
  const set = [...launch.environment].filter(([, value]) => value !== undefined);
  const environment = new Map([
    ['PATH', pathOfImage(launch.image)],
    ...(set as [string, string][]),
    ...plan.environment,
  ]);
  const workdir = launch.workdir ?? '/';
  return { argv, workdir, ...plan, environment, supervised: false, terminate: true, patience };
}

/** What is left behind where servers may be: one more start, or what an earlier one showed that went the same way. */
async function startSupervised(
  setting: Setting,
  plan: Plan,
  { status, started, terminated }: Observed,
): Promise<{ readonly left: Observed | undefined; readonly starts: number }> {
  const { stubs, worker, leftBehind } = setting;
  const leaves = status !== undefined && stubs.commands.some(({ act }) => STAYING.has(act));
  if (!leaves) return { left: undefined, starts: 0 };
  const course = [plan.answers, status, ...started, '', ...terminated].join('\n');
  const known = leftBehind.get(course);
  if (known !== undefined) return { left: known, starts: 0 };
  const request = { ...requestOf(setting, plan), supervised: true, terminate: false };
  const left = await start(worker, request);
  leftBehind.set(course, left);
  return { left, starts: 1 };
}

function judgementOf(
  outcome: Outcome,
  { seen, left }: { readonly seen: Observed; readonly left: Observed | undefined },
  { subject, stubs, endingsIn }: Setting,
  { environment }: Plan,
): Judgement {
  const possible = endingsIn(environment);
  // Where it depends on what happens first, nothing is claimed.
  const isClaimed = !possible.some(({ doubted }) => doubted);
  if (left !== undefined && left.status !== seen.status && isClaimed)
    return disagreement(seen, left);
  // That a loop's question is one day answered differently is presumed.
  if (outcome.busy && asksAgain(left ?? seen, subject, stubs)) return 'unclaimed';
  return judge(outcome, possible, stubs, subject.report.launch.sh);
}

/** Some command or test asks again and again what only the container can answer: here it never changes. */
function asksAgain({ started }: Observed, { texts }: Subject, { commands }: Stubs): boolean {
  const tests = [...texts.values()].some(text => /\[ (! )?-[a-mo-y] |\bread\b/.test(text));
  const times = (key: string): number => started.filter(mark => mark === key).length;
  return (
    tests || commands.some(({ act, key }) => (act === 'ask' || act === 'assume') && times(key) > 2)
  );
}

/** Under the supervisor the command must do what it did as PID 1. */
function disagreement(seen: Observed, left: Observed): Judgement {
  const contradiction = `ends with ${seen.status} as PID 1, but with ${left.status} under a supervisor`;
  return { contradiction };
}

function contradictions(
  lifetime: Lifetime,
  trials: readonly Trial[],
  complete: boolean,
): readonly string[] {
  const found = trials.flatMap(trial => {
    if (typeof trial.judgement === 'string') return [];
    return [
      `${describePlan(trial)}: ${trial.judgement.contradiction}; ${describeOutcome(trial.outcome)}`,
    ];
  });
  const verdict = verdictContradiction(lifetime, trials, complete);
  return verdict === undefined ? found : [...found, verdict];
}

function describePlan({ environment, answers }: Plan): string {
  const set = [...environment].map(([name, value]) => `${name}=${value}`);
  return [set.length === 0 ? 'empty environment' : set.join(' '), answers]
    .filter(Boolean)
    .join(', ');
}
