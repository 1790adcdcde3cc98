import { absolutePath } from '../launch/files.ts';
import { type Argument, commandText } from '../programs/command.ts';
import type { Word } from '../shell/steps.ts';
import { type Excerpt, joinExcerpts, standIn } from '../text/excerpt.ts';
import { letVariables } from './arithmetic.ts';
import { asAtoms } from './assignments.ts';
import type { Builtin, Call } from './builtin-call.ts';
import { type Context, NOWHERE, type Outcome } from './context.ts';
import { endFatally, runScript } from './dialects.ts';
import { disownJobs } from './disown.ts';
import { breakLoop, continueLoop, execCommand, exitShell, returnFrom } from './exits.ts';
import type { Formula } from './formula.ts';
import { runWritten } from './holes.ts';
import { killJobs } from './kills.ts';
import { joinOutcomes, opaqueOutcome, split, tooDeep } from './outcomes.ts';
import { byParameters, isOneWord, parametersEverywhere, parametersOf } from './parameters.ts';
import { inputOf, programCall } from './program-calls.ts';
import { startProgram } from './programs.ts';
import { readInput, readLines, readOption } from './reads.ts';
import { sourceFile } from './sourced-scripts.ts';
import {
  assign,
  exportName,
  type ParameterList,
  restrict,
  type State,
  unsetName,
} from './state.ts';
import { setTrap } from './traps.ts';
import { valuesOf } from './values.ts';
import { resumeJob, waitForJobs } from './waits.ts';

/** The shell's own command of that name; undefined where it is a program like any other. */
export function builtinNamed(name: string): Builtin | undefined {
  return BUILTINS.get(name);
}

const succeeds: Builtin = (_call, state) => ({ success: state, failure: undefined });

const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [':', succeeds],
  ['true', succeeds],
  ['false', (_call, state) => ({ success: undefined, failure: { ...state, code: 1 } })],
  ['exit', exitShell],
  ['return', returnFrom],
  ['break', breakLoop],
  ['continue', continueLoop],
  ['exec', execCommand],
  ['wait', waitForJobs],
  ['fg', resumeJob],
  ['kill', killJobs],
  ['disown', disownJobs],
  ['trap', setTrap],
  ['.', sourceFile],
  ['source', sourceFile],
  ['eval', evaluate],
  ['set', setOptions],
  ['shift', shiftParameters],
  ['cd', changeDirectory],
  ['pushd', changeDirectory],
  ['popd', changeDirectory],
  ['let', letVariables],
  ['read', readInput],
  ['mapfile', readLines],
  ['readarray', readLines],
  ['getopts', readOption],
  ['command', runPlainly],
  ['builtin', runPlainly],
  ['type', asksText],
  ['hash', asksText],
  ['compgen', asksText],
  ['export', declare],
  ['local', declare],
  ['declare', declare],
  ['typeset', declare],
  ['readonly', declare],
  ['unset', declare],
  ...'umask ulimit shopt alias unalias jobs bg times dirs enable complete caller'
    .split(' ')
    .map(name => [name, succeeds] as const),
]);

function asksText(call: Call, state: State, context: Context): Outcome {
  const text = call.argv.map(({ source }) => source).join(' ');
  return split(state, context.machine.answered(text, text), context);
}

/** `command NAME` passes over functions; `command -v NAME` asks. */
function runPlainly(call: Call, state: State, context: Context): Outcome {
  const end = call.argv.findIndex(({ value }, index) => index > 0 && !value?.startsWith('-'));
  const [program, ...rest] = end < 0 ? [] : call.argv.slice(end);
  const options = call.argv.slice(1, Math.max(end, 1));
  if (options.some(({ value }) => /[vV]/.test(value ?? ''))) return asksText(call, state, context);
  if (program === undefined) return { success: state, failure: undefined };
  const argv = [program, ...rest];
  const builtin = program.value === undefined ? undefined : builtinNamed(program.value);
  const words = call.step.words.slice(end);
  if (builtin !== undefined)
    return builtin({ ...call, step: { ...call.step, words }, argv }, state, context);
  const redirected = call.step.redirects.length > 0;
  const input = inputOf(call.step, context);
  const started = programCall(argv, call.step.at, 'child', redirected, input);
  return startProgram(started, state, context);
}

/** `eval` runs its words, with blanks between them, as if they stood there: also a `return` in them. */
function evaluate(call: Call, state: State, context: Context): Outcome {
  const text = tooDeep(context) ? undefined : joinedWords(call.argv.slice(1));
  const outcome = runWritten(text, state, context, (source, read) =>
    runScript(read, { ...context, source, depth: context.depth + 1 }),
  );
  return outcome ?? opaqueOutcome(state, context);
}

/** Undefined where a word is not known, or stands in another file. */
function joinedWords(words: readonly Argument[]): Excerpt | undefined {
  const texts = words.flatMap(({ text, at }, index) => {
    const blank = { start: at.span.start, end: at.span.start };
    const before = index === 0 ? [] : [standIn(at.path, ' ', blank)];
    return text === undefined ? [] : [...before, text];
  });
  return texts.length < 2 * words.length - 1 ? undefined : joinExcerpts(texts);
}

