import type { Call } from './builtin-call.ts';
import { type Context, type LoopExits, NOWHERE, type Outcome } from './context.ts';
import { endFatally } from './dialects.ts';
import type { Formula } from './formula.ts';
import { functionNamed } from './functions.ts';
import { opaqueOutcome } from './outcomes.ts';
import { inputOf, notFound, programCall } from './program-calls.ts';
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

/**
 * `return` ends a function or a sourced script; elsewhere it ends the script, but not under bash. A status that is
 * no number ends dash and ash (test/oracle).
 */
export function returnFrom(call: Call, state: State, context: Context): Outcome {
  const { machine, process, returns } = context;
  if (returns === undefined) {
    return process.shell === 'bash'
      ? { success: undefined, failure: { ...state, code: 2 } }
      : exitShell(call, state, context);
  }
  const { broken } = statusOf(call, state, context);
  const fatal = process.shell === 'bash' ? undefined : restrict(state, broken, machine);
  if (fatal !== undefined && process.shell === 'posix') return opaqueOutcome(state, context);
  if (fatal !== undefined) endFatally(call.at, fatal, context);
  const goesOn = fatal ? restrict(state, machine.formulas.not(broken), machine) : state;
  if (goesOn !== undefined) {
    returns.push(
      ...withStatus(call, goesOn, context).map(state => asDecided(call, state, context)),
    );
  }
  return NOWHERE;
}

/** Who writes `return 1` decides to fail: where nobody asks, `set -e` ends the shell as `exit 1` does. */
function asDecided({ argv }: Call, state: State, { machine }: Context): State {
  const { always } = machine.formulas;
  return argv.length > 1 && state.failed === always ? { ...state, decided: always } : state;
}

/** The state with `$?` as the status says, split where it may be either. */
function withStatus(call: Call, state: State, context: Context): readonly State[] {
  const { machine } = context;
  const { always, never, not } = machine.formulas;
  const { fails, code } = statusOf(call, state, context);
  const failed = restrict(state, fails, machine);
  const succeeded = restrict(state, not(fails), machine);
  return [
    ...(failed === undefined ? [] : [{ ...failed, failed: always, code }]),
    ...(succeeded === undefined ? [] : [{ ...succeeded, failed: never }]),
  ];
}

/** A status that is given: where it is not 0, what it is then, and where it is no number. */
interface Status {
  readonly fails: Formula;
  readonly code: number | undefined;
  readonly broken: Formula;
}

/** What is computed may be either. A word that is gone leaves the status of the command before. */
function statusOf({ argv, step }: Call, state: State, context: Context): Status {
  const { machine } = context;
  const { always, and, doubt, never, not, or } = machine.formulas;
  const [, given] = argv;
  if (given === undefined) return { fails: state.failed, code: state.code, broken: never };
  const { source, value: text } = given;
  if (text !== undefined) return statusIn(text, context);
  const word = step.words.at(-1);
  const quoted = word?.parts.some(part => part.quoted) === true;
  let [fails, broken] = [never, never];
  const codes = new Set<number | undefined>();
  for (const { when, value } of word === undefined ? [] : valuesOf(word, state, context)) {
    const empty = and(when, equalsText(value, '', machine) ?? never);
    const filled = and(when, not(empty));
    const isWord = value.kind === 'text' && (quoted || value.text !== '');
    const said = isWord ? statusIn(value.text, context) : undefined;
    const zero = equalsText(value, '0', machine);
    const failing = said?.fails ?? (zero === undefined ? machine.answered(source) : not(zero));
    const unset = quoted ? always : state.failed;
    const fallen = or(and(empty, unset), and(filled, failing));
    fails = or(fails, fallen);
    if (restrict(state, fallen, machine))
      codes.add(value.kind === 'text' && !isWord ? state.code : said?.code);
    if (quoted) broken = or(broken, empty);
    if (said) broken = or(broken, and(filled, said.broken));
    // Of what the environment gives nobody knows whether it is a number.
    const isGiven = value.kind === 'free' && machine.atomOf(value.atom)?.origin === 'environment';
    if (isGiven) broken = or(broken, and(filled, and(failing, doubt)));
  }
  const [code] = codes;
  return { fails, code: codes.size === 1 ? code : undefined, broken };
}

function statusIn(text: string, context: Context): Status {
  const { always, never } = context.machine.formulas;
  const number = numberOf(text, context);
  const fails = number === 0 ? never : always;
  return { fails, code: number ?? 2, broken: number === undefined ? always : never };
}

/** A shell keeps the last eight bits; only bash knows a sign. Undefined for what is no number. */
function numberOf(text: string, { process }: Context): number | undefined {
  const isNumber = /^\d+$/.test(text) || (process.shell === 'bash' && /^-\d+$/.test(text));
  return isNumber ? Number(text) & 255 : undefined;
}

export function breakLoop(call: Call, state: State, context: Context): Outcome {
  loopOf(call, context)?.breaks.push(state);
  return context.loops.length === 0 ? { success: state, failure: undefined } : NOWHERE;
}

export function continueLoop(call: Call, state: State, context: Context): Outcome {
  loopOf(call, context)?.continues.push(state);
  return context.loops.length === 0 ? { success: state, failure: undefined } : NOWHERE;
}

/** The n-th loop from inside; a number too large means the outermost. */
function loopOf(call: Call, { loops }: Context): LoopExits | undefined {
  const count = Number(call.argv[1]?.value ?? 1);
  return loops[Math.max(0, loops.length - (Number.isInteger(count) ? count : 1))];
}

/** `exec` puts a program in the shell's place; without a command it only redirects. */
export function execCommand(call: Call, state: State, context: Context): Outcome {
  const argv = call.argv.slice(1);
  const { shell } = context.process;
  // To dash an option is the name of the program (test/oracle).
  if (shell !== 'dash') {
    while (shell !== 'ash' && /^-[cl]+$/.test(argv[0]?.value ?? '')) argv.shift();
    const named = /^-[cl]*a(.*)$/.exec(argv[0]?.value ?? '');
    // ash finds only some of the programs that it is to give another name (test/oracle).
    if (named && shell === 'ash') return opaqueOutcome(state, context);
    if (named) argv.splice(0, named[1] === '' ? 2 : 1);
    if (argv[0]?.value === '--') argv.shift();
    else if (argv[0]?.value?.startsWith('-')) return refuseOption(call, state, context);
  }
  if (argv.length === 0) return { success: state, failure: undefined };
  const { step } = call;
  const exec = programCall(argv, step.at, 'exec', false, inputOf(step, context));
  if (functionNamed(argv[0]?.value ?? '', state, context) === undefined)
    return startProgram(exec, state, context);
  // exec looks for programs only, and a function is none: the shell ends with 127. But some wrap a program of their name.
  const { kind } = context.machine.behaviorOf(argv, state.workdir);
  return kind === 'unknown' ? notFound(exec, state, context) : opaqueOutcome(state, context);
}

/** An option that `exec` does not know ends ash, but not bash (test/oracle). */
function refuseOption(call: Call, state: State, context: Context): Outcome {
  const { shell } = context.process;
  if (shell === 'bash') return { success: undefined, failure: { ...state, code: 2 } };
  if (shell === 'posix') return opaqueOutcome(state, context);
  endFatally(call.at, state, context);
  return NOWHERE;
}
