import type { Behavior } from '../programs/behavior.ts';
import { commandText } from '../programs/command.ts';
import { type Context, NOWHERE, type Outcome } from './context.ts';
import type { Formula } from './formula.ts';
import { goOn, observe, type ProgramCall, stay } from './program-calls.ts';
import { jobsAlive, restrict, type State } from './state.ts';

type UnknownBehavior = Extract<Behavior, { kind: 'unknown' }>;

/** What is not known returns or stays. Its words and its place may be evidence for one of them. */
export function startUnknown(
  call: ProgramCall,
  behavior: UnknownBehavior,
  state: State,
  context: Context,
): Outcome {
  const isChild = call.manner === 'child';
  // The scripts of a package start the application, whatever words they use for it.
  const inPackage = /(^|\/)package\.json$/.test(context.source.excerpt.path);
  if (behavior.launcher && isChild && !inPackage)
    return startLauncher(call, behavior, state, context);
  if (isChild && context.manner === 'background' && context.last) {
    return startJob(call, behavior, state, context);
  }
  return isChild && !context.last
    ? assumeUnknown(call, behavior.reason, state, context)
    : presumeStays(call, behavior, state, context);
}

/** Both are possible, and nothing speaks for either: what follows is assumed. */
export function assumeUnknown(
  call: ProgramCall,
  reason: Behavior['reason'],
  state: State,
  context: Context,
): Outcome {
  const { machine } = context;
  const { is } = machine.formulas;
  observe(call, { kind: 'unknown', launcher: false, reason }, undefined, 'assumed', state, context);
  const atom = machine.atom('behavior', commandText(call.outer));
  const stays = restrict(state, is(atom, ['stays']), machine);
  if (stays !== undefined) stay(call, 'serves', stays, context);
  const returns = restrict(state, is(atom, ['returns']), machine);
  return returns === undefined ? NOWHERE : goOn(call, returns, context);
}

/** A launcher returns; but one that is the last step while nothing serves is all that the container has. */
function startLauncher(
  call: ProgramCall,
  behavior: UnknownBehavior,
  state: State,
  context: Context,
): Outcome {
  const isLastStep = context.last && context.manner === 'foreground';
  const returns = isLastStep ? presumeStaysAlone(call, behavior, state, context) : state;
  if (returns !== undefined) observe(call, behavior, 'returns', 'presumed', returns, context);
  return { success: returns, failure: undefined };
}

/** In the background an unknown program is presumed to serve where nothing else does. */
function startJob(
  call: ProgramCall,
  behavior: UnknownBehavior,
  state: State,
  context: Context,
): Outcome {
  const beside = presumeStaysAlone(call, behavior, state, context);
  return beside === undefined ? NOWHERE : assumeUnknown(call, behavior.reason, beside, context);
}

/** Presumes it to stay where nothing serves in the background; gives the paths on which something does. */
function presumeStaysAlone(
  call: ProgramCall,
  behavior: UnknownBehavior,
  state: State,
  context: Context,
): State | undefined {
  const { machine } = context;
  const served = servedIn(state, context);
  const alone = restrict(state, machine.formulas.not(served), machine);
  if (alone !== undefined) presumeStays(call, behavior, alone, context);
  return restrict(state, served, machine);
}

function presumeStays(
  call: ProgramCall,
  behavior: UnknownBehavior,
  state: State,
  context: Context,
): Outcome {
  observe(call, behavior, 'stays', 'presumed', state, context);
  return stay(call, 'serves', state, context);
}

/** The paths on which something serves in the background. */
function servedIn(state: State, { machine }: Context): Formula {
  return jobsAlive(state, machine)
    .filter(({ job }) => job.behavior === 'serves')
    .reduce((all, { when }) => machine.formulas.or(all, when), machine.formulas.never);
}
