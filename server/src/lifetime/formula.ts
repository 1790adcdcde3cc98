/**
 * Formulas say under which values of its atoms something holds. An atom is a variable version or a
 * test; its values are strings. A formula is a decision diagram: canonical, so that equal formulas
 * are the same object, with the newest atom on top, so that adding a fresh condition costs nothing.
 */
export interface Formula {
  readonly id: number;
  /** The atom asked at the top; -1 for the two constants. */
  readonly atom: number;
  /** Ordered by value; every other value leads to `otherwise`. */
  readonly cases: readonly (readonly [string, Formula])[];
  readonly otherwise: Formula;
  /** How many atoms are asked on the longest way down. */
  readonly depth: number;
}

/** The formulas of one analysis: they share tables, so formulas of different owners never mix. */
export interface Formulas {
  readonly always: Formula;
  readonly never: Formula;
  /** The atom has one of these values. */
  is(atom: number, values: readonly string[]): Formula;
  and(a: Formula, b: Formula): Formula;
  or(a: Formula, b: Formula): Formula;
  not(a: Formula): Formula;
  /** True where `a` holds for every value of the atoms picked. */
  forAll(a: Formula, picked: (atom: number) => boolean): Formula;
  /** `a` where each of the atoms picked has a value that no formula names. */
  elsewhere(a: Formula, picked: (atom: number) => boolean): Formula;
  /** What is left of `a` once some atoms have a value; the others stay open. */
  given(a: Formula, valueFor: (atom: number) => string | undefined): Formula;
  /** The values an atom can have where `a` holds: these, or all but these. */
  valuesIn(a: Formula, atom: number): ValueSet;
  /** The atoms that `a` asks, newest first. */
  atomsIn(a: Formula): readonly number[];
  /** The atoms that `a` asks, each time with the values that it tells apart. */
  questionsIn(a: Formula): readonly (readonly [number, readonly string[]])[];
}

/** A finite or cofinite set of strings. */
export interface ValueSet {
  readonly kind: 'among' | 'not-among';
  readonly values: readonly string[];
}

type Operation = 'and' | 'or';

