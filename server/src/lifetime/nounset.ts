import type { Word } from '../shell/steps.ts';
import type { Span } from '../text/place.ts';
import { type Context, placeOf } from './context.ts';
import type { Formula } from './formula.ts';
import { restrict, type State } from './state.ts';
import { endShell } from './traps.ts';
import { lacksRequired, usesUnset } from './values.ts';

/**
 * The process ends where a word demands a variable that is not there (`${A:?}`), and under `set -u` where one
 * uses a variable that is not set. Whoever writes that wants to end there: it is the script's own decision
 * to fail. Gives the state that goes on.
 */
export function withoutUnset(
  words: readonly Word[],
  at: Span,
  state: State,
  context: Context,
): State | undefined {
  const { and, never } = context.machine.formulas;
  const lacking = lacksRequired(words, state, context);
  const given = lacking === never ? state : endWhere(lacking, 'fatal', at, state, context);
  if (given === undefined || given.nounset === never) return given;
  const unset = and(given.nounset, usesUnset(words, given, context));
  return endWhere(unset, 'nounset', at, given, context);
}

function endWhere(
  when: Formula,
  cause: 'fatal' | 'nounset',
  at: Span,
  state: State,
  context: Context,
): State | undefined {
  const { machine } = context;
  const { always, not } = machine.formulas;
  const ended = restrict(state, when, machine);
  if (ended === undefined) return state;
  const { shell } = context.process;
  // Of bash it depends on how the script was started.
  const code = shell === 'dash' || shell === 'ash' ? 2 : undefined;
  endShell(context, {
    at: placeOf(at, context),
    cause,
    state: { ...ended, failed: always, code },
    deliberate: true,
  });
  return restrict(state, not(when), machine);
}
