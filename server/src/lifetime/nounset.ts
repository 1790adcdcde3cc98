import type { Word } from '../shell/steps.ts';
import type { Span } from '../text/place.ts';
import { type Context, placeOf } from './context.ts';
import type { Formula } from './formula.ts';
import { parameterAt } from './parameters.ts';
import { restrict, type State, variableOf } from './state.ts';
import { endShell } from './traps.ts';
import { isEmpty, isUnset, type Question } from './value-questions.ts';
import { plainParameter } from './values.ts';

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

/** What operators demand of a variable: where the answer is yes, the shell ends. */
const DEMANDS: ReadonlyMap<string | undefined, Question> = new Map([
  [':?', isEmpty],
  ['?', isUnset],
]);

/** The paths on which a word demands a variable that is not there: `${A:?}`, `${A?}`. */
function lacksRequired(words: readonly Word[], state: State, { machine }: Context): Formula {
  const { and, never, or } = machine.formulas;
  let lacking = never;
  for (const { parts } of words) {
    for (const part of parts) {
      const question = part.kind === 'parameter' ? DEMANDS.get(part.operator) : undefined;
      if (part.kind !== 'parameter' || question === undefined) continue;
      for (const { when, value } of plainParameter(part.name, state, machine)) {
        lacking = or(lacking, and(when, question(value, machine) ?? never));
      }
    }
  }
  return lacking;
}

/**
 * `${A:-x}`, `${A=x}`, `${A:?}`; and `${!A}`, whose variable only the container knows. All others need A
 * (experiment, in bash, dash and ash).
 */
const GIVES_DEFAULT = /^(:?[-=+?]|prefix !)$/;

/** The paths on which a word uses a variable that is not set, and gives no default for it. */
function usesUnset(words: readonly Word[], state: State, context: Context): Formula {
  const { machine } = context;
  const { and, never, or } = machine.formulas;
  let unset = never;
  for (const part of words.flatMap(({ parts }) => parts)) {
    if (part.kind !== 'parameter' || GIVES_DEFAULT.test(part.operator ?? '')) continue;
    if (/^[1-9]\d*$/.test(part.name)) {
      for (const { when, value } of state.parameters) {
        if (parameterAt(Number(part.name), value) === 'missing') unset = or(unset, when);
      }
    } else if (/^[A-Za-z_]\w*$/.test(part.name)) {
      for (const { when, value } of variableOf(state, part.name, machine)) {
        unset = or(unset, and(when, isUnset(value, machine) ?? never));
      }
    } else if (part.name.endsWith('[@]') && part.operator === 'prefix #') {
      // bash counts the elements of lists alone (experiment, bash 5.2).
      for (const { when, value } of variableOf(state, part.name.slice(0, -3), machine)) {
        if (value.kind !== 'list' && value.kind !== 'unknown') unset = or(unset, when);
      }
    }
  }
  return unset;
}
