import type { Formula, ValueSet } from './formula.ts';
import { type AtomOrigin, HOLDS, type Machine, UNSET } from './machine.ts';

/**
 * How far a conclusion can be relied on. `certain`: it holds in some environment, whatever the rest
 * does. `assumed`: only if something computed or unknown turns out so. `doubtful`: only if a task
 * fails. `opaque`: only if text that was not understood is harmless. The last two support no claim.
 */
export type Confidence = 'certain' | 'assumed' | 'doubtful' | 'opaque';

/** A condition of a path: a variable's values, or a test's answer. */
export type Fact =
  | { readonly kind: 'variable'; readonly name: string; readonly values: ValueSet }
  | { readonly kind: 'set'; readonly name: string; readonly holds: boolean }
  | { readonly kind: 'test'; readonly text: string; readonly holds: boolean };

/** What is supposed of a program whose behavior is not known. */
export interface Assumption {
  readonly command: string;
  readonly does: 'returns' | 'stays';
  /** The words or the place are evidence for it. */
  readonly presumed: boolean;
}

/** More conditions than these nobody reads; the newest are the nearest to the ending. */
const FACTS_LIMIT = 16;

/** How far a claim can be relied on that is true on these paths, whatever the `supposed` atoms are. */
export function confidenceIn(
  path: Formula,
  machine: Machine,
  supposed: readonly AtomOrigin[] = ['computed', 'behavior'],
): Confidence {
  const { elsewhere, forAll, holdsElsewhere, never, surely } = machine.formulas;
  if (!holdsElsewhere(path, machine.from())) return 'opaque';
  if (!holdsElsewhere(path, machine.from('failure'))) return 'doubtful';
  const sound = elsewhere(surely(path), machine.from('failure'));
  return forAll(sound, machine.from(...supposed)) === never ? 'assumed' : 'certain';
}

/** What all these paths have in common, oldest condition first. */
export function factsIn(path: Formula, machine: Machine): readonly Fact[] {
  const { formulas } = machine;
  const newest = formulas.atomsIn(path, FACTS_LIMIT);
  return [...newest].reverse().flatMap((id): Fact[] => {
    const atom = machine.atomOf(id);
    if (atom?.origin !== 'environment' && atom?.origin !== 'computed') return [];
    const values = formulas.valuesIn(path, id);
    if (values.kind === 'not-among' && values.values.length === 0) return [];
    const isTest = atom.origin === 'computed' && values.values.every(value => value === HOLDS);
    return isTest
      ? [{ kind: 'test', text: atom.subject, holds: values.kind === 'among' }]
      : [variableFact(atom.subject, values)];
  });
}

/** The atoms of unknown programs that these paths ask for, oldest first. */
export function behaviorsIn(path: Formula, machine: Machine): readonly number[] {
  const newest = machine.formulas.atomsIn(path, FACTS_LIMIT);
  return [...newest].reverse().filter(id => machine.atomOf(id)?.origin === 'behavior');
}

/** The behaviors of unknown programs that all these paths suppose. */
export function assumptionsOf(path: Formula, machine: Machine): readonly Assumption[] {
  return behaviorsIn(path, machine).flatMap((id): Assumption[] => {
    const { kind, values } = machine.formulas.valuesIn(path, id);
    if (values.length !== 1) return [];
    const does = (values[0] === 'stays') === (kind === 'among') ? 'stays' : 'returns';
    return [{ command: machine.atomOf(id)?.subject ?? '', does, presumed: false }];
  });
}

/** An unset variable is an empty one, unless only that difference is made. */
function variableFact(name: string, { kind, values }: ValueSet): Fact {
  if (values.length === 1 && values[0] === UNSET) {
    return { kind: 'set', name, holds: kind === 'not-among' };
  }
  const shown = [...new Set(values.map(value => (value === UNSET ? '' : value)))];
  return { kind: 'variable', name, values: { kind, values: shown } };
}