function setOptions(call: Call, state: State, context: Context): Outcome {
  const { always, never } = context.machine.formulas;
  let changed = state;
  const values = call.argv.map(({ value }) => value);
  for (let index = 1; index < values.length; index += 1) {
    const value = values[index];
    if (value === '--' || value === undefined || !/^[-+]/.test(value)) {
      const parameters = call.argv.slice(value === '--' ? index + 1 : index);
      return {
        success: { ...changed, parameters: parametersEverywhere(parameters, context.machine) },
        failure: undefined,
      };
    }
    const long = value.includes('o') ? values[index + 1] : undefined;
    const holds = value.startsWith('-') ? always : never;
    if (long === 'errexit' || value.includes('e')) changed = { ...changed, errexit: holds };
    if (long === 'monitor' || value.includes('m'))
      changed = { ...changed, monitor: monitorAs(holds, context) };
    if (long === 'pipefail') changed = { ...changed, pipefail: holds };
    if (long === 'nounset' || value.includes('u')) changed = { ...changed, nounset: holds };
    if (value.includes('o')) index += 1;
  }
  return { success: changed, failure: undefined };
}

/** Without a terminal only bash gives jobs to be resumed (test/oracle). */
function monitorAs(holds: Formula, { machine, process }: Context): Formula {
  if (process.shell === 'bash') return holds;
  const { and, doubt, never } = machine.formulas;
  return process.shell === 'posix' ? and(holds, doubt) : never;
}

/** To shift more than there is ends dash, and fails in the others (test/oracle). */
function shiftParameters(call: Call, state: State, context: Context): Outcome {
  const outcomes = byParameters(state, context.machine).map(one => shiftList(call, one, context));
  return joinOutcomes(outcomes, context);
}

function shiftList(call: Call, state: State, context: Context): Outcome {
  const { machine } = context;
  const [, given] = call.argv;
  const count = given === undefined ? 1 : Number(given.value);
  const list = parametersOf(state, machine);
  const shiftedTo = (left: ParameterList): State => ({
    ...state,
    parameters: parametersEverywhere(left, machine),
  });
  if (list === undefined || !Number.isInteger(count)) {
    const shifted = { success: shiftedTo(undefined), failure: undefined };
    return joinOutcomes([shifted, perhapsTooFar(call, state, context)], context);
  }
  const sure = list.filter(isOneWord);
  if (count <= sure.length) {
    const left = list.slice(0, count).every(isOneWord) ? list.slice(count) : undefined;
    return { success: shiftedTo(left), failure: undefined };
  }
  if (sure.length === list.length) return shiftTooFar(call, state, context);
  const answer = machine.atom('computed', commandText(call.argv));
  const enough = machine.formulas.is(answer, ['true']);
  const { success, failure } = split(shiftedTo(undefined), enough, context);
  const rest = failure === undefined ? NOWHERE : perhapsTooFar(call, failure, context);
  return joinOutcomes([{ success, failure: undefined }, rest], context);
}

/** A script that shifts means its words to be there. */
function perhapsTooFar(call: Call, state: State, context: Context): Outcome {
  const doubted = restrict(state, context.machine.formulas.doubt, context.machine);
  return doubted === undefined ? NOWHERE : shiftTooFar(call, doubted, context);
}

function shiftTooFar(call: Call, state: State, context: Context): Outcome {
  switch (context.process.shell) {
    case 'dash':
      endFatally(call.at, state, context);
      return NOWHERE;
    case 'bash':
    case 'ash':
      return { success: undefined, failure: { ...state, code: 1 } };
    case 'posix':
      return opaqueOutcome(state, context);
  }
}

/** That it fails is a failing task: what follows is read as if it stood where the script means it to. */
function changeDirectory(call: Call, state: State, { machine }: Context): Outcome {
  const [, ...words] = call.argv.map(({ value }) => value);
  const path = words.find(word => !/^(-[LP]|--)$/.test(word ?? ''));
  // Of the stack that `pushd` keeps only the top is known.
  const known = path !== undefined && !/^[-+]/.test(path);
  const workdir = known ? absolutePath(path, state.workdir) : undefined;
  const fails = machine.failing(call.argv.map(({ source }) => source).join(' '));
  const moved = { ...state, workdir };
  return { success: moved, failure: restrict(moved, fails, machine) };
}

/** `export`, `local` and their like, and `unset`, as assignments. */
function declare(call: Call, state: State, context: Context): Outcome {
  const [name, ...values] = call.argv.map(({ value }) => value);
  const unset = name === 'unset' && !values.includes('-f');
  const exports = name === 'export' || values.includes('-x');
  let changed = state;
  for (const word of call.step.words.slice(1)) {
    const declared = readDeclaration(word);
    if (declared === undefined) continue;
    const { name: variable, value } = declared;
    if (exports) changed = exportName(changed, variable, context.machine);
    if (unset) changed = unsetName(changed, variable, context.machine);
    else if (value !== undefined) {
      const assigned = asAtoms(valuesOf(value, changed, context), variable, context);
      changed = assign(changed, variable, assigned, context.machine);
    }
  }
  return { success: changed, failure: undefined };
}

function readDeclaration(
  word: Word,
): { readonly name: string; readonly value: Word | undefined } | undefined {
  const [first, ...rest] = word.parts;
  if (first?.kind !== 'literal') return undefined;
  const inOne = /^([A-Za-z_]\w*)(=?)(.*)$/s.exec(first.value);
  if (inOne?.[1] === undefined) return undefined;
  const [, name, equals, behind] = inOne;
  if (equals === '=') {
    return { name, value: { at: word.at, parts: [{ ...first, value: behind ?? '' }, ...rest] } };
  }
  const [second, ...value] = rest;
  const assigned = second?.kind === 'literal' && second.value.startsWith('=');
  if (!assigned) return { name, value: undefined };
  return {
    name,
    value: { at: word.at, parts: [{ ...second, value: second.value.slice(1) }, ...value] },
  };
}
