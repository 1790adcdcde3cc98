import type { Step } from '../shell/steps.ts';
import { argumentsOf } from './arguments.ts';
import { builtinNamed } from './builtins.ts';
import {
  type Context,
  endWay,
  NOWHERE,
  type Outcome,
  pathsOf,
  placeOf,
  type Way,
} from './context.ts';
import type { Formula } from './formula.ts';
import { functionNamed } from './functions.ts';
import { join, joinAll } from './join.ts';
import { holdersOf, inputRedirect } from './pipes.ts';
import { type ChildResult, forkedFor, inBackground, inChild } from './processes.ts';
import { type LiveJob, restrict, type State } from './state.ts';

/** What becomes of the parts of a pipeline, before they are put together. */
interface Parts {
  /** The parent's state with the jobs that the parts leave behind. */
  readonly after: State;
  /** The ways on which a part runs for ever. */
  readonly running: readonly Way[];
  /** Jobs that keep a part waiting for the end of its input. */
  readonly awaited: readonly LiveJob[];
  /** The paths on which some part fails. */
  readonly failed: Formula;
  /** The last part's. */
  readonly outcome: Outcome;
}

/** All parts run at once, each in a child; the last one's status counts, with `pipefail` any failure. */
export function runPipeline(
  step: Extract<Step, { kind: 'pipeline' }>,
  state: State,
  context: Context,
): Outcome {
  const { machine } = context;
  const { and, never, not, or } = machine.formulas;
  const { after, running, awaited, failed, outcome } = runParts(step, state, context);
  const forever = or(pathsOf(running, machine), anyAlive(awaited, context));
  // What the parts have left in the background is there while another part runs.
  const stays = restrict(after, forever, machine);
  noteStaying(step, running, awaited, stays, context);
  const masked = restrict(outcome.success, and(failed, state.pipefail), machine);
  return {
    success: restrict(outcome.success, not(or(forever, masked?.path ?? never)), machine),
    failure: restrict(
      join(outcome.failure, masked && { ...masked, code: undefined }, machine),
      not(forever),
      machine,
    ),
  };
}

function runParts(
  step: Extract<Step, { kind: 'pipeline' }>,
  state: State,
  context: Context,
): Parts {
  const { machine } = context;
  const { never, or } = machine.formulas;
  const { parts } = step;
  const pipes = parts.slice(1).map(() => machine.nextNumber());
  const running: Way[] = [];
  const awaited: LiveJob[] = [];
  let failed = never;
  let unclear = never;
  let outcome: Outcome = NOWHERE;
  let after = state;
  for (const [index, part] of parts.entries()) {
    const before = after;
    const result = runPart(part, index, pipes[index], step, before, context);
    running.push(...result.ways);
    outcome = result.outcome;
    failed = or(failed, outcome.failure?.path ?? never);
    const left = result.ways.map(({ state: way }) => ({
      ...before,
      path: way.path,
      jobs: way.jobs,
    }));
    after = joinAll([outcome.success, outcome.failure, ...left], machine) ?? before;
    const pipe = pipes[index - 1];
    const holders = pipe === undefined ? [] : holdersOf(pipe, before, context);
    if (holders.length === 0) continue;
    const reads = readsToTheEnd(part, before, context);
    if (reads === true) awaited.push(...holders);
    if (reads === undefined) unclear = or(unclear, anyAlive(holders, context));
  }
  outcome = doubtfulWhere(unclear, outcome, context);
  return { after, running, awaited, failed, outcome };
}

/** A coprocess is started by the shell itself, and gets the pipe though it does not write there (test/oracle). */
function runPart(
  part: Step,
  index: number,
  pipe: number | undefined,
  step: Step,
  state: State,
  context: Context,
): ChildResult {
  if (part.kind === 'background' && part.coproc) {
    const started = inBackground(part, state, context, pipe === undefined ? [] : [pipe]);
    return { outcome: { success: started, failure: undefined }, ways: [] };
  }
  return inChild(
    state,
    context,
    (start, child) =>
      context.run(part, withPipe(start, pipe, errorsLead(part, step, context)), child),
    { process: forkedFor(part, context), ...(index > 0 && { input: 'piped' }) },
  );
}

/** Behind the last part output leads where it led before. */
function withPipe(state: State, pipe: number | undefined, errors: boolean): State {
  if (pipe === undefined) return state;
  return { ...state, output: pipe, ...(errors && { errors: pipe }) };
}

/** Whether `|&` stands behind a part. */
function errorsLead({ at: part }: Step, pipeline: Step, { source }: Context): boolean {
  const pipes = source.script.constructs.get(pipeline) ?? [];
  return pipes.some(({ at }) => at.start === part.end);
}

/** The same, but that on these paths nobody knows whether all parts come to their ends. */
function doubtfulWhere(
  when: Formula,
  { success, failure }: Outcome,
  { machine }: Context,
): Outcome {
  const { doubt, not, or } = machine.formulas;
  const known = or(not(when), doubt);
  return {
    success: restrict(success, known, machine),
    failure: restrict(failure, known, machine),
  };
}

/** Says what the pipeline stays for: a part that runs, one that serves before others, else a job. */
function noteStaying(
  { at: span }: Step,
  running: readonly Way[],
  awaited: readonly LiveJob[],
  stays: State | undefined,
  context: Context,
): void {
  const { machine } = context;
  const { formulas } = machine;
  const at = placeOf(span, context);
  let rest = stays;
  const serving = running.filter(({ behavior }) => behavior === 'serves');
  for (const way of new Set([...serving, ...running])) {
    const state = restrict(rest, way.state.path, machine);
    if (state !== undefined) endWay(context, { ...way, kind: 'runs', at, state, exec: false });
    rest = restrict(rest, formulas.not(way.state.path), machine);
  }
  for (const { job, when } of awaited) {
    const state = restrict(rest, when, machine);
    const { command, behavior } = job;
    if (state !== undefined)
      endWay(context, { kind: 'runs', at, cause: 'wait', state, command, behavior });
    rest = restrict(rest, formulas.not(when), machine);
  }
}

/** Whether a command reads its standard input to the end; undefined where that cannot be told. */
function readsToTheEnd(step: Step, state: State, context: Context): boolean | undefined {
  if (step.kind !== 'run') return undefined;
  const input = inputRedirect(step.redirects);
  if (input !== undefined) return input.operator === '<&' ? undefined : false;
  const argv = argumentsOf(step.words, state, context);
  const name = argv[0]?.value;
  if (name === undefined || functionNamed(name, state, context) !== undefined) return undefined;
  if (builtinNamed(name) !== undefined) return READING.test(name) ? undefined : false;
  const behavior = context.machine.behaviorOf(argv, state.workdir);
  return behavior.kind === 'finishes' && behavior.filters ? true : undefined;
}

/** Builtins that read, or that run what may read. */
const READING = /^(read|eval|\.|source|command|builtin|exec)$/;

/** The paths on which some of the jobs is alive. */
function anyAlive(jobs: readonly LiveJob[], { machine }: Context): Formula {
  const { never, or } = machine.formulas;
  return jobs.reduce((all, { when }) => or(all, when), never);
}
