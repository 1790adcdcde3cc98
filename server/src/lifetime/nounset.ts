import type { Word } from '../shell/steps.ts';
import type { Span } from '../text/place.ts';
import { type Context, placeOf } from './context.ts';
import { restrict, type State } from './state.ts';
import { endShell } from './traps.ts';
import { usesUnset } from './values.ts';

/**
 * Under `set -u` the process ends where a word uses a variable that is not set. Whoever sets that
 * option wants to end there: it is the script's own decision to fail. Gives the state that goes on.
 */
export function withoutUnset(
  words: readonly Word[],
  at: Span,
  state: State,
  context: Context,
): State | undefined {
  const { machine } = context;
  const { and, never, not } = machine.formulas;
  if (state.nounset === never) return state;
  const unset = and(state.nounset, usesUnset(words, state, context));
  const ended = restrict(state, unset, machine);
  if (ended === undefined) return state;
  endShell(context, {
    at: placeOf(at, context),
    cause: 'nounset',
    state: { ...ended, failed: machine.formulas.always },
    deliberate: true,
  });
  return restrict(state, not(unset), machine);
}
