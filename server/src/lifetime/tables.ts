/**
 * What an execution notes. It only ever adds, so sizes tell what there was at some moment, and another execution
 * can take over what there was by then.
 */
import type { Step } from '../shell/steps.ts';
import type { Lacking } from './dialects.ts';
import type { Formula } from './formula.ts';
import type { Guarded } from './guarded.ts';
import type { Atom, Observation, SourcedScript, Unreached } from './machine.ts';
import type { Starting } from './started.ts';
import type { Value } from './state.ts';

export interface Tables {
  readonly observations: Observation[];
  readonly started: Starting[];
  readonly sourced: SourcedScript[];
  /** Where shells are started that the container does not have. */
  readonly shellsMissing: Formula[];
  /** The atoms of unknown programs whose process ids the script waits for, with the order of each such wait. */
  readonly awaited: { readonly atom: number; readonly order: number }[];
  readonly unreached: Unreached[];
  readonly lacking: Lacking[];
  /** What fills the holes of texts, by their numbers. */
  readonly holes: Guarded<Value>[];
  /** The first steps of what once was unreached, and was reached another time. */
  readonly reached: Set<Step>;
  readonly atoms: Map<number, Atom>;
  readonly atomsByKey: Map<string, number>;
  /** The variables' and functions' names, by number and by name. */
  readonly names: string[];
  readonly numbersOfNames: Map<string, number>;
  readonly counters: Counters;
}

/** What is left of the budgets, and the next numbers. */
export interface Counters {
  steps: number;
  calls: number;
  jobs: number;
  number: number;
  /** The next atoms: tasks that fail, and all others. */
  failure: number;
  atom: number;
}

/** Something that is only ever added to, in order. */
export type Log = unknown[] | Set<unknown> | Map<unknown, unknown>;

type ReadonlyLog = readonly unknown[] | ReadonlySet<unknown> | ReadonlyMap<unknown, unknown>;

/** How much there was at some moment. */
export interface Mark {
  readonly sizes: readonly number[];
  readonly counters: Counters;
}

export function createTables(counters: Counters): Tables {
  return {
    observations: [],
    started: [],
    sourced: [],
    shellsMissing: [],
    awaited: [],
    unreached: [],
    lacking: [],
    holes: [],
    reached: new Set(),
    atoms: new Map(),
    atomsByKey: new Map(),
    names: [],
    numbersOfNames: new Map(),
    counters,
  };
}

function logsOf(tables: Tables): readonly Log[] {
  return [
    tables.observations,
    tables.started,
    tables.sourced,
    tables.shellsMissing,
    tables.awaited,
    tables.unreached,
    tables.lacking,
    tables.holes,
    tables.reached,
    tables.atoms,
    tables.atomsByKey,
    tables.names,
    tables.numbersOfNames,
  ];
}

export function markOf(tables: Tables): Mark {
  return { sizes: logsOf(tables).map(sizeOf), counters: { ...tables.counters } };
}

/** Adds what other tables had at a moment to what is their beginning. */
export function takeOver(tables: Tables, earlier: Tables, { sizes, counters }: Mark): void {
  const from = logsOf(earlier);
  logsOf(tables).forEach((log, index) => {
    extend(log, from[index] ?? [], sizes[index] ?? 0);
  });
  Object.assign(tables.counters, counters);
}

export function sizeOf(log: ReadonlyLog): number {
  return 'size' in log ? log.size : log.length;
}

/** Adds what another log had at that size; the log is the beginning of the other. */
export function extend(log: Log, earlier: ReadonlyLog, size: number): void {
  const known = sizeOf(log);
  let index = 0;
  for (const entry of earlier) {
    if (index >= size) break;
    if (index >= known) add(log, entry);
    index += 1;
  }
}

function add(log: Log, entry: unknown): void {
  if (Array.isArray(log)) log.push(entry);
  else if (log instanceof Set) log.add(entry);
  else log.set(...(entry as [unknown, unknown]));
}
