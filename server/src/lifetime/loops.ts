import type { LoopStep } from '../shell/steps.ts';
import { type Context, endWay, type LoopExits, type Outcome, placeOf } from './context.ts';
import { unclaimed } from './endings.ts';
import { confidenceIn } from './facts.ts';
import type { Formula } from './formula.ts';
import { joinAll } from './join.ts';
import type { Machine } from './machine.ts';
import { byStatus, opaqueOutcome, proceed } from './outcomes.ts';
import { byParameters, joinRounds, parametersOf } from './parameters.ts';
import { type Answer, changedBetween, forget, LOOP_LIMIT } from './rounds.ts';
import { runBlock, runSequence } from './sequence.ts';
import { restrict, type State } from './state.ts';

/**
 * `while`, `until` and C-style `for`, in rounds. What the last round can leave by, later rounds can
 * leave by too; where it cannot, whatever is asked anew, the loop runs for ever.
 */
export function runLoop(step: LoopStep, state: State, context: Context): Outcome {
  const { machine } = context;
  if (context.loops.length >= LOOP_LIMIT) return opaqueOutcome(state, context);
  const { not, never } = machine.formulas;
  const first = runFirstRounds(step, state, context);
  const { last, fresh, left } = runLaterRounds(step, first, context);
  const forever = restrict(last.after, neverLeft(last, fresh, context), machine);
  if (forever !== undefined) {
    const text = context.source.script.text.slice(step.at.start, step.at.end).split('\n')[0];
    const at = placeOf(step.at, context);
    endWay(context, { kind: 'runs', at, cause: 'loop', state: forever, command: text });
  }
  const { and, doubt } = machine.formulas;
  const goesOn = not(forever?.path ?? never);
  // What only doubt leads out of in one round, no number of rounds does.
  const isLeft = machine.formulas.surely(countedWays(last, machine)) !== never;
  const later = restrict(last.after, isLeft ? goesOn : and(goesOn, doubt), machine);
  return byStatus(joinAll([...first.left, ...left, later], machine), context);
}

/** Of what a loop shifts through, so many parameters are known in their rounds. */
const PARAMETERS_LIMIT = 16;

/** The first round, and those that find fewer parameters each. */
function runFirstRounds(step: LoopStep, state: State, context: Context): Round {
  const { never } = context.machine.formulas;
  let before = state;
  let round = runRound(step, state, { failed: never, code: undefined }, context);
  const left = [...round.left];
  for (let count = 1; count < PARAMETERS_LIMIT; count += 1) {
    const { after } = round;
    if (after === undefined || !hasFewerParameters(after, before, context.machine)) break;
    before = after;
    round = runRound(step, after, after, context);
    left.push(...round.left);
  }
  return { after: round.after, left };
}

function hasFewerParameters(after: State, before: State, machine: Machine): boolean {
  const most = (state: State): number =>
    Math.max(
      ...byParameters(state, machine).map(one => parametersOf(one, machine)?.length ?? Infinity),
    );
  return most(after) < most(before);
}

/**
 * A second round stands for all later ones if it leaves variables and parameters as it found them. Where it
 * changes some, a third one is executed in which their values are not known.
 */
function runLaterRounds(
  step: LoopStep,
  first: Round,
  context: Context,
): { readonly last: Round; readonly fresh: number; readonly left: Round['left'] } {
  const { machine } = context;
  const fresh = machine.atom('computed', '');
  if (first.after === undefined) return { last: NO_ROUND, fresh, left: [] };
  const found = first.after;
  const second = runRound(step, found, found, context);
  const after = second.after;
  if (after === undefined) return { last: second, fresh, left: second.left };
  const changed = changedBetween(found, after, machine);
  const parameters = joinRounds(found, after, machine);
  if (changed.length === 0 && parameters === found.parameters)
    return { last: second, fresh, left: second.left };
  const unknown = forget({ ...after, parameters }, changed, context);
  const third = runRound(step, unknown, after, context);
  return { last: third, fresh, left: [...second.left, ...third.left] };
}

interface Round {
  /** What begins the next round. */
  readonly after: State | undefined;
  readonly left: readonly (State | undefined)[];
}

const NO_ROUND: Round = { after: undefined, left: [] };

type Status = Pick<State, 'failed' | 'code'>;

/** Left by its condition, a loop has the status with which its body has ended `before`, or 0. */
function runRound(step: LoopStep, state: State, { failed, code }: Status, outer: Context): Round {
  const { machine } = outer;
  const context = { ...outer, round: machine.nextNumber(), last: false };
  const { enters, leaves: unasked } = ask(step, state, context);
  const leaves = unasked && { ...unasked, failed, code };
  if (enters === undefined) return { after: undefined, left: [leaves] };
  const exits: LoopExits = { breaks: [], continues: [] };
  const endless = leaves === undefined || unclaimed(confidenceIn(leaves.path, machine));
  const watching = context.watching || endless;
  const inside = { ...context, watching, loops: [...context.loops, exits] };
  // The body begins with the condition's status: in an `until` it has failed.
  const { always, never } = machine.formulas;
  const entered = { ...enters, failed: step.kind === 'until' ? always : never };
  const body = proceed(runBlock(step.body, entered, inside), context);
  const succeeded = (left: State): State => ({ ...left, failed: never, code: undefined });
  const after = joinAll([body, ...exits.continues.map(succeeded)], machine);
  return { after, left: [leaves, ...exits.breaks.map(succeeded)] };
}

/** The paths on which nothing asked since `fresh` can lead out; that a task fails is no way out. */
function neverLeft(round: Round, fresh: number, { machine }: Context): Formula {
  const { forAll, not, surely } = machine.formulas;
  return forAll(surely(not(countedWays(round, machine))), atom => atom > fresh);
}

/** The paths that lead out of a round, but for those on which a task fails. */
function countedWays({ left }: Round, machine: Context['machine']): Formula {
  const { elsewhere, never, or } = machine.formulas;
  const ways = left.reduce((all, state) => or(all, state?.path ?? never), never);
  return elsewhere(ways, machine.from('failure'));
}

function ask(step: LoopStep, state: State, context: Context): Answer {
  const { machine } = context;
  if (step.kind === 'arithmetic-for') {
    if (step.endless) return { enters: state, leaves: undefined };
    const more = machine.answered('((…))');
    const leaves = restrict(state, machine.formulas.not(more), machine);
    return { enters: restrict(state, more, machine), leaves };
  }
  const fresh = machine.atom('computed', '');
  const answer = runSequence(step.condition, state, { ...context, asked: true });
  if (step.kind === 'until') return { enters: answer.failure, leaves: answer.success };
  const leaves = watchesProcess(step, context)
    ? doubtedBeyond(fresh, answer.failure, context)
    : answer.failure;
  return { enters: answer.success, leaves };
}

/** A `while` that asks whether a process is there: it lasts as long as that does. */
function watchesProcess({ at, body }: LoopStep, { source }: Context): boolean {
  const text = source.script.text.slice(at.start, body.at.start);
  return /\bkill\s+-0\b|\/proc\/|\b(ps|status)\b/.test(text) && !/!|\s-(z|ne)\s/.test(text);
}

/** What is asked since `fresh` is not known, and how long it stays so nobody can tell: in doubt, but where it is sure. */
function doubtedBeyond(
  fresh: number,
  state: State | undefined,
  { machine }: Context,
): State | undefined {
  if (state === undefined) return undefined;
  const { and, doubt, forAll, or } = machine.formulas;
  const sure = forAll(state.path, atom => atom > fresh);
  return restrict(state, or(sure, and(state.path, doubt)), machine);
}
