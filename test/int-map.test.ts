import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  changedKeys,
  entries,
  get,
  type IntMap,
  merge,
  set,
} from '../server/src/lifetime/int-map.ts';

/** Every run is the same: mutants are compared by it. */
const SEED = { seed: 7 };

const KEYS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 64, 1023];
const pairs = fc.array(fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom('a', 'b', 'c')));

function mapOf(of: readonly (readonly [number, string])[]): IntMap<string> {
  return of.reduce<IntMap<string>>((map, [key, value]) => set(map, key, value), undefined);
}

const sorted = (all: Iterable<readonly [number, string]>): readonly (readonly [number, string])[] =>
  [...all].sort(([a], [b]) => a - b);

describe('maps of integers', () => {
  it('have what was set last', () => {
    fc.assert(
      fc.property(pairs, of => {
        const map = mapOf(of);
        const model = new Map(of);
        for (const key of KEYS) assert.equal(get(map, key), model.get(key));
        assert.deepEqual(sorted(entries(map)), sorted(model));
      }),
      SEED,
    );
  });

  it('stay as they are, and are the same object where nothing changes', () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom(...KEYS), (of, key) => {
        const map = mapOf(of);
        const before = entries(map);
        const known = get(map, key);
        const changed = set(map, key, 'new');
        assert.equal(get(changed, key), 'new');
        assert.deepEqual(entries(map), before);
        if (known !== undefined) assert.equal(set(map, key, known), map);
        assert.equal(
          merge(map, map, () => assert.fail('nothing differs')),
          map,
        );
      }),
      SEED,
    );
  });

  it('know the keys that have other values than before', () => {
    fc.assert(
      fc.property(pairs, pairs, (of, more) => {
        const before = mapOf(of);
        const after = more.reduce((map, [key, value]) => set(map, key, value), before);
        const changed = KEYS.filter(key => get(before, key) !== get(after, key));
        assert.deepEqual([...changedKeys(before, after)].sort(), changed.sort());
      }),
      SEED,
    );
  });

  it('merge with what became of their keys on both sides, and on one', () => {
    fc.assert(
      fc.property(pairs, pairs, pairs, (common, ofA, ofB) => {
        const past = mapOf(common);
        const add = (map: IntMap<string>, of: typeof ofA): IntMap<string> =>
          of.reduce((all, [key, value]) => set(all, key, value), map);
        const [a, b] = [add(past, ofA), add(past, ofB)];
        const [modelA, modelB] = [new Map([...common, ...ofA]), new Map([...common, ...ofB])];
        const expected = (left: string, right: string, key: number): string => {
          const first = modelA.get(key);
          const second = modelB.get(key);
          if (first === undefined) return `${second}${right}`;
          if (second === undefined) return `${first}${left}`;
          return first === second ? first : `${first}+${second}`;
        };
        const keys = new Set([...modelA.keys(), ...modelB.keys()]);
        const join = (first: string, second: string): string => `${first}+${second}`;
        assert.deepEqual(
          sorted(entries(merge(a, b, join))),
          sorted([...keys].map(key => [key, expected('', '', key)] as const)),
        );
        const only = {
          a: (value: string, key: number): string => `${value} a${key}`,
          b: (value: string, key: number): string => `${value} b${key}`,
        };
        const merged = merge(a, b, join, only);
        assert.deepEqual(
          sorted(entries(merged)),
          sorted([...keys].map(key => [key, expected(` a${key}`, ` b${key}`, key)] as const)),
        );
        for (const key of KEYS) assert.equal(get(merged, key) !== undefined, keys.has(key));
      }),
      SEED,
    );
  });

  it('share what they have in common', () => {
    const many = mapOf(Array.from({ length: 1000 }, (_, key) => [key, 'a'] as const));
    const [left, right] = [set(many, 3, 'b'), set(many, 4, 'c')];
    let joined = 0;
    const only = (value: string): string => assert.fail(`${value} is on both sides`);
    const both = merge(
      left,
      right,
      (_a, b) => {
        joined += 1;
        return b;
      },
      { a: only, b: only },
    );
    assert.equal(joined, 2);
    assert.equal(get(both, 3), 'a');
  });
});
