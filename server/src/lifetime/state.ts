import type { Argument } from '../programs/command.ts';
import type { FunctionStep } from '../shell/steps.ts';
import type { Place } from '../text/place.ts';
import type { Formula } from './formula.ts';
import { comparableText } from './formula-nodes.ts';
import { type Guarded, within } from './guarded.ts';
import { entries, get, type IntMap, set } from './int-map.ts';
import { type Machine, type ScriptSource, UNSET } from './machine.ts';

/** Of jobs for which no shell can wait. */
export const NO_OWNER = -1;

/** A process left in the background that stays alive. */
export interface Job {
  readonly id: number;
  /** Where it was started. */
  readonly at: Place;
  readonly command: string;
  /** By which other programs end it. */
  readonly names: readonly string[];
  readonly behavior: 'serves' | 'idles';
  /** It went into the background by itself. */
  readonly daemon: boolean;
  /** The shell that can wait for it: the one whose child it is, or NO_OWNER. */
  readonly owner: number;
  /** The pipes of `a | b` that it can write to: who reads one does not come to its end while the job is alive. */
  readonly holds: readonly Exclude<Pipe, undefined>[];
  /** The paths on which `set -m` held when it was started, so that `fg` can resume it. */
  readonly resumable: Formula;
}

/** The number of a pipe; undefined for what is none, `unclear` where not all paths have the same. */
export type Pipe = number | 'unclear' | undefined;

export interface LiveJob {
  readonly job: Job;
  /** The paths on which it is alive. */
  readonly when: Formula;
  /** The paths on which it was killed, and nobody has waited for it since. */
  readonly killed: Formula;
}

/** What a variable holds on some paths. */
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  /** The unknown value of an atom between two known texts. */
  | FreeValue
  /** None: the variable is not set. */
  | { readonly kind: 'unset' }
  /** The process ids of jobs (undefined: of one that is no job that stays), with blanks between them. */
  | { readonly kind: 'pids'; readonly jobs: readonly (number | undefined)[] }
  /** The status of a command that has failed. */
  | { readonly kind: 'failure' }
  /** An array. */
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
  | { readonly kind: 'unknown' };

export const UNKNOWN: Value = { kind: 'unknown' };

/** More alternatives than this are not told apart. */
export const ALTERNATIVES_LIMIT = 16;

export interface FreeValue {
  readonly kind: 'free';
  readonly atom: number;
  readonly prefix: string;
  readonly suffix: string;
  /** The variable itself comes from the environment: where the atom is UNSET, it is not set. */
  readonly given: boolean;
}

/** A value of which nothing is known but that tests on it agree with each other. */
export function freeValue(atom: number, suffix = ''): FreeValue {
  return { kind: 'free', atom, prefix: '', suffix, given: false };
}

export interface ListItem {
  readonly argument: Argument;
  readonly value: Value;
}

export interface DefinedFunction {
  readonly step: FunctionStep;
  readonly source: ScriptSource;
}

/** A positional parameter, with its values on the paths where its value is not the same on all. */
export interface Parameter extends Argument {
  readonly values?: Guarded<Value>;
}

/** `$1` and the rest; undefined when they are not known. */
export type ParameterList = readonly Parameter[] | undefined;

/** Everything that steps read and change, for all the paths that have come this way together. */
export interface State {
  readonly path: Formula;
  readonly jobs: IntMap<LiveJob>;
  /** A variable that is missing here has its value from the environment. */
  readonly variables: IntMap<Guarded<Value>>;
  /** The paths on which programs and other shells inherit a name; one that is missing here where it is given. */
  readonly exported: IntMap<Formula>;
  readonly functions: IntMap<Guarded<DefinedFunction | undefined>>;
  /** What is done at a signal, or at the shell's end: actions by the signal's name. */
  readonly traps: IntMap<Guarded<ScriptSource | undefined>>;
  readonly parameters: Guarded<ParameterList>;
  readonly workdir: string | undefined;
  /** Where standard output and standard error lead. */
  readonly output: Pipe;
  readonly errors: Pipe;
  /** The paths on which `set -e` holds, on which `set -m` does, … */
  readonly errexit: Formula;
  readonly monitor: Formula;
  /** … on which a child in the background is there that ends by itself, … */
  readonly finishing: Formula;
  /** … or has failed, on which `set -u` holds, … */
  readonly failing: Formula;
  readonly nounset: Formula;
  readonly pipefail: Formula;
  /** … and on which `$?` is not 0. */
  readonly failed: Formula;
  /** What `$?` is there; undefined where it is not known, or not the same on all paths. */
  readonly code: number | undefined;
  /** The paths on which a child has just failed by its own decision (`exit 1`). */
  readonly decided: Formula;
}

