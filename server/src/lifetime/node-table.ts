/** Finds formulas by what they are made of, so that each is made once. */
import type { Formula } from './formula.ts';

export interface NodeTable {
  /** The node with these children; undefined where it was never added. */
  find(atom: number, cases: Formula['cases'], otherwise: Formula): Formula | undefined;
  /** Adds a node that is not found. */
  add(node: Formula): void;
}

const FIRST_SIZE = 64;

/** An empty one. Its children's ids and the texts of its values tell a node from others. */
export function createNodeTable(): NodeTable {
  const numbers = new Map<string, number>();
  let count = 0;
  // Open addressing: a node stands in the slot that its hash says, or in the next one that was free.
  let nodes: (Formula | undefined)[] = new Array(FIRST_SIZE);
  let hashes = new Int32Array(FIRST_SIZE);

  const numberOf = (value: string): number => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  };

  const hashOf = (atom: number, cases: Formula['cases'], otherwise: Formula): number => {
    let hash = mix(atom, otherwise.id);
    for (const [value, next] of cases) hash = mix(mix(hash, numberOf(value)), next.id);
    return hash;
  };

  const put = (node: Formula, hash: number): void => {
    let slot = hash & (nodes.length - 1);
    while (nodes[slot] !== undefined) slot = (slot + 1) & (nodes.length - 1);
    nodes[slot] = node;
    hashes[slot] = hash;
    count += 1;
  };

  const grow = (): void => {
    const [oldNodes, oldHashes] = [nodes, hashes];
    count = 0;
    nodes = new Array(2 * oldNodes.length);
    hashes = new Int32Array(2 * oldNodes.length);
    for (const [slot, node] of oldNodes.entries()) if (node) put(node, oldHashes[slot] ?? 0);
  };

  return {
    find(atom, cases, otherwise) {
      const hash = hashOf(atom, cases, otherwise);
      const mask = nodes.length - 1;
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        const node = nodes[slot];
        if (node === undefined) return undefined;
        const mayBe = hashes[slot] === hash && node.atom === atom && node.otherwise === otherwise;
        if (mayBe && haveSame(node.cases, cases)) return node;
      }
    },
    add(node) {
      if (2 * (count + 1) > nodes.length) grow();
      put(node, hashOf(node.atom, node.cases, node.otherwise));
    },
  };
}

function haveSame(some: Formula['cases'], others: Formula['cases']): boolean {
  for (let index = 0; index < some.length; index += 1) {
    const [one, other] = [some[index], others[index]];
    if (one?.[0] !== other?.[0] || one?.[1] !== other?.[1]) return false;
  }
  return some.length === others.length;
}

function mix(hash: number, number: number): number {
  const mixed = Math.imul(hash ^ Math.imul(number, 0x85ebca6b), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
