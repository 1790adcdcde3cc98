/**
 * The room `lifetime`: executes the steps of a launch abstractly and concludes how PID 1 ends. It
 * reads no files and writes no messages: it gives endings, and places that explain them.
 */
import type { Launch } from '../launch/launches.ts';
import { commandText } from '../programs/command.ts';
import type { Knowledge } from '../programs/interpret.ts';
import { excerptOf, wholeFile } from '../text/excerpt.ts';
import type { Place } from '../text/place.ts';
import type { Context, EndingCause, Way } from './context.ts';
import {
  type Assumption,
  assumptionsOf,
  type Confidence,
  confidenceIn,
  type Fact,
  factsIn,
} from './facts.ts';
import type { Formula } from './formula.ts';
import { createMachine, type Machine, type Observation, type World } from './machine.ts';
import { createProcess } from './processes.ts';
import { startProgram } from './programs.ts';
import { type Job, jobsAlive, type State, textBindings } from './state.ts';

export type Verdict = 'exits' | 'stays' | 'completes' | 'unknown';

/** How one path ends: PID 1 runs something for ever, or ends. Ways of equal place and kind are one. */
export interface Ending {
  readonly kind: 'runs' | 'ends';
  readonly at: Place;
  readonly cause: EndingCause;
  /** What runs for ever; undefined for `ends`. */
  readonly command: string | undefined;
  readonly behavior: 'serves' | 'idles';
  readonly exec: boolean;
  /** The script's own decision to fail. */
  readonly deliberate: boolean;
  readonly confidence: Confidence;
  /** What all ways to this ending have in common. */
  readonly when: readonly Fact[];
  readonly assuming: readonly Assumption[];
  readonly jobs: readonly Job[];
  /** A trap for SIGTERM is set on some way. */
  readonly trapped: boolean;
  /** Programs that were started in the foreground on the way and are presumed to have returned. */
  readonly before: readonly Observation[];
}

/** A serving job that is alive where PID 1 ends. */
export interface Stranding {
  readonly job: Job;
  readonly endings: readonly Ending[];
  readonly confidence: Confidence;
  readonly assuming: readonly Assumption[];
}

export interface Lifetime {
  readonly verdict: Verdict;
  readonly endings: readonly Ending[];
  readonly strandings: readonly Stranding[];
  /** Every command met, in the order of execution. */
  readonly observations: readonly Observation[];
  /** The environment variables that decide, with the values that they are compared with. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
  /** What happens when these variables have these values, and all others are empty. */
  endingsIn(environment: ReadonlyMap<string, string>): readonly PossibleEnding[];
}

/** An ending in one environment. */
export interface PossibleEnding {
  readonly ending: Ending;
  /** `certain`: no other ending is possible in this environment. */
  readonly confidence: Confidence;
  /** Jobs alive there; `certain` ones are alive whenever this ending is reached. */
  readonly jobs: readonly { readonly job: Job; readonly certain: boolean }[];
}

/** Follows the launch. A launch whose start is not known has no endings, and its verdict is unknown. */
export function lifetimeOf(launch: Launch, world: World, knowledge: Knowledge): Lifetime {
  const machine = createMachine(world, knowledge, launch.sh);
  if (launch.argv === undefined) {
    return {
      verdict: 'unknown',
      endings: [],
      strandings: [],
      observations: [],
      variables: new Map(),
      endingsIn: () => [],
    };
  }
  const process = createProcess(machine, launch.sh, false);
  const context = startingContext(launch, process, machine);
  const state = startingState(launch, machine);
  const at = { start: 0, end: context.source.excerpt.text.length };
  startProgram(launch.argv, at, state, context, { exec: true, outer: launch.argv, wrappers: 0 });
  return conclude(process.ways, machine);
}

