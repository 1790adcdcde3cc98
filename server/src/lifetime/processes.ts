import type { BackgroundStep, Step } from '../shell/steps.ts';
import type { Span } from '../text/place.ts';

import {
  type Context,
  createWay,
  endWay,
  type LoopExits,
  type Outcome,
  type Process,
  pathsOf,
  placeOf,
  type Way,
} from './context.ts';
import type { Formula } from './formula.ts';
import { functionNamed } from './functions.ts';
import { isMonitored } from './group-leaders.ts';
import type { Guarded } from './guarded.ts';
import { join, joinAll } from './join.ts';
import type { Machine } from './machine.ts';
import { withReturns } from './outcomes.ts';
import { pipesHeld, redirected } from './pipes.ts';
import { assign, type Job, restrict, type State, startJob, type Value } from './state.ts';
import { withExitTrap } from './traps.ts';
import { textOf } from './values.ts';

/** What became of a child process: how its steps came out, and the ways on which it ended early. */
export interface ChildResult {
  readonly outcome: Outcome;
  readonly ways: readonly Way[];
}

export type RunIn = (state: State, context: Context) => Outcome;

export function createProcess(
  machine: Machine,
  { shell, name }: Pick<Process, 'shell' | 'name'>,
): Process {
  return { id: machine.nextNumber(), shell, name, ways: [] };
}

/**
 * The child that executes one step of a script. bash passes over its EXIT trap where the step is a compound
 * command with reserved words, or a list (test/oracle).
 */
export function forkedFor(step: Step, { machine, process }: Context): Process {
  const inner = withoutPrefix(step);
  const compound = /^(if|case|for|select|while|until|arithmetic-for|and|or)$/.test(inner.kind);
  return {
    ...createProcess(machine, process),
    forked: true,
    ...(compound && process.shell === 'bash' && { forgetsExitTrap: true }),
  };
}

function withoutPrefix(step: Step): Step {
  return step.kind === 'redirected' || step.kind === 'time' ? withoutPrefix(step.step) : step;
}

/**
 * Executes in a child of the current process. What the child changes in variables and options is
 * lost; its jobs stay behind. `exit` in it is an outcome; running for ever is a way.
 */
export function inChild(
  state: State,
  context: Context,
  execute: RunIn,
  changes: Partial<Context> = {},
): ChildResult {
  const { machine } = context;
  const process: Process = {
    ...createProcess(machine, context.process),
    forked: true,
  };
  // In a child `return` does what `exit` does, where it may stand at all.
  const returns: State[] | undefined = context.returns && [];
  // A loop of the parent cannot be left from here: the child ends; to bash it is no loop at all (test/oracle).
  const left: LoopExits = { breaks: [], continues: [] };
  const loops = context.process.shell === 'bash' ? [] : context.loops.map(() => left);
  const child = { ...context, process, loops, returns, watching: false, ...changes };
  const ran = execute({ ...state, traps: undefined, monitor: machine.formulas.never }, child);
  const stopped = joinAll([ran.success, ...left.breaks, ...left.continues], machine);
  const ended = { success: stopped, failure: ran.failure };
  const outcome = withExitTrap(withReturns(ended, returns ?? [], machine), child);
  const early = child.process.ways.filter(way => way.kind === 'ends');
  const exits = (failed: boolean): State | undefined => afterExits(early, failed, state, machine);
  const { success, failure } = outcome;
  return {
    outcome: {
      success: joinAll([success && returned(success, state), exits(false)], machine),
      failure: joinAll([failure && returned(failure, state), exits(true)], machine),
    },
    ways: child.process.ways.filter(way => way.kind === 'runs'),
  };
}

/** More formulas than this are not made to tell on which paths a child ends early. */
const FORMULAS_LIMIT = 20_000;

/** The parent's state behind a child that has failed, or has not, at one of these ends; the last of too many are in doubt. */
function afterExits(
  ended: readonly Way[],
  failed: boolean,
  parent: State,
  machine: Machine,
): State | undefined {
  const { always, count, doubt, never, not } = machine.formulas;
  const limit = count() + FORMULAS_LIMIT;
  const simpler = createFailure(parent, machine);
  let after: State | undefined;
  for (const { state, cause, deliberate } of ended) {
    if (state.failed === never && failed) continue;
    // Who demands a variable means to end the script that goes on only under `set -e`.
    const decides = deliberate && (cause !== 'nounset' || parent.errexit !== never);
    const left = { ...returned(state, parent), decided: decides ? always : never };
    if (count() > limit) {
      return join(after, restrict({ ...left, path: parent.path }, doubt, machine), machine);
    }
    const there = restrict(left, failed ? state.failed : not(state.failed), machine);
    after = join(after, there && simpler(there), machine);
  }
  return after;
}

/**
 * Under `set -e` a child ends at every task that fails, each time on other paths. To tell them apart would
 * cost much and serve nothing: no claim rests on a task that fails. So they count as one failure.
 */
function createFailure({ path }: State, machine: Machine): (state: State) => State {
  const { and, holdsElsewhere } = machine.formulas;
  let failure: Formula | undefined;
  return state => {
    const needsFailure =
      !holdsElsewhere(state.path, machine.from('failure')) &&
      holdsElsewhere(state.path, machine.from());
    if (!needsFailure) return state;
    failure ??= and(path, machine.failing('child'));
    return { ...state, path: failure };
  };
}

