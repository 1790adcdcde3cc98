/** What a formula's nodes tell, without making others. */
import type { Formula, Picked, Valuation, ValueSet } from './formula.ts';

/** The ids of the constants. */
export const NEVER = 0;
export const ALWAYS = 1;
export const DOUBT = 2;

/** Tells whether a formula holds beyond doubt for some values, though each atom picked has one that is not named. */
export function createHoldsElsewhere(): (a: Formula, picked: Picked) => boolean {
  const answers = new WeakMap<Picked, Done<boolean>>();
  return (a, picked) => {
    const done = doneFor(answers, picked);
    const visit = (formula: Formula): boolean => {
      if (formula.atom < 0) return formula.id === ALWAYS;
      const known = done.get(formula);
      if (known !== undefined) return known;
      const { atom, cases, otherwise } = formula;
      const holds = visit(otherwise) || (!picked(atom) && cases.some(([, next]) => visit(next)));
      done.set(formula, holds);
      return holds;
    };
    return visit(a);
  };
}

/** All nodes below and with these formulas, each once; constants are none. */
export function nodesIn(all: readonly Formula[]): readonly Formula[] {
  const seen = new Set<Formula>();
  const open = [...all];
  for (let formula = open.pop(); formula !== undefined; formula = open.pop()) {
    if (formula.atom < 0 || seen.has(formula)) continue;
    seen.add(formula);
    open.push(formula.otherwise, ...formula.cases.map(([, next]) => next));
  }
  return [...seen];
}

/** The newest atoms that are asked. They stand in their order on every way down, so few nodes are looked at. */
export function atomsIn(a: Formula, limit: number): readonly number[] {
  const atoms: number[] = [];
  let open = new Set([a]);
  while (atoms.length < limit) {
    const newest = Math.max(...[...open].map(({ atom }) => atom));
    if (newest < 0) break;
    atoms.push(newest);
    open = new Set(
      [...open].flatMap(formula =>
        formula.atom === newest
          ? [formula.otherwise, ...formula.cases.map(([, next]) => next)]
          : [formula],
      ),
    );
  }
  return atoms;
}

/** The atom's values where `a` holds. Every formula but `never` holds somewhere, so looking at the nodes is enough. */
export function valuesIn(a: Formula, atom: number): ValueSet {
  const named = new Map<string, boolean>();
  let elsewhere = false;
  const nodes: Formula[] = [];
  const seen = new Set<Formula>();
  const open = [a];
  for (let formula = open.pop(); formula !== undefined; formula = open.pop()) {
    if (seen.has(formula) || formula.id === NEVER) continue;
    seen.add(formula);
    if (formula.atom > atom) open.push(formula.otherwise, ...formula.cases.map(([, next]) => next));
    else if (formula.atom === atom) nodes.push(formula);
    else return { kind: 'not-among', values: [] };
  }
  for (const { cases } of nodes) for (const [value] of cases) named.set(value, false);
  for (const formula of nodes) {
    if (formula.otherwise.id !== NEVER) elsewhere = true;
    for (const value of named.keys()) {
      if (child(formula, atom, value).id !== NEVER) named.set(value, true);
    }
  }
  const values = [...named].filter(([, possible]) => possible !== elsewhere);
  return {
    kind: elsewhere ? 'not-among' : 'among',
    values: values.map(([value]) => value).sort(),
  };
}

/** Where a value of the atom leads. */
export function child(formula: Formula, atom: number, value: string): Formula {
  if (formula.atom !== atom) return formula;
  return formula.cases.find(([candidate]) => candidate === value)?.[1] ?? formula.otherwise;
}

/** Where the values lead that the formula does not name. */
export function rest(formula: Formula, atom: number): Formula {
  return formula.atom === atom ? formula.otherwise : formula;
}

/** The ids of two formulas, the same for both orders. */
export function inOrder(a: Formula, b: Formula): readonly [number, number] {
  return a.id < b.id ? [a.id, b.id] : [b.id, a.id];
}

/** The values that one of two formulas names at an atom, in order. */
export function valuesAt(atom: number, a: Formula, b: Formula): readonly string[] {
  const ofA = a.atom === atom ? a.cases : [];
  const ofB = b.atom === atom ? b.cases : [];
  const values = (ofA.length === 0 ? ofB : ofA).map(([value]) => value);
  const same = ofA.length === 0 || ofB.every(([value]) => values.includes(value));
  return same ? values : [...new Set([...values, ...ofB.map(([value]) => value)])].sort();
}

export function constant(id: number): Formula {
  const made = { id, atom: -1, cases: [], depth: 0 } as unknown as { otherwise: Formula } & Formula;
  made.otherwise = made;
  return made;
}

/** What was made of formulas before, or found out of them. */
export type Done<Result = Formula> = Map<Formula, Result>;

/** What was done for the same function before, which grows. */
export function doneFor<Asked extends Picked | Valuation, Result>(
  all: WeakMap<Asked, Done<Result>>,
  asked: Asked,
): Done<Result> {
  const done = all.get(asked) ?? new Map<Formula, Result>();
  all.set(asked, done);
  return done;
}

/** A text that is equal for values that are. Formulas in them count by their ids: they are circles. */
export function comparableText(value: unknown): string {
  return JSON.stringify(value, (_key, inner) => (isFormula(inner) ? inner.id : inner));
}

function isFormula(value: unknown): value is Formula {
  return typeof value === 'object' && value !== null && 'otherwise' in value && 'id' in value;
}
