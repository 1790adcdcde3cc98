import type { RunStep } from '../shell/steps.ts';
import { argumentsOf } from './arguments.ts';
import { sourceNow } from './checkpoints.ts';
import type { Context, LoopExits, Outcome } from './context.ts';
import { type Guarded, onlyValue, within } from './guarded.ts';
import { get } from './int-map.ts';
import { mapOutcome, opaqueOutcome, tooDeep, withReturns } from './outcomes.ts';
import { parametersEverywhere } from './parameters.ts';
import { runBlock } from './sequence.ts';
import type { DefinedFunction, State } from './state.ts';

/** The function of that name, where it is defined on all paths. */
export function functionNamed(
  name: string,
  state: State,
  { machine }: Context,
): DefinedFunction | undefined {
  const values = get(state.functions, machine.intern(name));
  return values === undefined ? undefined : onlyValue(values, state, machine);
}

/** What the name means on the paths of the state: a function, or none. */
export function functionsNamed(
  name: string | undefined,
  state: State,
  { machine }: Context,
): Guarded<DefinedFunction | undefined> {
  const values = name === undefined ? undefined : get(state.functions, machine.intern(name));
  return values === undefined
    ? [{ when: machine.formulas.always, value: undefined }]
    : within(values, state.path, machine.formulas);
}

/** A function runs in the same process, with parameters of its own; `return` ends it. */
export function callFunction(
  { step, source }: DefinedFunction,
  call: RunStep,
  state: State,
  context: Context,
): Outcome {
  const { machine } = context;
  if (tooDeep(context)) return opaqueOutcome(state, context);
  const parameters = argumentsOf(call.words.slice(1), state, context);
  const returns: State[] = [];
  const loops = visibleLoops(context);
  const inside = {
    ...context,
    source: sourceNow(source, machine),
    sourcePath:
      source.excerpt.path === context.source.excerpt.path ? context.sourcePath : undefined,
    returns,
    loops,
    depth: context.depth + 1,
  };
  const outcome = runBlock(
    { at: step.body.at, steps: [step.body] },
    { ...state, parameters: parametersEverywhere(parameters, machine) },
    inside,
  );
  const back = (ended: State): State => ({ ...ended, parameters: state.parameters });
  loops.forEach((loop, index) => {
    context.loops[index]?.breaks.push(...loop.breaks.map(back));
    context.loops[index]?.continues.push(...loop.continues.map(back));
  });
  return mapOutcome(withReturns(outcome, returns, machine), back);
}

/** Only in busybox ash can a function leave a loop from which it is called (test/oracle). */
function visibleLoops({ loops, process }: Context): readonly LoopExits[] {
  if (process.shell !== 'ash') return [];
  return loops.map(loop => ({ ...loop, breaks: [], continues: [] }));
}
