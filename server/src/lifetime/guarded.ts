import type { Formula, Formulas } from './formula.ts';
import { comparableText } from './formula-nodes.ts';
import type { Machine } from './machine.ts';

/** Values with the paths on which they hold; the paths do not overlap. */
export type Guarded<Of> = readonly { readonly when: Formula; readonly value: Of }[];

/** The one value on all paths of `state`, if there is only one. */
export function onlyValue<Of>(
  values: Guarded<Of>,
  state: { readonly path: Formula },
  machine: Machine,
): Of | undefined {
  const { formulas } = machine;
  const possible = values.filter(({ when }) => formulas.meet(when, state.path));
  return possible.length === 1 ? possible[0]?.value : undefined;
}

/** What either holds on the paths of its own side. */
export function joinSides<Of>(
  a: { readonly values: Guarded<Of>; readonly path: Formula },
  b: { readonly values: Guarded<Of>; readonly path: Formula },
  formulas: Formulas,
  same?: (a: Of, b: Of) => boolean,
): Guarded<Of> {
  const both = [...within(a.values, a.path, formulas), ...within(b.values, b.path, formulas)];
  return unite(both, formulas, same);
}

/** The values that are left on these paths. */
export function within<Of>(values: Guarded<Of>, path: Formula, formulas: Formulas): Guarded<Of> {
  return values.flatMap(({ when, value }) => {
    const both = formulas.and(when, path);
    return both === formulas.never ? [] : [{ when: both, value }];
  });
}

/** Values that are the same stand there once. */
export function unite<Of>(
  values: Guarded<Of>,
  formulas: Formulas,
  same: (a: Of, b: Of) => boolean = sameValue,
): Guarded<Of> {
  const united: { when: Formula; value: Of }[] = [];
  for (const { when, value } of values) {
    const known = united.find(entry => same(entry.value, value));
    if (known === undefined) united.push({ when, value });
    else known.when = formulas.or(known.when, when);
  }
  return united;
}

function sameValue(a: unknown, b: unknown): boolean {
  return a === b || (isPlainValue(a) && isPlainValue(b) && comparableText(a) === comparableText(b));
}

function isPlainValue(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** What is defined on one side only is not defined on the paths of the other. */
export function orNothing<Of>(
  mergeGuarded: (a: Guarded<Of | undefined>, b: Guarded<Of | undefined>) => Guarded<Of | undefined>,
  { formulas: { always } }: Machine,
): {
  a: (value: Guarded<Of | undefined>) => Guarded<Of | undefined>;
  b: (value: Guarded<Of | undefined>) => Guarded<Of | undefined>;
} {
  const nothing = [{ when: always, value: undefined }];
  return { a: value => mergeGuarded(value, nothing), b: value => mergeGuarded(nothing, value) };
}
