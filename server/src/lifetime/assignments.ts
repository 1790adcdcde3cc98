import type { Assignment, Word } from '../shell/steps.ts';
import { argumentsOf } from './arguments.ts';
import type { Context, Outcome } from './context.ts';
import { type Guarded, onlyValue } from './guarded.ts';
import {
  assign,
  exportName,
  freeValue,
  type ListItem,
  type State,
  type Value,
  variableOf,
} from './state.ts';
import { concatenate, textValue } from './value-texts.ts';
import { valuesOf } from './values.ts';

/** Assigns one after the other, as the shell does. */
export function assignAll(
  assignments: readonly Assignment[],
  state: State,
  context: Context,
): State {
  return assignments.reduce((current, assignment) => {
    const values = valuesAssigned(assignment, current, context);
    return assign(
      current,
      assignment.name,
      asAtoms(values, assignment.name, context),
      context.machine,
    );
  }, state);
}

function valuesAssigned(assignment: Assignment, state: State, context: Context): Guarded<Value> {
  const { machine } = context;
  const { name, value, elements, appends } = assignment;
  const before = appends ? variableOf(state, name, machine) : [];
  if (elements !== undefined) {
    const items = itemsOf(elements, state, context);
    if (!appends) return [{ when: machine.formulas.always, value: { kind: 'list', items } }];
    return before.map(({ when, value: known }) => ({
      when,
      value: { kind: 'list', items: known.kind === 'list' ? [...known.items, ...items] : items },
    }));
  }
  if (value === undefined) return unknownValue(context);
  const values = valuesOf(value, state, context);
  return appends ? concatenate(before, values, machine) : values;
}

/** The elements of an array: each keeps what `kill` and `wait` need to know of it. */
function itemsOf(words: readonly Word[], state: State, context: Context): readonly ListItem[] {
  return words.flatMap(word => {
    const only = onlyValue(valuesOf(word, state, context), state, context.machine);
    return argumentsOf([word], state, context).map(argument => ({
      argument,
      value:
        only?.kind === 'pids'
          ? only
          : argument.value === undefined
            ? ({ kind: 'unknown' } as const)
            : textValue(argument.value),
    }));
  });
}

export function unknownValue({ machine }: Context): Guarded<Value> {
  return [{ when: machine.formulas.always, value: { kind: 'unknown' } }];
}

/** An unknown value becomes an atom of its own, so that later tests on it agree with each other. */
export function asAtoms(
  values: Guarded<Value>,
  name: string,
  { machine }: Context,
): Guarded<Value> {
  return values.map(({ when, value }) => {
    if (value.kind !== 'unknown') return { when, value };
    const atom = machine.atom('computed', name);
    return { when, value: freeValue(atom) };
  });
}

/** Assignments before a command are made for that command alone. */
export function exportAll(
  assignments: readonly Assignment[],
  state: State,
  context: Context,
): State {
  return assignments.reduce(
    (current, { name }) => exportName(current, name, context.machine),
    assignAll(assignments, state, context),
  );
}

/** What a command leaves behind, without the assignments made for it. */
export function withoutAssignments(
  assignments: readonly Assignment[],
  outcome: Outcome,
  before: State,
  { machine }: Context,
): Outcome {
  if (assignments.length === 0) return outcome;
  const restore = (state: State | undefined): State | undefined =>
    state &&
    assignments.reduce(
      (current, { name }) => assign(current, name, variableOf(before, name, machine), machine),
      { ...state, exported: before.exported },
    );
  return { success: restore(outcome.success), failure: restore(outcome.failure) };
}

/** `${A:=d}` in a word assigns: from then on A has the value that the word had. */
export function assignDefaults(words: readonly Word[], state: State, context: Context): State {
  let current = state;
  for (const { parts } of words) {
    for (const part of parts) {
      if (part.kind !== 'parameter' || !/^:?=$/.test(part.operator ?? '')) continue;
      const values = valuesOf({ at: part.at, parts: [part] }, current, context);
      current = assign(current, part.name, asAtoms(values, part.name, context), context.machine);
    }
  }
  return current;
}
