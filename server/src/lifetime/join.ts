/** Puts the states together that several ways lead to. */
import type { Formula } from './formula.ts';
import { type Guarded, joinSides, orNothing } from './guarded.ts';
import { merge } from './int-map.ts';
import type { Machine } from './machine.ts';
import { joinParameters } from './parameters.ts';
import {
  ALTERNATIVES_LIMIT,
  environmentValue,
  isGiven,
  NO_OWNER,
  type State,
  UNKNOWN,
  type Value,
} from './state.ts';

/** The state of all paths of both. */
export function join(
  a: State | undefined,
  b: State | undefined,
  machine: Machine,
): State | undefined {
  if (a === undefined) return b;
  if (b === undefined) return a;
  const { formulas } = machine;
  const path = formulas.or(a.path, b.path);
  // What the paths have in common need not stand in every value: only what tells the sides apart.
  const ofA = formulas.simplify(a.path, path);
  const ofB = formulas.simplify(b.path, path);
  const both = (first: Formula, second: Formula): Formula =>
    first === second ? first : formulas.or(formulas.and(first, ofA), formulas.and(second, ofB));
  const joined: State = {
    ...a,
    path,
    parameters: joinParameters(
      { values: a.parameters, path: ofA },
      { values: b.parameters, path: ofB },
      machine,
    ),
    workdir: a.workdir === b.workdir ? a.workdir : undefined,
    output: a.output === b.output ? a.output : 'unclear',
    errors: a.errors === b.errors ? a.errors : 'unclear',
    errexit: both(a.errexit, b.errexit),
    monitor: both(a.monitor, b.monitor),
    finishing: both(a.finishing, b.finishing),
    failing: both(a.failing, b.failing),
    nounset: both(a.nounset, b.nounset),
    pipefail: both(a.pipefail, b.pipefail),
    failed: both(a.failed, b.failed),
    code: a.code === b.code ? a.code : undefined,
    decided: both(a.decided, b.decided),
  };
  return holdSame(a, b) ? joined : { ...joined, ...joinedMaps(a, b, { ofA, ofB, both }, machine) };
}

type Maps = Pick<State, 'jobs' | 'variables' | 'exported' | 'functions' | 'traps'>;

/** Most joins come behind a command that has changed none of them. */
function holdSame(a: Maps, b: Maps): boolean {
  return (
    a.jobs === b.jobs &&
    a.variables === b.variables &&
    a.exported === b.exported &&
    a.functions === b.functions &&
    a.traps === b.traps
  );
}

/** What tells the sides of a join apart, and how formulas of the two come together. */
interface Sides {
  readonly ofA: Formula;
  readonly ofB: Formula;
  both(first: Formula, second: Formula): Formula;
}

function joinedMaps(a: Maps, b: Maps, { ofA, ofB, both }: Sides, machine: Machine): Maps {
  const { formulas } = machine;
  const mergeGuarded = <Of>(first: Guarded<Of>, second: Guarded<Of>): Guarded<Of> =>
    joinSides({ values: first, path: ofA }, { values: second, path: ofB }, formulas);
  const mergeValues = (first: Guarded<Value>, second: Guarded<Value>): Guarded<Value> => {
    const merged = mergeGuarded(first, second);
    const tooMany = merged.length > ALTERNATIVES_LIMIT;
    return tooMany ? [{ when: formulas.always, value: UNKNOWN }] : merged;
  };
  return {
    jobs: merge(a.jobs, b.jobs, (first, second) => ({
      // Where only some paths have disowned it, it counts as a child, and what comes of it is in doubt.
      job: first.job.owner === NO_OWNER ? second.job : first.job,
      when:
        first.job.owner === second.job.owner
          ? both(first.when, second.when)
          : formulas.and(both(first.when, second.when), formulas.doubt),
      killed: both(first.killed, second.killed),
    })),
    variables: merge(a.variables, b.variables, mergeValues, {
      a: (value, key) => mergeValues(value, environmentValue(key, machine)),
      b: (value, key) => mergeValues(environmentValue(key, machine), value),
    }),
    exported: merge(a.exported, b.exported, both, {
      a: (value, key) => both(value, isGiven(key, machine)),
      b: (value, key) => both(isGiven(key, machine), value),
    }),
    functions: merge(a.functions, b.functions, mergeGuarded, orNothing(mergeGuarded, machine)),
    traps: merge(a.traps, b.traps, mergeGuarded, orNothing(mergeGuarded, machine)),
  };
}

export function joinAll(
  states: readonly (State | undefined)[],
  machine: Machine,
): State | undefined {
  return states.reduce<State | undefined>((all, state) => join(all, state, machine), undefined);
}
