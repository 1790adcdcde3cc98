import type { ForStep } from '../shell/steps.ts';
import { argumentsOf } from './arguments.ts';
import type { Context, LoopExits, Outcome } from './context.ts';
import { expandGlob } from './globs.ts';
import { join, joinAll } from './join.ts';
import { byStatus, joinOutcomes, opaqueOutcome, pastInput, proceed } from './outcomes.ts';
import { byParameters, isOneWord, namesParameters, parametersOf } from './parameters.ts';
import { type Answer, changedBetween, forget, LOOP_LIMIT } from './rounds.ts';
import { runBlock } from './sequence.ts';
import { assign, freeValue, restrict, type State } from './state.ts';
import { textValue } from './value-texts.ts';

/** What a `for` goes through: words, each of them undefined where it is not known. */
interface Words {
  readonly texts: readonly (string | undefined)[];
  /** There may be fewer, or more: something unknown among them is split. */
  readonly open: boolean;
}

function wordsOf({ words }: ForStep, state: State, context: Context): Words {
  if (words === undefined) {
    const list = parametersOf(state, context.machine);
    return list?.every(isOneWord)
      ? { texts: list.map(({ value }) => value), open: false }
      : { texts: [undefined], open: true };
  }
  const pieces = words.map((word): Words => {
    const found = expandGlob(word, state, context);
    if (found !== undefined)
      return {
        texts: found.filter(text => text !== undefined),
        open: found.includes(undefined),
      };
    const list = argumentsOf([word], state, context);
    return { texts: list.map(({ value }) => value), open: !list.every(isOneWord) };
  });
  return {
    texts: pieces.flatMap(({ texts }) => texts),
    open: pieces.some(({ open }) => open),
  };
}

/** So many words of a `for` are executed one after the other; inside of another loop only two. */
const WORDS_LIMIT = 16;

function roundsOf<Text>(texts: readonly Text[], { loops }: Context): readonly Text[] {
  const all = loops.length === 0 && texts.length <= WORDS_LIMIT;
  return all ? texts : texts.slice(0, 2);
}

/** `for` over words, or over each list of parameters that there may be. */
export function runFor(step: ForStep, state: State, context: Context): Outcome {
  if (context.loops.length >= LOOP_LIMIT) return opaqueOutcome(state, context);
  const differs = step.words === undefined || step.words.some(namesParameters);
  const states = differs ? byParameters(state, context.machine) : [state];
  return joinOutcomes(
    states.map(one => runWords(step, one, context)),
    context,
  );
}

/**
 * Of many words the first two rounds are executed, and the others are taken to be like them. Where there may be
 * more words than those, one more round stands for theirs.
 */
function runWords(step: ForStep, state: State, context: Context): Outcome {
  const { machine } = context;
  const { always, never } = machine.formulas;
  const succeeded = (left: State): State => ({ ...left, failed: never, code: undefined });
  const { texts, open } = wordsOf(step, state, context);
  if (texts.length === 0) return { success: succeeded(state), failure: undefined };
  const started = step.kind === 'select' ? pastInput(state, context) : state;
  const entry = enterFor(step, { texts, open }, started, context);
  const first = roundsOf(texts, context);
  const rounds = open ? [...first, undefined] : first;
  const passed = step.kind === 'for' ? entry.leaves : undefined;
  const left = [passed && succeeded(passed)];
  let current = entry.enters;
  let changed: readonly string[] = [];
  for (const [index, text] of rounds.entries()) {
    if (index === first.length) {
      const more = machine.answered(step.name);
      left.push(restrict(current, machine.formulas.not(more), machine));
      current = restrict(current, more, machine);
    }
    if (current === undefined) break;
    const known = text !== undefined && step.kind === 'for' && texts.length <= first.length;
    const fresh = machine.atom('computed', step.name);
    const value = known ? textValue(text) : freeValue(fresh);
    const before: State = current;
    const entered: State = assign(
      forget(current, known ? [] : changed, context),
      step.name,
      [{ when: always, value }],
      machine,
    );
    const exits: LoopExits = { breaks: [], continues: [] };
    const round = machine.nextNumber();
    const inside = { ...context, round, last: false, loops: [...context.loops, exits] };
    const body = proceed(runBlock(step.body, entered, inside), context);
    current = joinAll([body, ...exits.continues.map(succeeded)], machine);
    changed = current === undefined ? [] : changedBetween(before, current, machine);
    left.push(...exits.breaks.map(succeeded));
  }
  const { success, failure } = byStatus(joinAll([...left, current], machine), context);
  const unread = step.kind === 'select' ? entry.leaves : undefined;
  return { success, failure: join(failure, unread, machine) };
}

/** Words that may come to nothing, and a `select` whose input may be at its end, may pass over the loop. */
function enterFor(
  { kind, name }: ForStep,
  { texts, open }: Words,
  state: State,
  { machine }: Context,
): Answer {
  const entered = !open || texts.some(text => text !== undefined);
  if (kind === 'for' && entered) return { enters: state, leaves: undefined };
  const more = machine.answered(name);
  return {
    enters: restrict(state, more, machine),
    leaves: restrict(state, machine.formulas.not(more), machine),
  };
}
