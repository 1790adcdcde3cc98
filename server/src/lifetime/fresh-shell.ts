/** What a shell starts with that has just been started. */
import { within } from './guarded.ts';
import { entries, get, set } from './int-map.ts';
import type { Machine } from './machine.ts';
import { isGiven, type State } from './state.ts';

/** What holds nowhere in a shell that has just been started. */
export function freshShell({
  formulas: { never },
}: Machine): Pick<
  State,
  | 'errexit'
  | 'monitor'
  | 'finishing'
  | 'failing'
  | 'nounset'
  | 'pipefail'
  | 'failed'
  | 'code'
  | 'decided'
  | 'traps'
> {
  return {
    errexit: never,
    monitor: never,
    finishing: never,
    failing: never,
    nounset: never,
    pipefail: never,
    failed: never,
    code: undefined,
    decided: never,
    traps: undefined,
  };
}

/**
 * The variables that a new shell finds: those exported. One that was only assigned is inherited
 * where it came from the environment at first.
 */
export function inheritedVariables(state: State, machine: Machine): State['variables'] {
  const { not, never } = machine.formulas;
  return entries(state.variables).reduce<State['variables']>((inherited, [key, values]) => {
    const exported = get(state.exported, key) ?? isGiven(key, machine);
    const hidden = not(exported);
    const unset = hidden === never ? [] : [{ when: hidden, value: { kind: 'unset' } as const }];
    return set(inherited, key, [...within(values, exported, machine.formulas), ...unset]);
  }, undefined);
}
