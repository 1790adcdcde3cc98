import type { Behavior } from '../programs/behavior.ts';
import { type Argument, commandText } from '../programs/command.ts';
import type { Span } from '../text/place.ts';
import { type Context, NOWHERE, type Outcome } from './context.ts';
import type { Formula } from './formula.ts';
import { endByExec, observe, type Start, stay } from './programs.ts';
import { jobsAlive, restrict, type State } from './state.ts';

/** What is not known returns or stays. Its words and its place may be evidence for one of them. */
export function startUnknown(
  argv: readonly Argument[],
  behavior: Extract<Behavior, { kind: 'unknown' }>,
  at: Span,
  state: State,
  context: Context,
  start: Start,
): Outcome {
  if (behavior.launcher && !start.exec) {
    return startLauncher(argv, behavior, at, state, context, start);
  }
  if (!start.exec && context.manner === 'background' && context.last) {
    return startUnknownJob(argv, behavior, at, state, context, start);
  }
  if (start.exec || context.last) {
    observe(argv, behavior, 'stays', 'presumed', state, context, start);
    return stay(argv, 'serves', at, state, context, start);
  }
  return assumeUnknown(argv, behavior.reason, at, state, context, start);
}

/** A launcher returns; but one that is the last step while nothing serves is all that the container has. */
function startLauncher(
  argv: readonly Argument[],
  behavior: Extract<Behavior, { kind: 'unknown' }>,
  at: Span,
  state: State,
  context: Context,
  start: Start,
): Outcome {
  const { not } = context.machine.formulas;
  const served = servedIn(state, context);
  const onlyStep = context.last && context.manner === 'foreground';
  const alone = onlyStep ? restrict(state, not(served), context.machine) : undefined;
  const returns = onlyStep ? restrict(state, served, context.machine) : state;
  if (alone !== undefined) {
    observe(argv, behavior, 'stays', 'presumed', alone, context, start);
    stay(argv, 'serves', at, alone, context, start);
  }
  if (returns !== undefined) {
    observe(argv, behavior, 'returns', 'presumed', returns, context, start);
  }
  return { success: returns, failure: undefined };
}

/** The paths on which something serves in the background. */
function servedIn(state: State, { machine }: Context): Formula {
  return jobsAlive(state, machine)
    .filter(({ job }) => job.behavior === 'serves')
    .reduce((all, { when }) => machine.formulas.or(all, when), machine.formulas.never);
}

/** In the background an unknown program is presumed to serve where nothing else does. */
function startUnknownJob(
  argv: readonly Argument[],
  behavior: Extract<Behavior, { kind: 'unknown' }>,
  at: Span,
  state: State,
  context: Context,
  start: Start,
): Outcome {
  const { machine } = context;
  const served = servedIn(state, context);
  const alone = restrict(state, machine.formulas.not(served), machine);
  const beside = restrict(state, served, machine);
  if (alone !== undefined) {
    observe(argv, behavior, 'stays', 'presumed', alone, context, start);
    stay(argv, 'serves', at, alone, context, start);
  }
  return beside === undefined
    ? NOWHERE
    : assumeUnknown(argv, behavior.reason, at, beside, context, start);
}

/** Both are possible, and nothing speaks for either: what follows is assumed. */
export function assumeUnknown(
  argv: readonly Argument[],
  reason: Behavior['reason'],
  at: Span,
  state: State,
  context: Context,
  start: Start,
): Outcome {
  const { machine } = context;
  const behavior: Behavior = { kind: 'unknown', launcher: false, reason };
  observe(argv, behavior, undefined, 'assumed', state, context, start);
  const atom = machine.atom('behavior', commandText(start.outer));
  const stays = restrict(state, machine.formulas.is(atom, ['stays']), machine);
  if (stays !== undefined) stay(argv, 'serves', at, stays, context, start);
  const returns = restrict(state, machine.formulas.is(atom, ['returns']), machine);
  if (returns === undefined) return NOWHERE;
  return start.exec ? endByExec(at, returns, context) : { success: returns, failure: undefined };
}
