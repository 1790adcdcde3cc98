import {
  ALWAYS,
  atomsIn,
  child,
  constant,
  createHoldsElsewhere,
  DOUBT,
  type Done,
  doneFor,
  inOrder,
  NEVER,
  nodesIn,
  rest,
  valuesAt,
  valuesIn,
} from './formula-nodes.ts';
import { createNodeTable } from './node-table.ts';
import { createPairMap } from './pair-map.ts';

/**
 * Formulas say under which values of its atoms something holds. An atom is a variable version or a
 * test; its values are strings. A formula is a decision diagram: canonical, so that equal formulas
 * are the same object, with the newest atom on top, so that adding a fresh condition costs nothing.
 *
 * Besides `always` and `never` there is `doubt`: whether it holds is not known. It is less than `always`
 * and more than `never`, and its negation is doubt again. What would cost too much to tell is doubt too.
 */
export interface Formula {
  readonly id: number;
  /** The atom asked at the top; -1 for the constants. */
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
  readonly doubt: Formula;
  /** How many formulas there are by now: what they cost. */
  count(): number;
  /** The atom has one of these values. */
  is(atom: number, values: readonly string[]): Formula;
  and(a: Formula, b: Formula): Formula;
  or(a: Formula, b: Formula): Formula;
  /** True where both hold for some values: what `and` would tell, without making it. */
  meet(a: Formula, b: Formula): boolean;
  not(a: Formula): Formula;
  /** A smaller formula that is the same as `a` wherever `care` holds, and anything elsewhere. */
  simplify(a: Formula, care: Formula): Formula;
  /** Where `a` holds beyond doubt. */
  surely(a: Formula): Formula;
  /** True where `a` holds for every value of the atoms picked. */
  forAll(a: Formula, picked: Picked): Formula;
  /** True where `a` holds beyond doubt for some values, though each of the atoms picked has one that no formula names. */
  holdsElsewhere(a: Formula, picked: Picked): boolean;
  /** `a` where each of the atoms picked has a value that no formula names. */
  elsewhere(a: Formula, picked: Picked): Formula;
  /** What is left of `a` once some atoms have a value; the others stay open. */
  given(a: Formula, valueFor: Valuation): Formula;
  /** The values an atom can have where `a` holds: these, or all but these. */
  valuesIn(a: Formula, atom: number): ValueSet;
  /** The atoms that `a` asks, newest first, and no more than `limit`. */
  atomsIn(a: Formula, limit: number): readonly number[];
  /** The atoms that formulas ask, each time with the values that they tell apart. */
  questionsIn(all: readonly Formula[]): readonly (readonly [number, readonly string[]])[];
}

/** Says which atoms are meant; what is found out for one such function is remembered for it. */
export type Picked = (atom: number) => boolean;

/** The values that some atoms have, undefined for the others; remembered as well. */
export type Valuation = (atom: number) => string | undefined;

/** A finite or cofinite set of strings. */
export interface ValueSet {
  readonly kind: 'among' | 'not-among';
  readonly values: readonly string[];
}

type Operation = 'and' | 'or';

/** Formulas that ask more atoms than this on one way are in doubt: so recursion over them is safe. */
const DEPTH_LIMIT = 400;

/** Far more than the machine's budget allows a script: what is concluded from it has an end too. */
const COUNT_LIMIT = 400_000;

