import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createFormulas, type Formula, type Formulas } from '../server/src/lifetime/formula.ts';

/** What a formula is made from: held against its truth table over all values. */
type Expression =
  | { readonly kind: 'is'; readonly atom: number; readonly values: readonly string[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression };

type Assignment = readonly string[];

/** Every run is the same: mutants are compared by it. */
const SEED = { seed: 7 };

const ATOMS = [0, 1, 2] as const;
const NAMED = ['', 'x', 'y'] as const;
const OTHER = 'named nowhere';
const VALUES = [...NAMED, OTHER] as const;
const ASSIGNMENTS: readonly Assignment[] = VALUES.flatMap(a =>
  VALUES.flatMap(b => VALUES.map(c => [a, b, c])),
);

const { expression } = fc.letrec<{ expression: Expression }>(tie => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    fc.record({
      kind: fc.constant('is' as const),
      atom: fc.constantFrom(...ATOMS),
      values: fc.array(fc.constantFrom(...NAMED), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('expression') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      left: tie('expression'),
      right: tie('expression'),
    }),
  ),
}));
const picked = fc.subarray([...ATOMS]);

function build(from: Expression, formulas: Formulas): Formula {
  switch (from.kind) {
    case 'is':
      return formulas.is(from.atom, from.values);
    case 'not':
      return formulas.not(build(from.of, formulas));
    default:
      return formulas[from.kind](build(from.left, formulas), build(from.right, formulas));
  }
}

function holds(from: Expression, values: Assignment): boolean {
  switch (from.kind) {
    case 'is':
      return from.values.includes(values[from.atom] ?? '');
    case 'not':
      return !holds(from.of, values);
    case 'and':
      return holds(from.left, values) && holds(from.right, values);
    case 'or':
      return holds(from.left, values) || holds(from.right, values);
  }
}

const inTable = (from: Expression): readonly boolean[] =>
  ASSIGNMENTS.map(values => holds(from, values));

function table(formula: Formula, { given, always, never }: Formulas): readonly boolean[] {
  return ASSIGNMENTS.map(values => {
    const result = given(formula, atom => values[atom]);
    assert.ok(result === always || result === never, 'all atoms have a value');
    return result === always;
  });
}

/** The assignments that differ from this one in the atoms picked only. */
const around = (values: Assignment, atoms: readonly number[]): readonly Assignment[] =>
  ASSIGNMENTS.filter(other =>
    ATOMS.every(atom => atoms.includes(atom) || other[atom] === values[atom]),
  );

describe('formulas', () => {
  it('hold where they should', () => {
    fc.assert(
      fc.property(expression, from => {
        const formulas = createFormulas();
        assert.deepEqual(table(build(from, formulas), formulas), inTable(from));
      }),
      SEED,
    );
  });

  it('are the same object exactly where they say the same', () => {
    fc.assert(
      fc.property(expression, expression, (a, b) => {
        const formulas = createFormulas();
        const same = String(inTable(a)) === String(inTable(b));
        assert.equal(build(a, formulas) === build(b, formulas), same);
        assert.equal(build(a, formulas), build(a, formulas));
      }),
      SEED,
    );
  });

  it('know what holds for all values of some atoms, and elsewhere than at their names', () => {
    fc.assert(
      fc.property(expression, picked, (from, atoms) => {
        const formulas = createFormulas();
        const formula = build(from, formulas);
        const isPicked = (atom: number): boolean => (atoms as readonly number[]).includes(atom);
        assert.deepEqual(
          table(formulas.forAll(formula, isPicked), formulas),
          ASSIGNMENTS.map(values => around(values, atoms).every(other => holds(from, other))),
        );
        assert.deepEqual(
          table(formulas.elsewhere(formula, isPicked), formulas),
          ASSIGNMENTS.map(values =>
            holds(
              from,
              values.map((value, atom) => (isPicked(atom) ? OTHER : value)),
            ),
          ),
        );
        assert.equal(
          formulas.holdsElsewhere(formula, isPicked),
          formulas.elsewhere(formula, isPicked) !== formulas.never,
        );
      }),
      SEED,
    );
  });

  it('tell whether they meet, and stay the same where it matters when they are simplified', () => {
    fc.assert(
      fc.property(expression, expression, (from, caring) => {
        const formulas = createFormulas();
        const formula = build(from, formulas);
        const care = build(caring, formulas);
        assert.equal(formulas.meet(formula, care), formulas.and(formula, care) !== formulas.never);
        const simple = formulas.simplify(formula, care);
        assert.equal(formulas.and(simple, care), formulas.and(formula, care));
      }),
      SEED,
    );
  });

  it('leave what is common to two sides out of what tells them apart', () => {
    const { always, and, is, not, or, simplify } = createFormulas();
    const common = and(is(0, ['x']), is(1, ['x', 'y']));
    const [here, there] = [and(common, is(2, ['x'])), and(common, not(is(2, ['x'])))];
    assert.equal(simplify(here, or(here, there)), is(2, ['x']));
    assert.equal(simplify(here, here), always);
  });

  it('leave open what has no value', () => {
    fc.assert(
      fc.property(expression, picked, fc.constantFrom(...ASSIGNMENTS), (from, atoms, fixed) => {
        const formulas = createFormulas();
        const isPicked = (atom: number): boolean => (atoms as readonly number[]).includes(atom);
        const left = formulas.given(build(from, formulas), atom =>
          isPicked(atom) ? fixed[atom] : undefined,
        );
        assert.deepEqual(
          table(left, formulas),
          ASSIGNMENTS.map(values =>
            holds(
              from,
              values.map((value, atom) => (isPicked(atom) ? (fixed[atom] ?? '') : value)),
            ),
          ),
        );
      }),
      SEED,
    );
  });

  it('know the values and the atoms that they ask for', () => {
    fc.assert(
      fc.property(expression, from => {
        const formulas = createFormulas();
        const formula = build(from, formulas);
        const asked = ATOMS.filter(atom =>
          ASSIGNMENTS.some(values =>
            around(values, [atom]).some(other => holds(from, other) !== holds(from, values)),
          ),
        );
        assert.deepEqual(formulas.atomsIn(formula, ATOMS.length), [...asked].reverse());
        const questions = new Set(formulas.questionsIn([formula]).map(([atom]) => atom));
        assert.deepEqual([...questions].sort(), asked);
        assert.equal(formula.depth <= asked.length && formula.depth > 0, asked.length > 0);
        if (formula === formulas.never) return;
        for (const atom of ATOMS) {
          const { kind, values } = formulas.valuesIn(formula, atom);
          const possible = VALUES.filter(value =>
            ASSIGNMENTS.some(all => all[atom] === value && holds(from, all)),
          );
          const named = kind === 'among' ? values : VALUES.filter(value => !values.includes(value));
          assert.deepEqual([...named].sort(), [...possible].sort());
          assert.deepEqual(values, [...values].sort());
        }
      }),
      SEED,
    );
  });

  it('are as deep as their longest way', () => {
    const { always, and, is, or } = createFormulas();
    assert.equal(always.depth, 0);
    assert.equal(is(0, ['x']).depth, 1);
    assert.equal(and(is(0, ['x']), is(1, ['x'])).depth, 2);
    assert.equal(or(and(is(0, ['x']), is(2, ['x'])), is(2, ['y'])).depth, 2);
  });
});
