/** `$1`, `$2`, … : the lists that they may be, each with its paths. */
import type { Argument } from '../programs/command.ts';
import type { Word } from '../shell/steps.ts';
import type { Formula } from './formula.ts';
import { type Guarded, joinSides, unite, within } from './guarded.ts';
import type { Machine } from './machine.ts';
import { ALTERNATIVES_LIMIT, type Parameter, type ParameterList, type State } from './state.ts';

type Lists = State['parameters'];

/** The same list on all paths. */
export function parametersEverywhere(list: ParameterList, { formulas }: Machine): Lists {
  return [{ when: formulas.always, value: list }];
}

/** One list for all paths of the state; undefined where none tells. */
export function parametersOf({ parameters, path }: State, { formulas }: Machine): ParameterList {
  const [first, ...others] = parameters;
  if (others.length === 0) return first?.value;
  const possible = parameters.filter(({ when }) => formulas.meet(when, path));
  return inCommon(possible.map(({ value }) => value));
}

/** The state once for each list that it may have, which it then has on all its paths. */
export function byParameters(state: State, machine: Machine): readonly State[] {
  if (state.parameters.length === 1) return [state];
  return within(state.parameters, state.path, machine.formulas).map(({ when, value }) => ({
    ...state,
    path: when,
    parameters: parametersEverywhere(value, machine),
  }));
}

/** The word stands for the list of parameters, which may be another on other paths, or one of it. */
export function namesParameters({ parts }: Word): boolean {
  return parts.some(part => part.kind === 'parameter' && /^([@*]|[1-9]\d*)$/.test(part.name));
}

/** What comes of each list, on its paths. */
export function mapParameters<Of>(
  { parameters }: State,
  of: (list: ParameterList) => Guarded<Of>,
  { formulas }: Machine,
): Guarded<Of> {
  const [first, ...others] = parameters;
  if (first === undefined || others.length === 0) return of(first?.value);
  return unite(
    parameters.flatMap(({ when, value }) => within(of(value), when, formulas)),
    formulas,
  );
}

/** The lists of both sides of a join. */
export function joinParameters(
  a: { readonly values: Lists; readonly path: Formula },
  b: { readonly values: Lists; readonly path: Formula },
  machine: Machine,
): Lists {
  if (a.values === b.values) return a.values;
  const [first, second] = [a.values[0], b.values[0]];
  const single = a.values.length === 1 && b.values.length === 1;
  if (single && sameList(first?.value, second?.value)) return a.values;
  const joined = joinSides(a, b, machine.formulas, sameList);
  if (joined.length <= ALTERNATIVES_LIMIT) return joined;
  return parametersEverywhere(inCommon(joined.map(({ value }) => value)), machine);
}

/** What a loop's later rounds begin with, where one has begun with those `before`; the same object where none changes them. */
export function joinRounds(before: State, after: State, { formulas }: Machine): Lists {
  if (before.parameters === after.parameters) return before.parameters;
  const pairs = before.parameters.flatMap(was =>
    within(after.parameters, was.when, formulas).map(({ when, value }) => ({
      when,
      was: was.value,
      value: inBoth(was.value, value),
    })),
  );
  if (pairs.every(({ was, value }) => was === value)) return before.parameters;
  return unite(
    pairs.map(({ when, value }) => ({ when, value })),
    formulas,
    sameList,
  );
}

/** Those in front that are the same, and then any number of others; undefined where the first already differs. */
function inCommon([first, ...others]: readonly ParameterList[]): ParameterList {
  return others.reduce(inBoth, first);
}

function inBoth(a: ParameterList, b: ParameterList): ParameterList {
  if (a === b || a === undefined || b === undefined) return a === b ? a : undefined;
  const same = a.findIndex((argument, index) => !sameArgument(argument, b[index]));
  const length = same < 0 ? a.length : same;
  if (length === a.length && length === b.length) return a;
  const next = a[length] ?? b[length];
  if (length === 0 || next === undefined) return undefined;
  return [...a.slice(0, length), { ...next, value: undefined, source: '"$@"', text: undefined }];
}

function sameList(a: ParameterList, b: ParameterList): boolean {
  if (a === b || a === undefined || b === undefined) return a === b;
  return a.length === b.length && a.every((argument, index) => sameArgument(argument, b[index]));
}

function sameArgument(a: Argument, b: Argument | undefined): boolean {
  return a === b || (a.value !== undefined && a.value === b?.value);
}

/** What is not known and not quoted comes to any number of words, and so do all parameters together. */
export function isOneWord({ value, source }: Argument): boolean {
  return value !== undefined || (/["']/.test(source) && !/\$[@*]|\[[@*]\]/.test(source));
}

/** The parameter of that number; undefined where it is not known which that is. */
export function parameterAt(
  number: number,
  list: ParameterList,
): Parameter | 'missing' | undefined {
  const before = list?.slice(0, number);
  if (before === undefined || !before.every(isOneWord)) return undefined;
  return before[number - 1] ?? 'missing';
}