/** Creates empty tables. */
export function createFormulas(): Formulas {
  const nodes = createNodeTable();
  const results = {
    and: createPairMap<Formula>(),
    or: createPairMap<Formula>(),
    simplify: createPairMap<Formula>(),
  };
  const negations: Done = new Map();
  const apart = createPairMap<true>();
  const surelyDone: Done = new Map();
  const forAllDone = new WeakMap<Picked, Done>();
  const elsewhereDone = new WeakMap<Picked, Done>();
  const givenDone = new WeakMap<Valuation, Done>();
  const never = constant(NEVER);
  const always = constant(ALWAYS);
  const doubt = constant(DOUBT);
  let nextId = DOUBT + 1;

  function node(
    atom: number,
    cases: readonly (readonly [string, Formula])[],
    otherwise: Formula,
  ): Formula {
    const isKept = ([, child]: readonly [string, Formula]): boolean => child !== otherwise;
    const kept = cases.every(isKept) ? cases : cases.filter(isKept);
    if (kept.length === 0) return otherwise;
    const known = nodes.find(atom, kept, otherwise);
    if (known !== undefined) return known;
    const depth = 1 + kept.reduce((most, [, { depth }]) => Math.max(most, depth), otherwise.depth);
    if (depth > DEPTH_LIMIT || nextId > COUNT_LIMIT) return doubt;
    const made: Formula = { id: nextId, atom, cases: kept, otherwise, depth };
    nextId += 1;
    nodes.add(made);
    return made;
  }

  function combine(operation: Operation, a: Formula, b: Formula): Formula {
    const [absorbing, neutral] = operation === 'and' ? [never, always] : [always, never];
    if (a === b || b === neutral) return a;
    if (a === neutral) return b;
    if (a === absorbing || b === absorbing) return absorbing;
    const [low, high] = inOrder(a, b);
    const known = results[operation].get(low, high);
    if (known !== undefined) return known;
    const result = mapChildren(a, b, (left, right) => combine(operation, left, right));
    results[operation].set(low, high, result);
    return result;
  }

  function mapChildren(a: Formula, b: Formula, make: (a: Formula, b: Formula) => Formula): Formula {
    const atom = Math.max(a.atom, b.atom);
    const cases = valuesAt(atom, a, b).map(
      value => [value, make(child(a, atom, value), child(b, atom, value))] as const,
    );
    return node(atom, cases, make(rest(a, atom), rest(b, atom)));
  }

  function not(a: Formula): Formula {
    if (a === always) return never;
    if (a === never) return always;
    if (a === doubt) return doubt;
    const known = negations.get(a);
    if (known !== undefined) return known;
    const cases = a.cases.map(([value, next]) => [value, not(next)] as const);
    const result = node(a.atom, cases, not(a.otherwise));
    negations.set(a, result);
    return result;
  }

  function meet(a: Formula, b: Formula): boolean {
    if (a === never || b === never) return false;
    if (a === always || b === always || a === b) return true;
    const [low, high] = inOrder(a, b);
    if (apart.get(low, high)) return false;
    const atom = Math.max(a.atom, b.atom);
    const found =
      meet(rest(a, atom), rest(b, atom)) ||
      [a, b].some(
        side =>
          side.atom === atom &&
          side.cases.some(([value]) => meet(child(a, atom, value), child(b, atom, value))),
      );
    if (!found) apart.set(low, high, true);
    return found;
  }

  /** The `restrict` operator of Coudert and Madre: what `care` excludes may be whatever makes it smaller. */
  function simplify(a: Formula, care: Formula): Formula {
    if (a.atom < 0 || care === always) return a;
    const known = results.simplify.get(a.id, care.id);
    if (known !== undefined) return known;
    const result = care.atom > a.atom ? simplify(a, anyChild(care)) : simplifyChildren(a, care);
    results.simplify.set(a.id, care.id, result);
    return result;
  }

  function anyChild({ cases, otherwise }: Formula): Formula {
    return cases.reduce((any, [, next]) => combine('or', any, next), otherwise);
  }

  function simplifyChildren(a: Formula, care: Formula): Formula {
    const { atom } = a;
    const cases = valuesAt(atom, a, care).flatMap(value => {
      const cared = child(care, atom, value);
      return cared === never ? [] : [[value, simplify(child(a, atom, value), cared)] as const];
    });
    const elsewhere = rest(care, atom);
    const otherwise = elsewhere === never ? cases[0]?.[1] : simplify(rest(a, atom), elsewhere);
    return otherwise === undefined ? never : node(atom, cases, otherwise);
  }

  /** Rebuilds a formula from below, with what `replace` makes of each node; `done` are those made before. */
  function rewrite(
    a: Formula,
    done: Done,
    replace: (node: Formula, children: readonly Formula[], otherwise: Formula) => Formula,
  ): Formula {
    const visit = (formula: Formula): Formula => {
      if (formula.atom < 0) return formula === doubt ? replace(doubt, [], doubt) : formula;
      const known = done.get(formula);
      if (known !== undefined) return known;
      const children = formula.cases.map(([, next]) => visit(next));
      const result = replace(formula, children, visit(formula.otherwise));
      done.set(formula, result);
      return result;
    };
    return visit(a);
  }

  /** The node again, with other children. */
  function again(formula: Formula, children: readonly Formula[], otherwise: Formula): Formula {
    if (formula.atom < 0) return formula;
    const cases = formula.cases.map(
      ([value, next], index) => [value, children[index] ?? next] as const,
    );
    return node(formula.atom, cases, otherwise);
  }

  function is(atom: number, values: readonly string[]): Formula {
    const cases = [...new Set(values)].sort().map(value => [value, always] as const);
    return node(atom, cases, never);
  }

  return {
    always,
    never,
    doubt,
    count: () => nextId,
    is,
    and: (a, b) => combine('and', a, b),
    or: (a, b) => combine('or', a, b),
    meet,
    not,
    simplify,
    surely: a =>
      rewrite(a, surelyDone, (formula, children, otherwise) =>
        formula === doubt ? never : again(formula, children, otherwise),
      ),
    forAll: (a, picked) =>
      rewrite(a, doneFor(forAllDone, picked), (formula, children, otherwise) =>
        picked(formula.atom)
          ? children.reduce((all, next) => combine('and', all, next), otherwise)
          : again(formula, children, otherwise),
      ),
    holdsElsewhere: createHoldsElsewhere(),
    elsewhere: (a, picked) =>
      rewrite(a, doneFor(elsewhereDone, picked), (formula, children, otherwise) =>
        picked(formula.atom) ? otherwise : again(formula, children, otherwise),
      ),
    given: (a, valueFor) =>
      rewrite(a, doneFor(givenDone, valueFor), (formula, children, otherwise) => {
        const value = valueFor(formula.atom);
        if (value === undefined) return again(formula, children, otherwise);
        return children[formula.cases.findIndex(([name]) => name === value)] ?? otherwise;
      }),
    valuesIn,
    atomsIn,
    questionsIn: all =>
      nodesIn(all).map(({ atom, cases }) => [atom, cases.map(([value]) => value)]),
  };
}
