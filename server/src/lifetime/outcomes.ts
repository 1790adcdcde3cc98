import { type Context, NOWHERE, type Outcome } from './context.ts';
import type { Formula } from './formula.ts';
import { join, joinAll } from './join.ts';
import { restrict, type State } from './state.ts';

/** Functions and scripts nested deeper than this call themselves. */
const NESTING_LIMIT = 40;

/** The paths on which a condition holds succeed, the others fail. */
export function split(state: State, holds: Formula, { machine }: Context): Outcome {
  return {
    success: restrict(state, holds, machine),
    failure: restrict(state, machine.formulas.not(holds), machine),
  };
}

/** What the next step begins with: both outcomes, with `$?` remembered. */
export function proceed(outcome: Outcome, context: Context): State | undefined {
  const { always, never } = context.machine.formulas;
  const success = outcome.success && { ...outcome.success, failed: never, decided: never };
  const failure = outcome.failure && { ...outcome.failure, failed: always, decided: never };
  const next = join(success, failure, context.machine);
  return next && { ...next, code: failure?.code };
}

/** What fails by its own decision, and the rest. */
export function apart(
  { success, failure }: Outcome,
  { machine }: Context,
): { readonly decided: State | undefined; readonly rest: Outcome } {
  const { always, not } = machine.formulas;
  if (failure === undefined) return { decided: undefined, rest: { success, failure } };
  const decided = restrict(failure, failure.decided, machine);
  return {
    decided: decided && { ...decided, failed: always },
    rest: { success, failure: restrict(failure, not(failure.decided), machine) },
  };
}

/** The outcome of a step whose status a state already has. */
export function byStatus(state: State | undefined, context: Context): Outcome {
  return state === undefined
    ? NOWHERE
    : split(state, context.machine.formulas.not(state.failed), context);
}

/** The paths on which a condition holds succeed, the others fail with a status. */
export function splitWith(
  code: number | undefined,
  state: State,
  holds: Formula,
  context: Context,
): Outcome {
  const { success, failure } = split(state, holds, context);
  return { success, failure: failure && { ...failure, code } };
}

/** What is left of several outcomes that come together. */
export function joinOutcomes(outcomes: readonly Outcome[], { machine }: Context): Outcome {
  return {
    success: joinAll(
      outcomes.map(({ success }) => success),
      machine,
    ),
    failure: joinAll(
      outcomes.map(({ failure }) => failure),
      machine,
    ),
  };
}

/** Puts together how a function or a sourced script ended: at its end, and at each `return`. */
export function withReturns(
  outcome: Outcome,
  returns: readonly State[],
  machine: Context['machine'],
): Outcome {
  const { not } = machine.formulas;
  const succeeded = returns.map(state => restrict(state, not(state.failed), machine));
  const failed = returns.map(state => restrict(state, state.failed, machine));
  return {
    success: joinAll([outcome.success, ...succeeded], machine),
    failure: joinAll([outcome.failure, ...failed], machine),
  };
}

/** Changes the state after success and after failure. */
export function mapOutcome(
  { success, failure }: Outcome,
  change: (state: State) => State,
): Outcome {
  return { success: success && change(success), failure: failure && change(failure) };
}

/** True where one more function, script or text is not followed. Takes one call from the budget. */
export function tooDeep({ depth, machine }: Context): boolean {
  return depth > NESTING_LIMIT || !machine.spendCall();
}

/** Who reads from a pipe that its own script keeps open waits for what is written there, which is not followed. */
export function pastInput(state: State, { input, machine: { formulas } }: Context): State {
  return input === 'held' ? { ...state, path: formulas.and(state.path, formulas.doubt) } : state;
}

/** What is too deep to follow is not understood. */
export function opaqueOutcome(state: State, { machine }: Context): Outcome {
  return { success: restrict(state, machine.formulas.doubt, machine), failure: undefined };
}
