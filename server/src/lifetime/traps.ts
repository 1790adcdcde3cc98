import { trapConstruct } from '../shell/constructs.ts';
import { lackOf } from '../shell/dialects.ts';
import type { Word } from '../shell/steps.ts';
import { type Excerpt, excerptOf, holeAt, placeIn } from '../text/excerpt.ts';
import type { Call } from './builtin-call.ts';
import { type Context, endWay, type Outcome, type Way } from './context.ts';
import type { Formula } from './formula.ts';
import { readWritten } from './holes.ts';
import { entries, get, set } from './int-map.ts';
import { joinAll } from './join.ts';
import type { Machine, ScriptSource } from './machine.ts';
import { opaqueOutcome, proceed, tooDeep } from './outcomes.ts';
import { runSequence } from './sequence.ts';
import { restrict, type State } from './state.ts';

/** `trap ACTION SIGNAL…`; `-` for the action takes it back, an empty one ignores the signal. */
export function setTrap(call: Call, state: State, context: Context): Outcome {
  const { machine, process } = context;
  const [, first, ...others] = call.argv.map(({ value }) => value);
  if (call.argv.length === 1) return { success: state, failure: undefined };
  // A number in the place of the action is a signal too.
  const resets = others.length === 0 || /^\d+$/.test(first ?? '');
  const signals = resets ? [first, ...others] : others;
  const withoutAction = resets || first === '-';
  let changed = state;
  for (const given of signals) {
    if (given === undefined) return opaqueOutcome(state, context);
    const signal = nameOfSignal(given);
    const construct = trapConstruct(given);
    if (construct !== undefined && lackOf(construct, process.shell) !== undefined)
      return { success: undefined, failure: changed };
    const word = call.step.words[1];
    const action = withoutAction || word === undefined ? undefined : actionText(word, context);
    // A child's end runs it at any time.
    if (signal === 'CHLD' && action?.text) return opaqueOutcome(state, context);
    const written = action && readWritten(action, state, machine);
    const isRead = written?.unread === machine.formulas.never;
    if (action !== undefined && !isRead) return opaqueOutcome(state, context);
    const values = [{ when: machine.formulas.always, value: written?.source }];
    changed = { ...changed, traps: set(changed.traps, machine.intern(signal), values) };
  }
  return { success: changed, failure: undefined };
}

/** Without `SIG`, in capitals; 0 is the shell's own end. */
function nameOfSignal(signal: string): string {
  const name = signal.toUpperCase().replace(/^SIG/, '');
  return SIGNAL_NUMBERS.get(name) ?? name;
}

const SIGNAL_NUMBERS: ReadonlyMap<string, string> = new Map([
  ['0', 'EXIT'],
  ['1', 'HUP'],
  ['2', 'INT'],
  ['3', 'QUIT'],
  ['15', 'TERM'],
  ['17', 'CHLD'],
]);

/**
 * The action as it is written. What stands in double quotes is expanded
 * when the trap is set; read later, it is the same unless the variable was assigned in between.
 */
function actionText(word: Word, { source }: Context): Excerpt {
  const pieces = word.parts.map(part => {
    const { start, end } = part.at;
    const value = part.kind === 'literal' ? part.value : source.script.text.slice(start, end);
    const hole = part.kind === 'hole' ? holeAt(source.excerpt, start) : undefined;
    return {
      value,
      source: placeIn(source.excerpt, part.at).span,
      ...(hole !== undefined && { hole }),
    };
  });
  return excerptOf(source.excerpt.path, pieces);
}

/** The paths on which a trap for any signal does something; of one that is ignored, the action does nothing. */
export function trappedWhen({ traps }: State, machine: Machine): Formula {
  const actions = entries(traps).flatMap(([, values]) => values);
  return actions.reduce(
    (all, { when, value }) => (value?.script.steps.length ? machine.formulas.or(all, when) : all),
    machine.formulas.never,
  );
}

/** The paths on which a signal does to the shell what the script says, be it nothing. */
export function handledWhen(signal: string, { traps }: State, machine: Machine): Formula {
  const actions = get(traps, machine.intern(signal)) ?? [];
  return actions.reduce(
    (all, { when, value }) => (value === undefined ? all : machine.formulas.or(all, when)),
    machine.formulas.never,
  );
}

/** The shell ends: its EXIT trap runs first, and its status stays unless the trap says `exit`. */
export function endShell(
  context: Context,
  way: Pick<Way, 'at' | 'cause' | 'state'> & Partial<Pick<Way, 'deliberate'>>,
): void {
  for (const state of afterExitTrap(way.state, context)) {
    endWay(context, { ...way, kind: 'ends', state });
  }
}

/** What a child shell comes to at the end of its steps, when its EXIT trap has run. */
export function withExitTrap(outcome: Outcome, context: Context): Outcome {
  const { machine } = context;
  const { always, never } = machine.formulas;
  const after = (state: State | undefined, failed: Formula): State | undefined =>
    state && joinAll(afterExitTrap({ ...state, failed }, context), machine);
  return { success: after(outcome.success, never), failure: after(outcome.failure, always) };
}

/** The states in which the shell is gone; the trap does not run again for an `exit` in its action. */
function afterExitTrap(state: State, context: Context): readonly State[] {
  const { machine } = context;
  const key = machine.intern('EXIT');
  const actions = get(state.traps, key);
  if (actions === undefined || context.process.forgetsExitTrap) return [state];
  const none = [{ when: machine.formulas.always, value: undefined }];
  return actions.flatMap(({ when, value }) => {
    const here = restrict(state, when, machine);
    if (here === undefined || value === undefined) return here ?? [];
    const started = { ...here, traps: set(here.traps, key, none) };
    const status = { failed: here.failed, code: here.code };
    const inside = { ...context, trapStatus: status };
    const ended = proceed(runAction(value, started, inside), context);
    return ended === undefined ? [] : [{ ...ended, ...status }];
  });
}

/** A command has failed whose status nobody asks for: the ERR trap runs, though not in functions. */
export function runErrorTrap(failure: State | undefined, context: Context): State | undefined {
  const { machine } = context;
  const key = machine.intern('ERR');
  const actions = failure && get(failure.traps, key);
  if (actions === undefined || context.returns !== undefined) return failure;
  const states = actions.map(({ when, value }) => {
    const here = restrict(failure, when, machine);
    if (here === undefined || value === undefined) return here;
    const none = [{ when: machine.formulas.always, value: undefined }];
    const started = { ...here, failed: machine.formulas.always, traps: set(here.traps, key, none) };
    const after = proceed(runAction(value, started, context), context);
    return after && { ...after, traps: here.traps, code: here.code };
  });
  return joinAll(states, machine);
}

function runAction(action: ScriptSource, state: State, context: Context): Outcome {
  const inside = { ...context, source: action, returns: undefined, loops: [], last: false };
  return tooDeep(context)
    ? opaqueOutcome(state, context)
    : runSequence(action.script.steps, state, { ...inside, depth: context.depth + 1 });
}
