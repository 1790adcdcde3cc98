/**
 * A map whose keys are pairs of whole numbers from 0 to 2^31 - 1. For a map of the language, each pair would have to be a
 * text, or a number so large that finding it takes three times as long.
 */
export interface PairMap<Value> {
  get(a: number, b: number): Value | undefined;
  set(a: number, b: number, value: Value): void;
}

const FIRST_SIZE = 8;

/** An empty one. */
export function createPairMap<Value>(): PairMap<Value> {
  let count = 0;
  // Open addressing: a pair stands in its slot, or in the next one that was free.
  let pairs = emptyPairs(FIRST_SIZE);
  let values: (Value | undefined)[] = new Array(FIRST_SIZE);

  /** Where the pair stands, or would. */
  const slotOf = (a: number, b: number): number => {
    const mask = values.length - 1;
    let slot = hash(a, b) & mask;
    while (pairs[2 * slot] !== FREE && (pairs[2 * slot] !== a || pairs[2 * slot + 1] !== b))
      slot = (slot + 1) & mask;
    return slot;
  };

  const put = (a: number, b: number, value: Value | undefined): void => {
    const slot = slotOf(a, b);
    if (pairs[2 * slot] === FREE) count += 1;
    pairs[2 * slot] = a;
    pairs[2 * slot + 1] = b;
    values[slot] = value;
  };

  const grow = (): void => {
    const [oldPairs, oldValues] = [pairs, values];
    count = 0;
    pairs = emptyPairs(2 * oldValues.length);
    values = new Array(2 * oldValues.length);
    for (let slot = 0; slot < oldValues.length; slot += 1) {
      const [a = FREE, b = FREE] = [oldPairs[2 * slot], oldPairs[2 * slot + 1]];
      if (a !== FREE) put(a, b, oldValues[slot]);
    }
  };

  return {
    get: (a, b) => values[slotOf(a, b)],
    set(a, b, value) {
      if (2 * (count + 1) > values.length) grow();
      put(a, b, value);
    },
  };
}

const FREE = -1;

function emptyPairs(size: number): Int32Array {
  return new Int32Array(2 * size).fill(FREE);
}

/** Spreads neighbors: formulas that are made one after the other have neighboring numbers. */
function hash(a: number, b: number): number {
  const mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
