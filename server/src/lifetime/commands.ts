import type { Assignment, RunStep } from '../shell/steps.ts';
import { builtinNamed } from './builtins.ts';
import { testHolds } from './conditions.ts';
import { type Context, NOWHERE, type Outcome, placeOf } from './context.ts';
import { runBlock } from './execute.ts';
import type { Formula } from './formula.ts';
import { get } from './int-map.ts';
import { startProgram } from './programs.ts';
import {
  assign,
  type DefinedFunction,
  exportName,
  type Guarded,
  joinAll,
  onlyValue,
  restrict,
  type State,
  type Value,
  variableOf,
} from './state.ts';
import { argumentsOf, textOf, valuesOf } from './values.ts';

/** Functions and scripts nested deeper than this call themselves. */
const NESTING_LIMIT = 40;

/** Executes a simple command: a test, a function, a builtin or a program. */
export function runCommand(step: RunStep, state: State, context: Context): Outcome {
  const [first, ...rest] = step.words;
  if (first === undefined) {
    return { success: assignAll(step.assignments, state, context), failure: undefined };
  }
  const name = textOf(first, state, context);
  if (name === '[' || name === '[[' || name === 'test') {
    const inner = name === 'test' ? rest : rest.slice(0, -1);
    const brackets = name === '[[' ? 'double' : 'single';
    const holds = testHolds(inner, brackets, state, context);
    return split(state, holds, context);
  }
  if (name?.startsWith('((')) {
    const atom = context.machine.atom('computed', name);
    return split(state, context.machine.formulas.is(atom, ['true']), context);
  }
  const argv = argumentsOf(step.words, state, context);
  const prepared = exportAll(step.assignments, state, context);
  const defined = name === undefined ? undefined : functionNamed(name, state, context);
  const builtin = name === undefined ? undefined : builtinNamed(name);
  const outcome =
    defined !== undefined
      ? callFunction(defined, step, prepared, context)
      : builtin !== undefined
        ? builtin({ step, argv, at: placeOf(step.at, context) }, prepared, context)
        : startProgram(argv, step.at, prepared, context);
  return withoutAssignments(step.assignments, outcome, state, context);
}

/** Assignments before a command are made for that command alone. */
function exportAll(assignments: readonly Assignment[], state: State, context: Context): State {
  return assignments.reduce(
    (current, { name }) => exportName(current, name, context.machine),
    assignAll(assignments, state, context),
  );
}

function withoutAssignments(
  assignments: readonly Assignment[],
  outcome: Outcome,
  before: State,
  { machine }: Context,
): Outcome {
  if (assignments.length === 0) return outcome;
  const restore = (state: State | undefined): State | undefined =>
    state &&
    assignments.reduce(
      (current, { name }) => assign(current, name, variableOf(before, name, machine), machine),
      { ...state, exported: before.exported },
    );
  return { success: restore(outcome.success), failure: restore(outcome.failure) };
}

/** The paths on which a condition holds succeed, the others fail. */
export function split(state: State, holds: Formula, { machine }: Context): Outcome {
  return {
    success: restrict(state, holds, machine),
    failure: restrict(state, machine.formulas.not(holds), machine),
  };
}

/** Assigns one after the other, as the shell does. */
export function assignAll(
  assignments: readonly Assignment[],
  state: State,
  context: Context,
): State {
  return assignments.reduce((current, { name, value }) => {
    const values = value === undefined ? unknownValue(context) : valuesOf(value, current, context);
    return assign(current, name, asAtoms(values, name, context), context.machine);
  }, state);
}

export function unknownValue({ machine }: Context): Guarded<Value> {
  return [{ when: machine.formulas.always, value: { kind: 'unknown' } }];
}

/** An unknown value becomes an atom of its own, so that later tests on it agree with each other. */
export function asAtoms(
  values: Guarded<Value>,
  name: string,
  { machine }: Context,
): Guarded<Value> {
  return values.map(({ when, value }) => {
    if (value.kind !== 'unknown') return { when, value };
    const atom = machine.atom('computed', name);
    return { when, value: { kind: 'free', atom, prefix: '', suffix: '' } };
  });
}

/** The function of that name, where it is defined on all paths. */
export function functionNamed(
  name: string,
  state: State,
  { machine }: Context,
): DefinedFunction | undefined {
  const values = get(state.functions, machine.intern(name));
  return values === undefined ? undefined : onlyValue(values, state, machine);
}

/** A function runs in the same process, with parameters of its own; `return` ends it. */
function callFunction(
  { step, source }: DefinedFunction,
  call: RunStep,
  state: State,
  context: Context,
): Outcome {
  const { machine } = context;
  if (tooDeep(context)) return opaqueOutcome(state, context);
  const parameters = argumentsOf(call.words.slice(1), state, context);
  const returns: State[] = [];
  const inside = { ...context, source, returns, loops: [], depth: context.depth + 1 };
  const outcome = runBlock(
    { at: step.body.at, steps: [step.body] },
    { ...state, parameters },
    inside,
  );
  return withReturns(outcome, returns, state, machine);
}

/** Puts together how a function or a sourced script ended: at its end, and at each `return`. */
export function withReturns(
  outcome: Outcome,
  returns: readonly State[],
  before: State,
  machine: Context['machine'],
): Outcome {
  const { not } = machine.formulas;
  const restore = (state: State | undefined): State | undefined =>
    state && { ...state, parameters: before.parameters };
  const succeeded = returns.map(state => restrict(state, not(state.failed), machine));
  const failed = returns.map(state => restrict(state, state.failed, machine));
  return {
    success: restore(joinAll([outcome.success, ...succeeded], machine)),
    failure: restore(joinAll([outcome.failure, ...failed], machine)),
  };
}

/** True where one more function, script or text is not followed. Takes one call from the budget. */
export function tooDeep({ depth, machine }: Context): boolean {
  return depth > NESTING_LIMIT || !machine.spendCall();
}

/** What is too deep to follow is not understood. */
export function opaqueOutcome(state: State, { machine }: Context): Outcome {
  const understood = machine.formulas.is(machine.atom('opaque', ''), ['understood']);
  const success = restrict(state, understood, machine);
  return success === undefined ? NOWHERE : { success, failure: undefined };
}