/** The command line of the launch stands where a script's text stands later. */
function startingContext(launch: Launch, process: Context['process'], machine: Machine): Context {
  const { path, span } = launch.at;
  const excerpt = excerptOf(path, [{ value: ' ', source: span }]);
  const script = { ...machine.world.readText(wholeFile(path, '')).script, text: excerpt.text };
  return {
    machine,
    process,
    source: { excerpt, script },
    manner: 'foreground',
    last: true,
    asked: false,
    watching: false,
    loops: [],
    returns: undefined,
    depth: 0,
  };
}

function startingState(launch: Launch, machine: Machine): State {
  const { always, never } = machine.formulas;
  return {
    path: always,
    jobs: undefined,
    variables: textBindings(launch.environment, machine),
    functions: undefined,
    parameters: [],
    workdir: launch.workdir ?? '/',
    errexit: never,
    trapped: never,
    failed: never,
  };
}

/** A script that starts more launchers than this is a test of this program. */
const PRESUMED_LIMIT = 100;

function conclude(ways: readonly Way[], machine: Machine): Lifetime {
  const groups = groupWays(ways);
  const presumed = machine.observations
    .filter(({ evidence, manner }) => evidence === 'presumed' && manner === 'foreground')
    .slice(0, PRESUMED_LIMIT);
  const endings = groups.map(group => endingOf(group, presumed, machine));
  const strandings = strandingsOf(groups, endings, machine);
  return {
    verdict: verdictOf(groups, endings, strandings, machine),
    endings,
    strandings,
    observations: machine.observations,
    variables: variablesAsked(groups, machine),
    endingsIn: environment =>
      groups.flatMap((group, index) => {
        const ending = endings[index];
        return ending === undefined ? [] : possibleEnding(group, ending, environment, machine);
      }),
  };
}

function variablesAsked(
  groups: readonly (readonly Way[])[],
  machine: Machine,
): ReadonlyMap<string, readonly string[]> {
  const asked = new Map<string, Set<string>>();
  for (const { state } of groups.flat()) {
    const formulas = [state.path, ...jobsAlive(state, machine).map(({ when }) => when)];
    for (const [id, values] of formulas.flatMap(formula => machine.formulas.questionsIn(formula))) {
      const atom = machine.atomOf(id);
      if (atom?.origin !== 'environment') continue;
      const known = asked.get(atom.subject) ?? new Set();
      for (const value of values) known.add(value);
      asked.set(atom.subject, known);
    }
  }
  return new Map([...asked].map(([name, values]) => [name, [...values].sort()] as const));
}

function possibleEnding(
  group: readonly Way[],
  ending: Ending,
  environment: ReadonlyMap<string, string>,
  machine: Machine,
): readonly PossibleEnding[] {
  const { and, given, never } = machine.formulas;
  const valueOf = (id: number): string | undefined => {
    const atom = machine.atomOf(id);
    return atom?.origin === 'environment' ? (environment.get(atom.subject) ?? '') : undefined;
  };
  const path = given(pathOf(group, machine), valueOf);
  if (path === never) return [];
  const alive = group.flatMap(({ state }) => jobsAlive(state, machine));
  const jobs = uniqueJobs(alive.map(({ job }) => job)).flatMap(job => {
    const when = alive
      .filter(live => live.job.id === job.id)
      .reduce((all, live) => machine.formulas.or(all, live.when), never);
    const here = and(path, given(when, valueOf));
    return here === never ? [] : [{ job, certain: here === path }];
  });
  return [{ ending, confidence: confidenceIn(path, machine), jobs }];
}

function groupWays(ways: readonly Way[]): readonly (readonly Way[])[] {
  const groups = new Map<string, Way[]>();
  for (const way of ways) {
    const { path, span } = way.at;
    const key = [way.kind, way.cause, way.deliberate, way.exec, path, span.start, span.end].join(
      ' ',
    );
    groups.set(key, [...(groups.get(key) ?? []), way]);
  }
  return [...groups.values()];
}

