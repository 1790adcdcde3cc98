import type { ShellKind } from '../shell/shells.ts';
import type { Step } from '../shell/steps.ts';
import { placeIn } from '../text/excerpt.ts';
import type { Place, Span } from '../text/place.ts';
import type { Formula, Formulas } from './formula.ts';
import type { Machine, Manner, ScriptSource } from './machine.ts';
import type { State } from './state.ts';

/** What is left of the paths that come in: those on which the step succeeds, and those on which it fails. */
export interface Outcome {
  readonly success: State | undefined;
  readonly failure: State | undefined;
}

export const NOWHERE: Outcome = { success: undefined, failure: undefined };

/** A way on which a process runs for ever or ends, before such ways are put together. */
export interface Way {
  readonly kind: 'runs' | 'ends';
  readonly at: Place;
  readonly cause: EndingCause;
  /** The jobs and the path. */
  readonly state: State;
  /** For `runs`: what runs for ever, and whether it does the container's work. */
  readonly command: string | undefined;
  readonly behavior: 'serves' | 'idles';
  /** By which other programs end it. */
  readonly names: readonly string[];
  /** The program has replaced the shell. */
  readonly exec: boolean;
  /** Where it runs in the shell that was started at `at`, and whether it has replaced that one. */
  readonly inside: Inside | undefined;
  /** The init above that shell, which passes signals to it alone. */
  readonly init: string | undefined;
  /** The script's own decision to fail. */
  readonly deliberate: boolean;
  /** The shell in which it happens. */
  readonly shell: ShellKind;
  readonly order: number;
}

export interface Inside {
  readonly at: Place;
  readonly exec: boolean;
}

export type EndingCause =
  | 'program'
  | 'wait'
  | 'loop'
  | 'end-of-script'
  | 'exit'
  | 'exec'
  /** The init's command has ended, and the init with it. */
  | 'init'
  | 'errexit'
  | 'nounset'
  /** The shell itself gives up. */
  | 'fatal'
  | 'opaque';

/** One shell that executes steps: the main process, a called script, a subshell. */
export interface Process {
  readonly id: number;
  readonly shell: ShellKind;
  /** `$0`, which its children share; undefined where it is not known. */
  readonly name: string | undefined;
  readonly ways: Way[];
  /** It leads a process group, and so does what takes its place. */
  readonly leads?: true;
  /** A part of a script: when it ends, the script goes on. */
  readonly forked?: true;
  /** It ends without running its EXIT trap. */
  readonly forgetsExitTrap?: true;
}

/** Where execution stands: everything about a step that is no part of the state. */
export interface Context {
  readonly machine: Machine;
  /** Executes one step: given here, so that what a step does need not know how all others do it. */
  readonly run: (step: Step, state: State, context: Context) => Outcome;
  readonly process: Process;
  readonly source: ScriptSource;
  /** The path of `source`, as the one who runs it writes it: `$BASH_SOURCE`; undefined where it is not known. */
  readonly sourcePath: string | undefined;
  /** `captured`: in a command substitution, whose end the shell waits for. */
  readonly manner: Exclude<Manner, 'exec'>;
  /** Standard input: the container's, what another command writes, or a pipe of the shell's own. */
  readonly input: 'given' | 'piped' | 'held';
  /** A process manager watches it: PID 1 goes on whatever becomes of it. */
  readonly supervised: boolean;
  /** Nothing follows in this process. */
  readonly last: boolean;
  /** The shell executes its last command in its own place, as some do with the text of `-c`. */
  readonly givesWay: boolean;
  /** A failure here is a question's answer: `set -e` does not act. */
  readonly asked: boolean;
  /** Inside a loop that watches over its servers, an exit is its decision. */
  readonly watching: boolean;
  readonly loops: readonly LoopExits[];
  /** Where `return` goes; undefined outside functions and sourced scripts. */
  readonly returns: State[] | undefined;
  /** In the action of an EXIT trap: with which status the shell was ending, which a bare `exit` there keeps. */
  readonly trapStatus: Pick<State, 'failed' | 'code'> | undefined;
  /** Tells the rounds of loops apart: what is not understood is asked anew in each. */
  readonly round: number;
  /** A script is executed that has started itself. */
  readonly again: boolean;
  /** How deep functions, scripts and texts are nested. */
  readonly depth: number;
}

export interface LoopExits {
  readonly breaks: State[];
  readonly continues: State[];
}

/** The place of a span of the script that is being executed. */
export function placeOf(span: Span, context: Context): Place {
  return placeIn(context.source.excerpt, span);
}

type NewWay = Pick<Way, 'kind' | 'at' | 'cause' | 'state'> & Partial<Way>;

/** Notes a way on which the process runs for ever or ends. */
export function endWay(context: Context, way: NewWay): void {
  context.process.ways.push(createWay(context, way));
}

export function createWay({ machine, process }: Context, way: NewWay): Way {
  return {
    command: undefined,
    behavior: 'idles',
    names: [],
    exec: false,
    inside: undefined,
    init: undefined,
    deliberate: false,
    shell: process.shell,
    ...way,
    order: machine.nextNumber(),
  };
}

/** More formulas than this are not made to tell what many ways have in common. */
const FORMULAS_LIMIT = 2_000;

/** The paths of several ways together; of some of them where all would cost too much. */
export function pathsOf(ways: readonly Way[], { formulas }: Machine): Formula {
  return anyOf(
    ways.map(({ state }) => state.path),
    formulas,
  );
}

/**
 * Where one of them holds; some of them where all would cost too much. They are put together in pairs: what
 * comes to one end after the other is gone through from its beginning for each of them otherwise.
 */
export function anyOf(all: readonly Formula[], formulas: Formulas): Formula {
  const limit = formulas.count() + FORMULAS_LIMIT;
  let open = all;
  while (open.length > 1) {
    open = open.flatMap((formula, index) => {
      if (index % 2 === 1) return [];
      const next = open[index + 1];
      const both = next !== undefined && formulas.count() < limit;
      return [both ? formulas.or(formula, next) : formula];
    });
  }
  return open[0] ?? formulas.never;
}
