import type { ShellKind } from '../shell/shells.ts';
import type { ParameterPart, Word } from '../shell/steps.ts';
import type { Span } from '../text/place.ts';
import { type Context, placeOf } from './context.ts';
import type { Formula } from './formula.ts';
import { parameterAt } from './parameters.ts';
import { restrict, type State, type Value, variableOf } from './state.ts';
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
  const given = endWhere(lacksRequired(words, state, context), 'fatal', at, state, context);
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

/** Variables that shells set themselves (experiment: `env -i bash -uc 'echo $NAME'`, in bash, dash and ash). */
const SET_BY_ALL = /^(PWD|OPTIND|IFS|PPID|PATH|PS4)$/;

const SET_BY: ReadonlyMap<ShellKind, RegExp> = new Map([
  ['ash', /^(RANDOM|LINENO|HOSTNAME|SHLVL)$/],
  [
    'bash',
    /^(E?UID|RANDOM|LINENO|HOSTNAME|SHLVL|SECONDS|(OS|MACH|HOST)TYPE|BASH(PID|_VERSION|_SOURCE)?)(\[@\])?$/,
  ],
]);

/** The paths on which a word uses a variable that is not set, and gives no default for it. */
function usesUnset(words: readonly Word[], state: State, context: Context): Formula {
  const { machine, process } = context;
  const { and, never, or } = machine.formulas;
  let unset = never;
  for (const { name, operator = '' } of parametersIn(words)) {
    const isSet = SET_BY_ALL.test(name) || SET_BY.get(process.shell)?.test(name) === true;
    if (isSet || GIVES_DEFAULT.test(operator)) continue;
    if (/^[1-9]\d*$/.test(name)) {
      for (const { when, value } of state.parameters) {
        if (parameterAt(Number(name), value) === 'missing') unset = or(unset, when);
      }
    } else if (/^[A-Za-z_]\w*$/.test(name)) {
      for (const { when, value } of variableOf(state, name, machine)) {
        unset = or(unset, and(when, isUnset(value, machine) ?? never));
      }
    } else if (name.endsWith('[@]') && operator === 'prefix #') {
      for (const { when, value } of variableOf(state, name.slice(0, -3), machine)) {
        if (!mayBeList(value)) unset = or(unset, when);
      }
    }
  }
  return unset;
}

/** bash counts the elements of lists alone (experiment, bash 5.2). What was read or assigned by element may be one. */
function mayBeList(value: Value): boolean {
  return value.kind === 'free' ? !value.given : /^(list|unknown)$/.test(value.kind);
}

function parametersIn(words: readonly Word[]): readonly ParameterPart[] {
  return words.flatMap(({ parts }) => parts.filter(part => part.kind === 'parameter'));
}
