import type { Block, Step } from '../shell/steps.ts';
import { type Context, NOWHERE, type Outcome } from './context.ts';
import { proceed } from './outcomes.ts';
import type { State } from './state.ts';
import { noteUnreached } from './unreached.ts';

/** Executes steps one after the other; the outcome is that of the last one. */
export function runSequence(steps: readonly Step[], state: State, context: Context): Outcome {
  return runFrom(0, steps, state, context, () => undefined);
}

/** Executes the steps from one of them on; `visit` is told where each of them begins. */
export function runFrom(
  first: number,
  steps: readonly Step[],
  state: State,
  context: Context,
  visit: (step: Step, before: State) => void,
): Outcome {
  let current: State | undefined = state;
  let outcome: Outcome = { success: state, failure: undefined };
  let before = state;
  let waysBefore = context.process.ways.length;
  for (let index = first; index < steps.length; index += 1) {
    const step = steps[index] as Step;
    if (current === undefined) {
      noteUnreached(steps.slice(index), context.process.ways.slice(waysBefore), before, context);
      return NOWHERE;
    }
    visit(step, current);
    context.machine.reached.add(step);
    before = current;
    waysBefore = context.process.ways.length;
    const last = context.last && index === steps.length - 1;
    outcome = context.run(step, current, last === context.last ? context : { ...context, last });
    current = proceed(outcome, context);
  }
  return outcome;
}

export function runBlock(block: Block, state: State, context: Context): Outcome {
  return runSequence(block.steps, state, context);
}
