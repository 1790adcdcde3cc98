/** Comparisons in tests, value by value. */
import type { Formula } from './formula.ts';
import type { Guarded } from './guarded.ts';
import type { Machine } from './machine.ts';
import type { Value } from './state.ts';
import { equalsText } from './value-texts.ts';

/** The paths on which a binary operator of `test` holds; `unread` where the values do not tell. */
export function compareValues(
  left: Guarded<Value>,
  operator: string,
  right: Guarded<Value>,
  unread: Formula,
  machine: Machine,
): Formula {
  const { and, never, or } = machine.formulas;
  let holds = never;
  for (const a of left) {
    for (const b of right) {
      const when = and(a.when, b.when);
      if (when === never) continue;
      holds = or(holds, and(when, answerOf(a.value, operator, b.value, unread, machine)));
    }
  }
  return holds;
}

function answerOf(
  left: Value,
  operator: string,
  right: Value,
  unread: Formula,
  machine: Machine,
): Formula {
  const { always, and, never, not } = machine.formulas;
  const compared = compareNumbers(left, operator, right);
  if (compared !== undefined) return compared ? always : never;
  const equal = equality(left, right, machine);
  if (equal === undefined) return unread;
  switch (operator) {
    case '=':
    case '==':
    case '-eq':
      return equal;
    case '!=':
      return not(equal);
    // What is no number is not equal, but not different either.
    case '-ne':
      return and(not(equal), unread);
    default:
      return unread;
  }
}

function equality(a: Value, b: Value, machine: Machine): Formula | undefined {
  if (b.kind === 'text') return equalsText(a, b.text, machine);
  return a.kind === 'text' ? equalsText(b, a.text, machine) : undefined;
}

const NUMERIC = new Map<string, (a: number, b: number) => boolean>([
  ['-eq', (a, b) => a === b],
  ['-ne', (a, b) => a !== b],
  ['-lt', (a, b) => a < b],
  ['-le', (a, b) => a <= b],
  ['-gt', (a, b) => a > b],
  ['-ge', (a, b) => a >= b],
]);

/** Undefined where not both are numbers, or where not all numbers that they may be give the same answer. */
function compareNumbers(left: Value, operator: string, right: Value): boolean | undefined {
  const compare = NUMERIC.get(operator);
  if (compare === undefined) return undefined;
  const answers = new Set(numbersOf(left).flatMap(a => numbersOf(right).map(b => compare(a, b))));
  return answers.size === 1 ? [...answers][0] : undefined;
}

/** The least and the greatest number that the value may be. */
function numbersOf(value: Value): readonly number[] {
  if (value.kind === 'failure') return [1, 255];
  return value.kind === 'text' && /^-?\d+$/.test(value.text) ? [Number(value.text)] : [];
}