/** The parent's own state, with the child's paths and jobs. */
function returned(ended: State, parent: State): State {
  const { path, jobs, decided, code } = ended;
  return { ...parent, path, jobs, decided, code };
}

/** Waits for a child: where it runs for ever the parent does too. */
export function ways(result: ChildResult, at: Span, context: Context): Outcome {
  for (const way of result.ways) {
    const inside = { at: way.at, exec: way.exec };
    endWay(context, { ...way, at: placeOf(at, context), exec: false, inside });
  }
  return result.outcome;
}

function pipesOf(ways: readonly Way[]): Job['holds'] {
  return [...new Set(ways.flatMap(({ state }) => pipesHeld(state)))];
}

/**
 * `step &`: on the paths where the child stays it becomes a job; the parent goes on at once. `leaked` are
 * pipes that it keeps open though it does not write there.
 */
export function inBackground(
  step: BackgroundStep,
  state: State,
  context: Context,
  leaked: Job['holds'] = [],
): State {
  const { machine } = context;
  const changes = { manner: 'background', last: true, asked: false } as const;
  const kind = step.coproc
    ? ({ input: 'held' } as const)
    : { process: inOwnGroup(step, state, context) };
  const result = inChild(
    state,
    context,
    (start, child) => {
      // A coprocess writes into a pipe of its own, which nothing here waits for.
      if (step.coproc) return context.run(step.step, { ...start, output: undefined }, child);
      if (step.step.kind !== 'redirected') return context.run(step.step, start, child);
      // The whole child is redirected, also what a trap does at its end (test/oracle).
      return context.run(step.step.step, redirected(step.step.redirects, start), child);
    },
    { ...changes, ...kind },
  );
  const { success, failure } = result.outcome;
  const ended = joinAll([success, failure], machine);
  const left = result.ways.map(way => returned(way.state, state));
  const { or, never } = machine.formulas;
  const started: State = {
    ...state,
    jobs: joinAll([ended, ...left], machine)?.jobs ?? state.jobs,
    finishing: or(state.finishing, ended?.path ?? never),
    failing: or(state.failing, failure?.path ?? never),
  };
  const running = [...result.ways, ...unclearWays(step, ended, context)];
  return startJobs(step, running, leaked, started, context);
}

/** Behind `set -m` a job has a group of its own, which its process leads: the program where the job is a simple command. */
function inOwnGroup({ step }: BackgroundStep, state: State, context: Context): Process {
  const process = forkedFor(step, context);
  const name = step.kind === 'run' && step.words[0] ? textOf(step.words[0], state, context) : '';
  const isProgram = name !== '' && functionNamed(name ?? '', state, context) === undefined;
  return isProgram && isMonitored(state, context) ? { ...process, leads: true } : process;
}

/** Where it is in doubt that a child comes to its end, it may be a server as well. */
function unclearWays(
  step: BackgroundStep,
  ended: State | undefined,
  context: Context,
): readonly Way[] {
  const { and, never, not, surely } = context.machine.formulas;
  const path = ended === undefined ? never : and(ended.path, not(surely(ended.path)));
  if (ended === undefined || path === never) return [];
  const kind = { kind: 'runs', cause: 'program', behavior: 'serves' } as const;
  const at = placeOf(step.step.at, context);
  const command = firstLine(step, context);
  return [createWay(context, { ...kind, at, command, state: { ...ended, path } })];
}

function firstLine({ step: { at } }: BackgroundStep, { source }: Context): string {
  return source.script.text.slice(at.start, at.end).split('\n', 1)[0] ?? '';
}

/**
 * The child is another job for each command that it may become. A shell that only waits is a job
 * that idles: what it waits for is a job of its own.
 */
function startJobs(
  step: BackgroundStep,
  running: readonly Way[],
  leaked: Job['holds'],
  state: State,
  context: Context,
): State {
  const { machine, process } = context;
  const groups = new Map<string, Way[]>();
  for (const way of running) {
    const command = way.cause === 'program' ? (way.command ?? '') : '';
    groups.set(command, [...(groups.get(command) ?? []), way]);
  }
  let started = state;
  const pids: Guarded<Value>[number][] = [];
  for (const [command, ways] of groups) {
    const job = {
      id: machine.nextNumber(),
      at: placeOf(step.at, context),
      command: command === '' ? firstLine(step, context) : command,
      names: command === '' ? [] : (ways[0]?.names ?? []),
      behavior: command === '' ? 'idles' : (ways[0]?.behavior ?? 'idles'),
      daemon: false,
      owner: process.id,
      holds: [...pipesOf(ways), ...leaked],
      resumable: state.monitor,
    } as const;
    const when = pathsOf(ways, machine);
    started = startJob(started, job, when, machine);
    pids.push({ when, value: { kind: 'pids', jobs: [job.id] } });
  }
  const others = pids.reduce(
    (rest, { when }) => machine.formulas.and(rest, machine.formulas.not(when)),
    machine.formulas.always,
  );
  return assign(
    started,
    '!',
    [...pids, { when: others, value: { kind: 'pids', jobs: [undefined] } }],
    machine,
  );
}
