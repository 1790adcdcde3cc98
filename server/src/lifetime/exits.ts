import type { Call } from './builtin-call.ts';
import { type Context, type LoopExits, NOWHERE, type Outcome } from './context.ts';
import type { Formula } from './formula.ts';
import { functionNamed } from './functions.ts';
import { opaqueOutcome } from './outcomes.ts';
import { inputOf, programCall } from './program-calls.ts';
import { startProgram } from './programs.ts';
import { restrict, type State } from './state.ts';
import { endShell } from './traps.ts';
import { equalsText } from './value-texts.ts';
import { valuesOf } from './values.ts';

/** `exit` ends the process; without a status it is that of the command before. */
export function exitShell(call: Call, state: State, context: Context): Outcome {
  const started = { ...state, ...context.trapStatus };
  for (const ended of withStatus(call, started, context)) {
    const fails = ended.failed === context.machine.formulas.always;
    const deliberate = fails || context.watching;
    endShell(context, { at: call.at, cause: 'exit', state: ended, deliberate });
  }
  return NOWHERE;
}

/** `return` ends a function or a sourced script; elsewhere it ends the script, but not under bash. */
export function returnFrom(call: Call, state: State, context: Context): Outcome {
  if (context.returns === undefined) {
    return context.process.shell === 'bash'
      ? { success: undefined, failure: { ...state, code: 2 } }
      : exitShell(call, state, context);
  }
  context.returns.push(...withStatus(call, state, context));
  return NOWHERE;
}

/** The state with `$?` as the status says, split where it may be either. */
function withStatus(call: Call, state: State, context: Context): readonly State[] {
  const { machine } = context;
  const { always, never, not } = machine.formulas;
  const fails = failingStatus(call, state, context);
  const failed = restrict(state, fails, machine);
  const succeeded = restrict(state, not(fails), machine);
  return [
    ...(failed === undefined ? [] : [{ ...failed, failed: always, code: codeOf(call, state) }]),
    ...(succeeded === undefined ? [] : [{ ...succeeded, failed: never }]),
  ];
}

/** A shell keeps the last eight bits. */
function codeOf({ argv: [, given] }: Call, { code }: State): number | undefined {
  if (given === undefined || given.source === '$?') return code;
  return /^\d+$/.test(given.value ?? '') ? Number(given.value) & 255 : undefined;
}

/** The paths on which the status is not 0; what is computed may be either. */
function failingStatus({ argv, step }: Call, state: State, context: Context): Formula {
  const { machine } = context;
  const { always, and, never, not, or } = machine.formulas;
  const [, given] = argv;
  if (given === undefined) return state.failed;
  if (given.value !== undefined) return (Number(given.value) & 255) === 0 ? never : always;
  const word = step.words.at(-1);
  const values = word === undefined ? [] : valuesOf(word, state, context);
  return values.reduce((all, { when, value }) => {
    const zero = equalsText(value, '0', machine);
    const fails = zero === undefined ? machine.answered(given.source) : not(zero);
    return or(all, and(when, fails));
  }, never);
}

export function breakLoop(call: Call, state: State, context: Context): Outcome {
  loopOf(call, context)?.breaks.push(state);
  return context.loops.length === 0 ? { success: state, failure: undefined } : NOWHERE;
}

export function continueLoop(call: Call, state: State, context: Context): Outcome {
  loopOf(call, context)?.continues.push(state);
  return context.loops.length === 0 ? { success: state, failure: undefined } : NOWHERE;
}

/** The n-th loop from inside; a number too large means the outermost. bash counts the process's own loops first (test/oracle). */
function loopOf(call: Call, { loops: all, process }: Context): LoopExits | undefined {
  const own = process.shell === 'bash' ? all.filter(({ outside }) => !outside) : [];
  const loops = own.length > 0 ? own : all;
  const count = Number(call.argv[1]?.value ?? 1);
  return loops[Math.max(0, loops.length - (Number.isInteger(count) ? count : 1))];
}

/** `exec` puts a program in the shell's place; without a command it only redirects. */
export function execCommand(call: Call, state: State, context: Context): Outcome {
  const argv = call.argv.slice(1);
  if (context.process.shell === 'bash' || context.process.shell === 'posix') {
    while (/^-[cl]+$/.test(argv[0]?.value ?? '')) argv.shift();
    if (argv[0]?.value === '-a') argv.splice(0, 2);
  }
  // To dash it is the name of the program (test/oracle).
  if (argv[0]?.value === '--' && context.process.shell !== 'dash') argv.shift();
  else if (argv[0]?.value?.startsWith('-')) return refuseOption(call, state, context);
  if (argv.length === 0) return { success: state, failure: undefined };
  // exec looks for programs only: a function is not found, and the shell ends with 127.
  if (functionNamed(argv[0]?.value ?? '', state, context) !== undefined)
    return failToExec(127, call, state, context);
  const { step } = call;
  const exec = programCall(argv, step.at, 'exec', false, inputOf(step, context));
  return startProgram(exec, state, context);
}

/** An option that `exec` does not know ends the shell, but not bash (test/oracle). */
function refuseOption(call: Call, state: State, context: Context): Outcome {
  switch (context.process.shell) {
    case 'bash':
      return { success: undefined, failure: { ...state, code: 2 } };
    case 'posix':
      return opaqueOutcome(state, context);
    case 'dash':
      return failToExec(127, call, state, context);
    case 'ash':
      return failToExec(2, call, state, context);
  }
}

function failToExec(code: number, call: Call, state: State, context: Context): Outcome {
  const failed = context.machine.formulas.always;
  endShell(context, { at: call.at, cause: 'exec', state: { ...state, failed, code } });
  return NOWHERE;
}
