import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createPairMap } from '../server/src/lifetime/pair-map.ts';

/** Every run is the same: mutants are compared by it. */
const SEED = { seed: 7 };

const number = fc.oneof(fc.nat(9), fc.constantFrom(2 ** 16, 2 ** 31 - 1));
const settings = fc.array(fc.tuple(number, number, fc.string()), { maxLength: 200 });

describe('maps of pairs', () => {
  it('have what was set last, and nothing else', () => {
    fc.assert(
      fc.property(settings, number, number, (all, a, b) => {
        const map = createPairMap<string>();
        const model = new Map<string, string>();
        for (const [one, other, value] of all) {
          map.set(one, other, value);
          model.set(`${one} ${other}`, value);
        }
        for (const [one, other] of all)
          assert.equal(map.get(one, other), model.get(`${one} ${other}`));
        assert.equal(map.get(a, b), model.get(`${a} ${b}`));
      }),
      SEED,
    );
  });
});