function pathOf(group: readonly Way[], { formulas }: Machine): Formula {
  return group.reduce((all, { state }) => formulas.or(all, state.path), formulas.never);
}

function endingOf(
  group: readonly Way[],
  presumed: readonly Observation[],
  machine: Machine,
): Ending {
  const first = group[0] as Way;
  const { and, never } = machine.formulas;
  const path = pathOf(group, machine);
  const before = presumed.filter(
    seen => seen.order < first.order && and(seen.path, path) !== never,
  );
  return {
    kind: first.kind,
    at: first.at,
    cause: first.cause,
    command: first.command,
    behavior: first.behavior,
    exec: first.exec,
    deliberate: first.deliberate,
    confidence: confidenceIn(path, machine),
    when: factsIn(path, machine),
    assuming: [...assumptionsOf(path, machine), ...presumptionsIn(before)],
    jobs: uniqueJobs(group.flatMap(({ state }) => jobsAlive(state, machine).map(({ job }) => job))),
    trapped: group.some(({ state }) => and(state.trapped, state.path) !== never),
    before: before.filter(({ taken }) => taken === 'returns'),
  };
}

function presumptionsIn(observations: readonly Observation[]): readonly Assumption[] {
  return observations.flatMap(({ argv, taken }) =>
    taken === undefined ? [] : [{ command: commandText(argv), does: taken, presumed: true }],
  );
}

function uniqueJobs(jobs: readonly Job[]): readonly Job[] {
  return [...new Map(jobs.map(job => [job.id, job])).values()];
}

/** True where nothing may be claimed. */
export function unclaimed(confidence: Confidence): boolean {
  return confidence === 'doubtful' || confidence === 'opaque';
}

/** For each serving job: the endings that kill it, unless the script decided to fail there. */
function strandingsOf(
  groups: readonly (readonly Way[])[],
  endings: readonly Ending[],
  machine: Machine,
): readonly Stranding[] {
  const { never, or } = machine.formulas;
  const found = new Map<number, { job: Job; when: Formula; endings: Ending[] }>();
  groups.forEach((group, index) => {
    const ending = endings[index];
    if (ending === undefined || ending.kind !== 'ends' || ending.deliberate) return;
    for (const { state } of group) {
      for (const { job, when } of jobsAlive(state, machine)) {
        if (job.behavior !== 'serves' || unclaimed(confidenceIn(when, machine))) continue;
        const entry = found.get(job.id) ?? { job, when: never, endings: [] };
        const known = entry.endings.includes(ending) ? [] : [ending];
        found.set(job.id, {
          job,
          when: or(entry.when, when),
          endings: [...entry.endings, ...known],
        });
      }
    }
  });
  return [...found.values()].map(({ job, when, endings: stranding }) => ({
    job,
    endings: stranding,
    confidence: confidenceIn(when, machine),
    assuming: assumptionsOf(when, machine),
  }));
}

/** A path that rests only on a program's supposed behavior is no verdict while the opposite is as likely. */
function verdictOf(
  groups: readonly (readonly Way[])[],
  endings: readonly Ending[],
  strandings: readonly Stranding[],
  machine: Machine,
): Verdict {
  if (strandings.length > 0) return 'exits';
  const paths = (kind: Ending['kind']): Formula =>
    pathOf(
      groups.flatMap(group => group.filter(way => way.kind === kind)),
      machine,
    );
  const runs = confidenceIn(paths('runs'), machine, ['behavior']);
  const ends = endings.some(
    ({ kind, deliberate, confidence }) => kind === 'ends' && !deliberate && !unclaimed(confidence),
  );
  if (runs === 'certain' || (runs === 'assumed' && !ends)) return 'stays';
  const anyRuns = endings.some(({ kind, confidence }) => kind === 'runs' && !unclaimed(confidence));
  const opaque = endings.some(({ confidence }) => confidence === 'opaque');
  return ends && !anyRuns && !opaque ? 'completes' : 'unknown';
}
