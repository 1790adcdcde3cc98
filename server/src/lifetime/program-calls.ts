/** Commands on their way to become processes, and what can become of them. */
import type { Behavior } from '../programs/behavior.ts';
import { type Argument, commandText } from '../programs/command.ts';
import type { RunStep } from '../shell/steps.ts';
import { type Excerpt, partOf } from '../text/excerpt.ts';
import type { Span } from '../text/place.ts';
import { type Context, endWay, NOWHERE, type Outcome, placeOf } from './context.ts';
import type { Formula } from './formula.ts';
import type { Observation } from './machine.ts';
import { inputRedirect } from './pipes.ts';
import type { Starter } from './started.ts';
import { restrict, type State } from './state.ts';
import { endShell, trappedWhen } from './traps.ts';

export interface ProgramCall {
  readonly argv: readonly Argument[];
  /** The step that starts it. */
  readonly at: Span;
  /** As a child of the shell, or in its place. */
  readonly manner: 'child' | 'exec';
  /** The command with the wrappers before it. */
  readonly outer: readonly Argument[];
  readonly wrappers: number;
  readonly by: Starter;
  /** Whether it leads a process group, where what starts it decides that. */
  readonly leads?: boolean;
  /** It has redirections of its own. */
  readonly redirected: boolean;
  /** What it reads from standard input; undefined where nothing else is said, `held` in a coprocess. */
  readonly input: Excerpt | 'unknown' | 'held' | undefined;
}

/** More wrappers than this around one command nobody writes. */
export const WRAPPER_LIMIT = 50;

export function programCall(
  argv: readonly Argument[],
  at: Span,
  manner: ProgramCall['manner'] = 'child',
  redirected = false,
  input: ProgramCall['input'] = undefined,
): ProgramCall {
  return { argv, at, manner, outer: argv, wrappers: 0, by: 'command', redirected, input };
}

const INPUTS = { given: undefined, piped: 'unknown', held: 'held' } as const;

/** What a command's redirections give it to read, or the command before it in a pipeline. */
export function inputOf(
  step: RunStep,
  { source, input: inherited }: Context,
): ProgramCall['input'] {
  const input = inputRedirect(step.redirects);
  if (input === undefined) return INPUTS[inherited];
  return input.body === undefined ? 'unknown' : partOf(source.excerpt, input.body);
}

/** The program never returns: the shell waits for it, or has become it. */
export function stay(
  call: ProgramCall,
  behavior: 'serves' | 'idles',
  state: State,
  context: Context,
): Outcome {
  endWay(context, {
    kind: 'runs',
    at: placeOf(call.at, context),
    cause: 'program',
    state,
    command: commandText(call.argv),
    names: context.machine.namesOf(knownByName(call.argv)),
    behavior,
    exec: call.manner === 'exec' || givesWayTo(call, state, context),
  });
  return NOWHERE;
}

/** How a program ends that has taken the shell's place. */
interface End {
  readonly cause?: 'exec' | 'init';
  readonly failed?: Formula;
  readonly deliberate?: boolean;
}

/** The program returns: the script goes on, unless the program has taken its place. */
export function goOn(
  call: ProgramCall,
  state: State,
  context: Context,
  { cause = 'exec', failed = context.machine.formulas.never, deliberate = false }: End = {},
): Outcome {
  if (call.manner === 'child') return { success: state, failure: undefined };
  endWay(context, {
    kind: 'ends',
    at: placeOf(call.at, context),
    cause,
    state: { ...state, failed, code: undefined },
    exec: true,
    deliberate,
  });
  return NOWHERE;
}

/** No program is called like an option, like an exec form that is not JSON, or like a reserved word of bash. */
export const NO_PROGRAM = /^(-|\[.|(coproc|function)$)/;

/** No program has that name: the command fails, and a shell that was to give way to it ends. */
export function notFound(call: ProgramCall, state: State, context: Context): Outcome {
  if (call.manner === 'child') return { success: undefined, failure: { ...state, code: 127 } };
  const ended = { ...state, failed: context.machine.formulas.always, code: 127 };
  endShell(context, { at: placeOf(call.at, context), cause: 'exec', state: ended });
  return NOWHERE;
}

/** Remembers what the command was taken to do; `taken` is undefined where nothing is concluded yet. */
export function observe(
  call: ProgramCall,
  behavior: Behavior,
  taken: Observation['taken'],
  evidence: Observation['evidence'],
  state: State,
  { machine, manner }: Context,
): void {
  const at = call.argv[0]?.at;
  if (at === undefined) return;
  machine.observations.push({
    at,
    order: machine.nextNumber(),
    argv: call.argv,
    behavior,
    manner: call.manner === 'exec' ? 'exec' : manner,
    taken,
    evidence,
    path: state.path,
  });
}

/** True where the shell executes its last command in its own place, though it does not say `exec`. */
export function givesWayTo(call: ProgramCall, state: State, context: Context): boolean {
  return givesWay(state, context) && (context.process.shell === 'ash' || !call.redirected);
}

/** True where nothing is left for the shell to do behind this step, and it does not start a child for it. */
export function givesWay(state: State, context: Context): boolean {
  const { machine } = context;
  const { meet } = machine.formulas;
  return mayGiveWay(context) && !meet(state.path, trappedWhen(state, machine));
}

/** The state, or its two parts where the shell gives way on some paths, and on the others has a trap to execute. */
export function byGivingWay(state: State, context: Context): readonly State[] {
  if (!mayGiveWay(context)) return [state];
  const { machine } = context;
  const trapped = trappedWhen(state, machine);
  const parts = [trapped, machine.formulas.not(trapped)];
  return parts.flatMap(when => restrict(state, when, machine) ?? []);
}

function mayGiveWay({ givesWay, last, manner }: Context): boolean {
  return givesWay && last && manner === 'foreground';
}

/** In whatever folder it is, a program is known by its name: `"$JAVA_HOME/bin/java"`. */
export function knownByName(argv: readonly Argument[]): readonly Argument[] {
  const [program, ...rest] = argv;
  if (program === undefined || program.value !== undefined) return argv;
  const name = /\/([\w.+-]+)["']?$/.exec(program.source)?.[1];
  return name === undefined ? argv : [{ ...program, value: name }, ...rest];
}
