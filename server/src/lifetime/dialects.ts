/** What becomes of constructs that the shell lacks (`shell/dialects.ts`). */
import type { FoundConstruct } from '../shell/constructs.ts';
import { type Construct, type Lack, lackOf } from '../shell/dialects.ts';
import type { ShellKind } from '../shell/shells.ts';
import type { Script, Step } from '../shell/steps.ts';
import type { Place } from '../text/place.ts';
import { runFile } from './checkpoints.ts';
import { type Context, NOWHERE, type Outcome, placeOf } from './context.ts';
import { type Confidence, confidenceIn } from './facts.ts';
import { functionNamed } from './functions.ts';
import { proceed } from './outcomes.ts';
import type { State } from './state.ts';
import { endShell } from './traps.ts';

/** A construct that the shell lacks which comes to it. */
export interface Lacking {
  readonly construct: Construct;
  readonly lack: Lack;
  readonly shell: ShellKind;
  readonly at: Place;
  /** The script asks whether it works, and has another way if not. */
  readonly asked: boolean;
  /** How sure it is that the shell comes there. */
  readonly confidence: Confidence;
}

/** Executes a step up to what the shell lacks in it; undefined where that does not change what the step does. */
export function runLacking(step: Step, state: State, context: Context): Outcome | undefined {
  for (const found of context.source.script.constructs.get(step) ?? []) {
    const lack = lackOf(found.construct, context.process.shell);
    if (lack === undefined || (lack === 'not-found' && isDefined(found, state, context))) continue;
    noteLacking(found, lack, state, context);
    if (lack === 'not-found' || lack === 'fails')
      return {
        success: undefined,
        failure: { ...state, code: lack === 'not-found' ? 127 : undefined },
      };
    if (lack === 'ends') {
      // To dash the option is the program's name.
      const code = found.construct === 'exec-name' ? 127 : 2;
      endFatally(placeOf(found.at, context), state, context, code);
      return NOWHERE;
    }
  }
  return undefined;
}

/**
 * Executes the script of the context as far as its shell can read it. A shell reads line by line: what
 * stands before the line of a syntax error is executed, then the shell ends.
 */
export function runScript(state: State, context: Context): Outcome {
  const { script } = context.source;
  const broken = unreadable(script, context.process.shell);
  if (broken === undefined) return runFile(script.steps, state, context);
  const outer = script.steps.find(({ at }) => at.end > broken.at.start);
  const line = script.text.lastIndexOf('\n', outer?.at.start ?? broken.at.start) + 1;
  const before = script.steps.filter(({ at }) => at.end <= line);
  const reached = proceed(runFile(before, state, { ...context, last: false }), context);
  if (reached !== undefined) {
    noteLacking(broken, 'syntax-error', reached, context);
    endFatally(placeOf(broken.at, context), reached, context);
  }
  return NOWHERE;
}

function unreadable({ constructs }: Script, shell: ShellKind): FoundConstruct | undefined {
  return [...constructs.values()]
    .flat()
    .filter(({ construct }) => lackOf(construct, shell) === 'syntax-error')
    .sort((a, b) => a.at.start - b.at.start)[0];
}

/** An error after which a shell that keeps to POSIX ends. */
export function endFatally(at: Place, state: State, context: Context, code = 2): void {
  const failed = context.machine.formulas.always;
  endShell(context, { at, cause: 'fatal', state: { ...state, failed, code } });
}

/** The script may define what the shell does not have. */
function isDefined({ at }: FoundConstruct, state: State, context: Context): boolean {
  const name = context.source.script.text.slice(at.start, at.end);
  return functionNamed(name, state, context) !== undefined;
}

/** Asked for its answer, a command may fail, and a subshell may end. */
function noteLacking(found: FoundConstruct, lack: Lack, state: State, context: Context): void {
  const { machine, process } = context;
  const survives = lack === 'not-found' || lack === 'fails' || process.forked === true;
  const { construct, at } = found;
  const confidence = confidenceIn(state.path, machine);
  machine.lacking.push({
    construct,
    lack,
    shell: process.shell,
    at: placeOf(at, context),
    asked: context.asked && survives,
    confidence,
  });
}
