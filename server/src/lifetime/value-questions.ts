import type { Formula } from './formula.ts';
import { type Machine, UNSET } from './machine.ts';
import type { Value } from './state.ts';
import { equalsText } from './value-texts.ts';

/** A question about a value; undefined where there is no answer. */
export type Question = (value: Value, machine: Machine) => Formula | undefined;

export const isEmpty: Question = (value, machine) => equalsText(value, '', machine);

/** Only what comes from the environment may be unset here: what was assigned is set. */
export const isUnset: Question = (value, { formulas }) => {
  if (value.kind === 'unknown') return undefined;
  if (value.kind === 'unset') return formulas.always;
  const given = value.kind === 'free' && value.given;
  return given ? formulas.is(value.atom, [UNSET]) : formulas.never;
};

export function negated(question: Question): Question {
  return (value, machine) => {
    const holds = question(value, machine);
    return holds && machine.formulas.not(holds);
  };
}
