import { childSteps } from '../shell/child-steps.ts';
import { type ForStep, type LoopStep, literalValue, type Step } from '../shell/steps.ts';
import { type Context, endWay, type LoopExits, type Outcome, placeOf } from './context.ts';
import { unclaimed } from './endings.ts';
import { confidenceIn } from './facts.ts';
import { proceed } from './outcomes.ts';
import { runBlock, runSequence } from './sequence.ts';
import { assign, joinAll, restrict, type State } from './state.ts';
import { textOf, textValue } from './values.ts';

/**
 * `while`, `until` and C-style `for`. The body is executed once, on variables that it may have
 * changed before; the condition twice, so that one which no round can change is seen.
 */
export function runLoop(step: LoopStep, state: State, context: Context): Outcome {
  const { machine } = context;
  const forgotten = forget(state, assignedIn([...step.condition, ...step.body.steps]), context);
  const first = ask(step, forgotten, context);
  if (first.enters === undefined) return { success: first.leaves, failure: undefined };
  const exits: LoopExits = { breaks: [], continues: [] };
  const endless = !mayLeave(first, context);
  const inside = {
    ...context,
    last: false,
    loops: [...context.loops, exits],
    watching: context.watching || endless,
  };
  const body = proceed(runBlock(step.body, first.enters, inside), context);
  const again = joinAll([body, ...exits.continues], machine);
  const second = again === undefined ? NO_ANSWER : ask(step, again, context);
  const left = [first.leaves, second.leaves, ...exits.breaks];
  if (second.enters === undefined) return { success: joinAll(left, machine), failure: undefined };
  const foreverMore = !mayLeave(second, context) && exits.breaks.length === 0;
  if (!foreverMore)
    return { success: joinAll([...left, second.enters], machine), failure: undefined };
  const text = context.source.script.text.slice(step.at.start, step.at.end).split('\n')[0];
  endWay(context, {
    kind: 'runs',
    at: placeOf(step.at, context),
    cause: 'loop',
    state: second.enters,
    command: text,
  });
  return { success: joinAll(left, machine), failure: undefined };
}

interface Answer {
  readonly enters: State | undefined;
  readonly leaves: State | undefined;
}

/** A condition that fails only if a task does (`while sleep 5`) is no way out to count on. */
function mayLeave({ leaves }: Answer, { machine }: Context): boolean {
  return leaves !== undefined && !unclaimed(confidenceIn(leaves.path, machine));
}

const NO_ANSWER: Answer = { enters: undefined, leaves: undefined };

function ask(step: LoopStep, state: State, context: Context): Answer {
  const { machine } = context;
  if (step.kind === 'arithmetic-for') {
    if (step.endless) return { enters: state, leaves: undefined };
    const more = machine.formulas.is(machine.atom('computed', '((…))'), ['true']);
    const leaves = restrict(state, machine.formulas.not(more), machine);
    return { enters: restrict(state, more, machine), leaves };
  }
  const answer = runSequence(step.condition, state, { ...context, asked: true, last: false });
  return step.kind === 'while'
    ? { enters: answer.success, leaves: answer.failure }
    : { enters: answer.failure, leaves: answer.success };
}

/** `for` over words: the first two rounds are executed, the others are taken to be like them. */
export function runFor(step: ForStep, state: State, context: Context): Outcome {
  const { machine } = context;
  const { always } = machine.formulas;
  const texts = step.words?.map(word => textOf(word, state, context));
  const certain = texts?.some(text => text !== undefined && text !== '') ?? false;
  const rounds = texts === undefined ? [undefined] : texts.slice(0, 2);
  const left: (State | undefined)[] = certain ? [] : [state];
  let current: State | undefined = state;
  for (const [index, text] of rounds.entries()) {
    if (current === undefined) break;
    const known =
      text !== undefined && step.kind === 'for' && (texts?.length ?? 0) <= rounds.length;
    const fresh = machine.atom('computed', step.name);
    const value = known
      ? textValue(text)
      : ({ kind: 'free', atom: fresh, prefix: '', suffix: '' } as const);
    const started: State = assign(
      index > 0 && !known ? forget(current, assignedIn(step.body.steps), context) : current,
      step.name,
      [{ when: always, value }],
      machine,
    );
    const exits: LoopExits = { breaks: [], continues: [] };
    const inside = { ...context, last: false, loops: [...context.loops, exits] };
    const body = proceed(runBlock(step.body, started, inside), context);
    current = joinAll([body, ...exits.continues], machine);
    left.push(...exits.breaks);
  }
  return { success: joinAll([...left, current], machine), failure: undefined };
}

/** Variables that later rounds may find changed have values that nobody knows. */
function forget(state: State, names: readonly string[], { machine }: Context): State {
  return names.reduce((changed, name) => {
    const atom = machine.atom('computed', name);
    const value = { kind: 'free', atom, prefix: '', suffix: '' } as const;
    return assign(changed, name, [{ when: machine.formulas.always, value }], machine);
  }, state);
}

/** The names that steps assign, without looking into functions that they call. */
function assignedIn(steps: readonly Step[]): readonly string[] {
  const names = new Set<string>();
  const visit = (step: Step): void => {
    if (step.kind === 'run') {
      for (const { name } of step.assignments) names.add(name);
      const command = step.words[0] === undefined ? '' : (literalValue(step.words[0]) ?? '');
      for (const word of step.words.slice(1)) {
        const first = word.parts[0];
        const name = first?.kind === 'literal' ? /^[A-Za-z_]\w*/.exec(first.value)?.[0] : undefined;
        if (name !== undefined && ASSIGNING.test(command)) names.add(name);
      }
    }
    if (step.kind === 'for') names.add(step.name);
    for (const child of childSteps(step)) visit(child);
  };
  for (const step of steps) visit(step);
  return [...names];
}

const ASSIGNING = /^(read|export|local|declare|typeset|readonly|let|unset|getopts|printf)$/;