/** Beyond this many atoms on one way the conditions are forgotten: the path is in doubt. */
const PATH_DEPTH_LIMIT = 200;

/** The state on those of its paths where `formula` holds; undefined where there is none. */
export function restrict(
  state: State | undefined,
  formula: Formula,
  machine: Machine,
): State | undefined {
  if (state === undefined) return undefined;
  const path = machine.formulas.and(state.path, formula);
  if (path === machine.formulas.never) return undefined;
  if (path.depth > PATH_DEPTH_LIMIT) return { ...state, path: machine.formulas.doubt };
  return path === state.path ? state : { ...state, path };
}

/** The variable's values: what was assigned, else the environment's. */
export function variableOf(state: State, name: string, machine: Machine): Guarded<Value> {
  const key = machine.intern(name);
  return get(state.variables, key) ?? environmentValue(key, machine);
}

export function assign(state: State, name: string, value: Guarded<Value>, machine: Machine): State {
  return { ...state, variables: set(state.variables, machine.intern(name), value) };
}

/** Makes a variable one that other programs inherit. */
export function exportName(state: State, name: string, machine: Machine): State {
  const { always } = machine.formulas;
  return { ...state, exported: set(state.exported, machine.intern(name), always) };
}

/** A variable that is neither set nor inherited, whatever it was. */
export function unsetName(state: State, name: string, machine: Machine): State {
  const { always, never } = machine.formulas;
  const changed = assign(state, name, [{ when: always, value: { kind: 'unset' } }], machine);
  return { ...changed, exported: set(state.exported, machine.intern(name), never) };
}

/** The paths on which the environment has this variable. */
export function isGiven(key: number, { atom, formulas, nameOf }: Machine): Formula {
  const name = nameOf(key);
  return formulas.not(formulas.is(atom('environment', name, name), [UNSET]));
}

/** True when a variable has the same values on these paths, each on the same of them, where no task fails. */
export function agreeWithoutFailures(
  path: Formula,
  a: Guarded<Value>,
  b: Guarded<Value>,
  { formulas, from }: Machine,
): boolean {
  const shown = (values: Guarded<Value>): string =>
    within(values, path, formulas)
      .map(({ when, value }) => ({ when: formulas.elsewhere(when, from('failure')), value }))
      .filter(({ when }) => when !== formulas.never)
      .map(({ when, value }) => `${when.id} ${comparableText(value)}`)
      .sort()
      .join(' ');
  return shown(a) === shown(b);
}

/** The jobs that are alive on some path of the state, with those paths, oldest first. */
export function jobsAlive(state: State, machine: Machine): readonly LiveJob[] {
  const { formulas } = machine;
  return entries(state.jobs)
    .flatMap(([, live]) => {
      const alive = formulas.and(live.when, state.path);
      return alive === formulas.never ? [] : [{ ...live, when: alive }];
    })
    .sort((a, b) => a.job.id - b.job.id);
}

/** A new job, alive on these paths. Beyond the budget of jobs nothing more is known. */
export function startJob(state: State, job: Job, when: Formula, machine: Machine): State {
  return machine.spendJob()
    ? addJob(state, { job, when, killed: machine.formulas.never })
    : { ...state, path: machine.formulas.doubt };
}

export function addJob(state: State, live: LiveJob): State {
  return { ...state, jobs: set(state.jobs, live.job.id, live) };
}

/** Ends a job on those paths of the state where `formula` holds. */
export function endJob(state: State, id: number, formula: Formula, machine: Machine): State {
  const live = get(state.jobs, id);
  if (live === undefined) return state;
  const { and, not, or } = machine.formulas;
  const here = and(state.path, formula);
  const killed = or(live.killed, and(live.when, here));
  return addJob(state, { ...live, when: and(live.when, not(here)), killed });
}

/** The value that a variable has where nothing was assigned. */
export function environmentValue(key: number, machine: Machine): Guarded<Value> {
  const name = machine.nameOf(key);
  const atom = machine.atom('environment', name, name);
  const value: Value = { kind: 'free', atom, prefix: '', suffix: '', given: true };
  return [{ when: machine.formulas.always, value }];
}