/** Creates empty tables. */
export function createFormulas(): Formulas {
  const interned = new Map<string, Formula>();
  const results = new Map<string, Formula>();
  const never = constant(0);
  const always = constant(1);
  let nextId = 2;

  function node(
    atom: number,
    cases: readonly (readonly [string, Formula])[],
    otherwise: Formula,
  ): Formula {
    const kept = cases.filter(([, child]) => child !== otherwise);
    if (kept.length === 0) return otherwise;
    const key = `${atom}|${otherwise.id}|${kept.map(([value, { id }]) => `${JSON.stringify(value)}${id}`)}`;
    const known = interned.get(key);
    if (known !== undefined) return known;
    const depth = 1 + Math.max(otherwise.depth, ...kept.map(([, child]) => child.depth));
    const made: Formula = { id: nextId, atom, cases: kept, otherwise, depth };
    nextId += 1;
    interned.set(key, made);
    return made;
  }

  function combine(operation: Operation, a: Formula, b: Formula): Formula {
    const [absorbing, neutral] = operation === 'and' ? [never, always] : [always, never];
    if (a === b || b === neutral) return a;
    if (a === neutral) return b;
    if (a === absorbing || b === absorbing) return absorbing;
    const key = a.id < b.id ? `${operation}${a.id},${b.id}` : `${operation}${b.id},${a.id}`;
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = mapChildren(a, b, (left, right) => combine(operation, left, right));
    results.set(key, result);
    return result;
  }

  function mapChildren(a: Formula, b: Formula, make: (a: Formula, b: Formula) => Formula): Formula {
    const atom = Math.max(a.atom, b.atom);
    const values = new Set<string>();
    for (const side of [a, b]) {
      if (side.atom === atom) for (const [value] of side.cases) values.add(value);
    }
    const cases = [...values]
      .sort()
      .map(value => [value, make(child(a, atom, value), child(b, atom, value))] as const);
    return node(atom, cases, make(rest(a, atom), rest(b, atom)));
  }

  function not(a: Formula): Formula {
    if (a === always) return never;
    if (a === never) return always;
    const key = `not${a.id}`;
    const known = results.get(key);
    if (known !== undefined) return known;
    const cases = a.cases.map(([value, next]) => [value, not(next)] as const);
    const result = node(a.atom, cases, not(a.otherwise));
    results.set(key, result);
    return result;
  }

  function given(a: Formula, valueFor: (atom: number) => string | undefined): Formula {
    const done = new Map<Formula, Formula>();
    const visit = (formula: Formula): Formula => {
      if (formula.atom < 0) return formula;
      const known = done.get(formula);
      if (known !== undefined) return known;
      const value = valueFor(formula.atom);
      const result =
        value === undefined
          ? node(
              formula.atom,
              formula.cases.map(([name, next]) => [name, visit(next)] as const),
              visit(formula.otherwise),
            )
          : visit(child(formula, formula.atom, value));
      done.set(formula, result);
      return result;
    };
    return visit(a);
  }

  /** Rebuilds a formula from below, with what `replace` makes of the nodes of the atoms picked. */
  function rewrite(
    a: Formula,
    picked: (atom: number) => boolean,
    replace: (children: readonly Formula[], otherwise: Formula) => Formula,
  ): Formula {
    const done = new Map<Formula, Formula>();
    const visit = (formula: Formula): Formula => {
      if (formula.atom < 0) return formula;
      const known = done.get(formula);
      if (known !== undefined) return known;
      const cases = formula.cases.map(([value, next]) => [value, visit(next)] as const);
      const otherwise = visit(formula.otherwise);
      const children = cases.map(([, next]) => next);
      const result = picked(formula.atom)
        ? replace(children, otherwise)
        : node(formula.atom, cases, otherwise);
      done.set(formula, result);
      return result;
    };
    return visit(a);
  }

  function nodesIn(a: Formula): readonly Formula[] {
    const seen = new Set<Formula>();
    const open = [a];
    for (let formula = open.pop(); formula !== undefined; formula = open.pop()) {
      if (formula.atom < 0 || seen.has(formula)) continue;
      seen.add(formula);
      open.push(formula.otherwise, ...formula.cases.map(([, next]) => next));
    }
    return [...seen];
  }

  /** Every formula but `never` holds somewhere, so that looking at the nodes below is enough. */
  function valuesIn(a: Formula, atom: number): ValueSet {
    const named = new Map<string, boolean>();
    let elsewhere = false;
    const nodes: Formula[] = [];
    const seen = new Set<Formula>();
    const open = [a];
    for (let formula = open.pop(); formula !== undefined; formula = open.pop()) {
      if (seen.has(formula) || formula === never) continue;
      seen.add(formula);
      if (formula.atom > atom)
        open.push(formula.otherwise, ...formula.cases.map(([, next]) => next));
      else if (formula.atom === atom) nodes.push(formula);
      else return { kind: 'not-among', values: [] };
    }
    for (const { cases } of nodes) for (const [value] of cases) named.set(value, false);
    for (const formula of nodes) {
      if (formula.otherwise !== never) elsewhere = true;
      for (const value of named.keys()) {
        if (child(formula, atom, value) !== never) named.set(value, true);
      }
    }
    const values = [...named].filter(([, possible]) => possible !== elsewhere);
    return {
      kind: elsewhere ? 'not-among' : 'among',
      values: values.map(([value]) => value).sort(),
    };
  }

  function is(atom: number, values: readonly string[]): Formula {
    const cases = [...new Set(values)].sort().map(value => [value, always] as const);
    return node(atom, cases, never);
  }

  return {
    always,
    never,
    is,
    and: (a, b) => combine('and', a, b),
    or: (a, b) => combine('or', a, b),
    not,
    forAll: (a, picked) =>
      rewrite(a, picked, (children, otherwise) =>
        children.reduce((all, next) => combine('and', all, next), otherwise),
      ),
    elsewhere: (a, picked) => rewrite(a, picked, (_children, otherwise) => otherwise),
    given,
    valuesIn,
    atomsIn: a =>
      [...new Set(nodesIn(a).map(({ atom }) => atom))].sort((first, second) => second - first),
    questionsIn: a => nodesIn(a).map(({ atom, cases }) => [atom, cases.map(([value]) => value)]),
  };
}

function constant(id: number): Formula {
  const made = { id, atom: -1, cases: [], depth: 0 } as unknown as { otherwise: Formula } & Formula;
  made.otherwise = made;
  return made;
}

function child(formula: Formula, atom: number, value: string): Formula {
  if (formula.atom !== atom) return formula;
  return formula.cases.find(([candidate]) => candidate === value)?.[1] ?? formula.otherwise;
}

function rest(formula: Formula, atom: number): Formula {
  return formula.atom === atom ? formula.otherwise : formula;
}
