import type { Assignment, Step, Word } from '../shell/steps.ts';
import type { Span } from '../text/place.ts';
import { assignAll } from './assignments.ts';
import { type Context, endWay, type Outcome, placeOf } from './context.ts';
import type { Formula } from './formula.ts';
import { join } from './join.ts';
import { joinOutcomes, mapOutcome } from './outcomes.ts';
import { holdersOf } from './pipes.ts';
import { inChild, ways } from './processes.ts';
import { runSequence } from './sequence.ts';
import { restrict, type State } from './state.ts';
import { usesOperand } from './values.ts';

/** A command of which only assignments are left: its status is that of its last command substitution, or 0. */
export function runAssignments(
  assignments: readonly Assignment[],
  state: State,
  context: Context,
): Outcome {
  const { machine } = context;
  const { always, not } = machine.formulas;
  const found: Substitution[] = [];
  let assigned = state;
  for (const assignment of assignments) {
    const words = [assignment.value, ...(assignment.elements ?? [])];
    found.push(...words.flatMap(word => substitutionsIn(word, always, assigned, context)));
    assigned = assignAll([assignment], assigned, context);
  }
  const outcomes: Outcome[] = [];
  let rest: State | undefined = state;
  for (const { at, body, when, before } of found.reverse()) {
    const here = restrict(rest, when, machine);
    if (here !== undefined)
      outcomes.push(runSubstitution(body, at, { ...before, path: here.path }, context));
    rest = restrict(rest, not(when), machine);
  }
  const outcome = joinOutcomes([...outcomes, { success: rest, failure: undefined }], context);
  return mapOutcome(outcome, ({ path, jobs, decided, code }) => {
    return { ...assigned, path, jobs, decided, code };
  });
}

/** A command substitution, the paths on which it is expanded, and the state in which it is. */
interface Substitution {
  readonly at: Span;
  readonly body: readonly Step[];
  readonly when: Formula;
  readonly before: State;
}

/** In the order of their expansion. */
function substitutionsIn(
  word: Word | undefined,
  when: Formula,
  state: State,
  context: Context,
): readonly Substitution[] {
  const { machine } = context;
  return (word?.parts ?? []).flatMap(part => {
    if (part.kind === 'command') return [{ at: part.at, body: part.body, when, before: state }];
    if (part.kind !== 'parameter') return [];
    const here = machine.formulas.and(when, usesOperand(part, state, machine));
    return substitutionsIn(part.operand, here, state, context);
  });
}

/** The shell waits until all that writes into the word has ended. */
function runSubstitution(body: readonly Step[], at: Span, state: State, context: Context): Outcome {
  const { machine } = context;
  const { not } = machine.formulas;
  const output = machine.nextNumber();
  const start = { ...state, output, errexit: inheritedErrexit(state, context) };
  const outcome = ways(
    inChild(start, context, (inside, child) => runSequence(body, inside, child), {
      manner: 'captured',
      last: false,
    }),
    at,
    context,
  );
  const after = join(outcome.success, outcome.failure, machine);
  let left = outcome;
  for (const { job, when } of after === undefined ? [] : holdersOf(output, after, context)) {
    const stays = restrict(after, when, machine);
    const { command, behavior } = job;
    if (stays !== undefined)
      endWay(context, {
        kind: 'runs',
        at: placeOf(at, context),
        cause: 'wait',
        state: stays,
        command,
        behavior,
      });
    left = {
      success: restrict(left.success, not(when), machine),
      failure: restrict(left.failure, not(when), machine),
    };
  }
  return left;
}

/** Only dash keeps `set -e` in a command substitution (test/oracle). */
function inheritedErrexit({ errexit }: State, { machine, process }: Context): Formula {
  const { and, doubt, never } = machine.formulas;
  switch (process.shell) {
    case 'dash':
      return errexit;
    case 'bash':
    case 'ash':
      return never;
    case 'posix':
      return and(errexit, doubt);
  }
}
