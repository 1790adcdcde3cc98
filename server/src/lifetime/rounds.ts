/** What the rounds of all loops have in common. */

import type { Context } from './context.ts';
import { changedKeys } from './int-map.ts';
import type { Machine } from './machine.ts';
import { agreeWithoutFailures, assign, freeValue, type State, variableOf } from './state.ts';

/** Loops nested deeper than this double the work too often. */
export const LOOP_LIMIT = 4;

export interface Answer {
  readonly enters: State | undefined;
  readonly leaves: State | undefined;
}

/** Variables that later rounds may find changed have values that nobody knows. */
export function forget(state: State, names: readonly string[], { machine }: Context): State {
  return names.reduce((changed, name) => {
    const atom = machine.atom('computed', name);
    const value = freeValue(atom);
    return assign(changed, name, [{ when: machine.formulas.always, value }], machine);
  }, state);
}

/**
 * The variables that a round has left with other values, though no task has failed in it; `$!` names what the round
 * itself has started.
 */
export function changedBetween(before: State, after: State, machine: Machine): readonly string[] {
  return changedKeys(before.variables, after.variables)
    .map(key => machine.nameOf(key))
    .filter(
      name =>
        name !== '!' &&
        !agreeWithoutFailures(
          after.path,
          variableOf(before, name, machine),
          variableOf(after, name, machine),
          machine,
        ),
    );
}
