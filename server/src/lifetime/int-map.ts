/**
 * A persistent map from small non-negative integers: a change copies only the way down, and maps
 * with a common past merge in the time of their differences (Okasaki and Gill, "Fast Mergeable
 * Integer Maps", 1998, little-endian). States are forked and joined at every branch of a script.
 */
export type IntMap<Value> = Leaf<Value> | Branch<Value> | undefined;

interface Leaf<Value> {
  readonly kind: 'leaf';
  readonly key: number;
  readonly value: Value;
}

interface Branch<Value> {
  readonly kind: 'branch';
  /** The bits that all keys below share, under the deciding `bit`. */
  readonly prefix: number;
  readonly bit: number;
  readonly zero: IntMap<Value>;
  readonly one: IntMap<Value>;
}

/** The value at `key`, or undefined. */
export function get<Value>(map: IntMap<Value>, key: number): Value | undefined {
  let node = map;
  while (node?.kind === 'branch') node = (key & node.bit) === 0 ? node.zero : node.one;
  return node?.key === key ? node.value : undefined;
}

/** The map with `value` at `key`; the given map stays as it is. */
export function set<Value>(map: IntMap<Value>, key: number, value: Value): IntMap<Value> {
  return merge<Value>(map, { kind: 'leaf', key, value }, (_old, fresh) => fresh);
}

/** All entries; their order is that of the keys' bits and means nothing. */
export function entries<Value>(map: IntMap<Value>): readonly (readonly [number, Value])[] {
  const found: (readonly [number, Value])[] = [];
  const visit = (node: IntMap<Value>): void => {
    if (node === undefined) return;
    if (node.kind === 'leaf') found.push([node.key, node.value]);
    else {
      visit(node.zero);
      visit(node.one);
    }
  };
  visit(map);
  return found;
}

/**
 * The union of two maps. Where both have a key with different values `join` decides; `only` says
 * what becomes of a value that one side lacks (it stays when left out).
 */
export function merge<Value>(
  a: IntMap<Value>,
  b: IntMap<Value>,
  join: (a: Value, b: Value, key: number) => Value,
  only: { a: (value: Value, key: number) => Value; b: (value: Value, key: number) => Value } = KEEP,
): IntMap<Value> {
  if (a === b) return a;
  if (a === undefined) return only === KEEP ? b : mapValues(b, only.b);
  if (b === undefined) return only === KEEP ? a : mapValues(a, only.a);
  if (a.kind === 'leaf' && b.kind === 'leaf' && a.key === b.key) {
    return a.value === b.value
      ? a
      : { kind: 'leaf', key: a.key, value: join(a.value, b.value, a.key) };
  }
  const bit = decidingBit(a, b);
  if (a.kind === 'branch' && b.kind === 'branch' && a.bit === bit && b.bit === bit) {
    return branch(bit, a, merge(a.zero, b.zero, join, only), merge(a.one, b.one, join, only));
  }
  if (a.kind === 'branch' && a.bit === bit) {
    const inZero = (keyOf(b) & bit) === 0;
    const zero = merge(a.zero, inZero ? b : undefined, join, only);
    return branch(bit, a, zero, merge(a.one, inZero ? undefined : b, join, only));
  }
  if (b.kind === 'branch' && b.bit === bit) {
    const inZero = (keyOf(a) & bit) === 0;
    const zero = merge(inZero ? a : undefined, b.zero, join, only);
    return branch(bit, b, zero, merge(inZero ? undefined : a, b.one, join, only));
  }
  const left = merge(a, undefined, join, only);
  const right = merge<Value>(undefined, b, join, only);
  return (keyOf(a) & bit) === 0 ? branch(bit, a, left, right) : branch(bit, a, right, left);
}

/** The keys that have another value than before, or had none. */
export function changedKeys<Value>(before: IntMap<Value>, after: IntMap<Value>): readonly number[] {
  const keys: number[] = [];
  const note = (value: Value, key: number): Value => {
    keys.push(key);
    return value;
  };
  merge(before, after, (_before, value, key) => note(value, key), { a: KEEP.a, b: note });
  return keys;
}

const KEEP = {
  a: <Value>(value: Value): Value => value,
  b: <Value>(value: Value): Value => value,
};

function mapValues<Value>(
  map: IntMap<Value>,
  change: (value: Value, key: number) => Value,
): IntMap<Value> {
  if (map === undefined) return undefined;
  if (map.kind === 'leaf') return { ...map, value: change(map.value, map.key) };
  return { ...map, zero: mapValues(map.zero, change), one: mapValues(map.one, change) };
}

function branch<Value>(
  bit: number,
  sample: NonNullable<IntMap<Value>>,
  zero: IntMap<Value>,
  one: IntMap<Value>,
): IntMap<Value> {
  if (
    sample.kind === 'branch' &&
    sample.bit === bit &&
    sample.zero === zero &&
    sample.one === one
  ) {
    return sample;
  }
  return { kind: 'branch', prefix: keyOf(sample) & (bit - 1), bit, zero, one };
}

/** The lowest bit that tells the two apart, or at which one of them already branches. */
function decidingBit<Value>(a: NonNullable<IntMap<Value>>, b: NonNullable<IntMap<Value>>): number {
  const difference = keyOf(a) ^ keyOf(b);
  const lowest = difference & -difference;
  const limits = [lowest, a.kind === 'branch' ? a.bit : 0, b.kind === 'branch' ? b.bit : 0];
  return Math.min(...limits.filter(bit => bit > 0));
}

function keyOf<Value>(node: NonNullable<IntMap<Value>>): number {
  return node.kind === 'leaf' ? node.key : node.prefix;
}
