import type { Argument } from '../programs/command.ts';
import { literalValue, type RunStep, type Word } from '../shell/steps.ts';
import { argumentsOf } from './arguments.ts';
import { evaluateArithmetic } from './arithmetic.ts';
import { exportAll, withoutAssignments } from './assignments.ts';
import { builtinNamed } from './builtins.ts';
import { testHolds } from './conditions.ts';
import { type Context, NOWHERE, type Outcome, placeOf } from './context.ts';
import { callFunction, functionsNamed } from './functions.ts';
import { joinOutcomes, mapOutcome, splitWith } from './outcomes.ts';
import { byParameters, namesParameters } from './parameters.ts';
import { redirected, withoutRedirects } from './pipes.ts';
import { inputOf, programCall } from './program-calls.ts';
import { startProgram } from './programs.ts';
import { restrict, type State } from './state.ts';
import { runAssignments } from './substitutions.ts';
import { textOf } from './values.ts';

/** Executes a simple command: a test, a function, a builtin or a program. */
export function runCommand(step: RunStep, state: State, context: Context): Outcome {
  const [first, ...rest] = step.words;
  if (first === undefined) {
    return runAssignments(step.assignments, state, context);
  }
  const name = textOf(first, state, context);
  if (name === '[' || name === '[[' || name === 'test') {
    const inner = name === 'test' ? rest : rest.slice(0, -1);
    const brackets = name === '[[' ? 'double' : 'single';
    const holds = testHolds(inner, brackets, state, context);
    return splitWith(mayBeWrong(inner) ? undefined : 1, state, holds, context);
  }
  if (name?.startsWith('((')) return evaluateArithmetic(name, state, context);
  const states = step.words.some(namesParameters) ? byParameters(state, context.machine) : [state];
  const outcomes = states.map(one => runWords(step, name, one, context));
  return joinOutcomes(outcomes, context);
}

function runWords(
  step: RunStep,
  name: string | undefined,
  state: State,
  context: Context,
): Outcome {
  const argv = argumentsOf(step.words, state, context);
  if (argv.length === 0) {
    // All words have vanished: only the assignments are left.
    return runAssignments(step.assignments, state, context);
  }
  const started = exportAll(step.assignments, redirected(step.redirects, state), context);
  const prepared = KEEPING_STATUS.test(name ?? '') ? started : { ...started, code: undefined };
  const outcomes = functionsNamed(name, prepared, context).map(({ when, value: defined }) => {
    const here = restrict(prepared, when, context.machine);
    if (here === undefined) return NOWHERE;
    return defined === undefined
      ? startNamed(name, argv, step, here, context)
      : callFunction(defined, step, here, context);
  });
  const outcome = joinOutcomes(outcomes, context);
  const after = withoutAssignments(step.assignments, outcome, state, context);
  // What `exec` redirects stays so.
  return step.redirects.length === 0 || name === 'exec'
    ? after
    : mapOutcome(after, ended => withoutRedirects(ended, state));
}

/** A builtin, or else a program. */
function startNamed(
  name: string | undefined,
  argv: readonly Argument[],
  step: RunStep,
  state: State,
  context: Context,
): Outcome {
  const builtin = name === undefined ? undefined : builtinNamed(name);
  if (builtin !== undefined)
    return builtin({ step, argv, at: placeOf(step.at, context) }, state, context);
  const redirected = step.redirects.length > 0;
  const call = programCall(argv, step.at, 'child', redirected, inputOf(step, context));
  return startProgram(call, state, context);
}

/** What ends with the status of the command before, if no other is given. */
const KEEPING_STATUS = /^(exit|return)$/;

/** A test fails with another status where a word is gone, or is no number. */
function mayBeWrong(words: readonly Word[]): boolean {
  return words.some(
    word =>
      /^-(eq|ne|lt|le|gt|ge)$/.test(literalValue(word) ?? '') ||
      word.parts.some(part => part.kind !== 'literal' && !part.quoted),
  );
}
