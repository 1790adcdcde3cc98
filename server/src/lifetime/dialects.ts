/** What becomes of constructs that the shell lacks (`shell/dialects.ts`). */
import { childSteps } from '../shell/child-steps.ts';
import type { FoundConstruct } from '../shell/constructs.ts';
import { type Construct, type Lack, lackOf } from '../shell/dialects.ts';
import type { ShellKind } from '../shell/shells.ts';
import { type RunStep, type Script, type Step, wordsOf } from '../shell/steps.ts';
import { contains, type Place, type Span } from '../text/place.ts';
import { runFile } from './checkpoints.ts';
import { type Context, NOWHERE, type Outcome, placeOf } from './context.ts';
import { type Confidence, confidenceIn } from './facts.ts';
import { functionNamed } from './functions.ts';
import { withoutUnset } from './nounset.ts';
import { opaqueOutcome, proceed } from './outcomes.ts';
import { runSequence } from './sequence.ts';
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
    if (lack === undefined) continue;
    const isCommand = lack === 'not-found' || lack === 'fails';
    if (isCommand && isDefined(found, state, context)) continue;
    noteLacking(found, lack, state, context);
    if (isCommand) {
      const words = step.kind === 'run' ? wordsOf(step) : [];
      const tried = withoutUnset(words, step.at, state, context);
      const code = lack === 'not-found' ? 127 : undefined;
      return { success: undefined, failure: tried && { ...tried, code } };
    }
    if (lack === 'ends') {
      // The shell takes what it does not know for the program's name.
      const code = found.construct.startsWith('exec-') ? 127 : 2;
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
  const { steps, text } = context.source.script;
  return runReadable(steps, { start: 0, end: text.length }, state, context, runFile);
}

/** Executes steps that stand in this part of the script. */
function runReadable(
  steps: readonly Step[],
  part: Span,
  state: State,
  context: Context,
  runSteps: (steps: readonly Step[], state: State, context: Context) => Outcome,
): Outcome {
  const { script } = context.source;
  const broken = unreadable(part, script, context.process.shell);
  if (broken === undefined) return runSteps(steps, state, context);
  const outer = steps.find(({ at }) => at.end > broken.at.start);
  const line = script.text.lastIndexOf('\n', outer?.at.start ?? broken.at.start) + 1;
  const before = steps.filter(({ at }) => at.end <= line);
  const unfinished = { ...context, last: false };
  const reached = proceed(runSteps(before, state, unfinished), context);
  if (reached === undefined) return NOWHERE;
  const spilled =
    outer?.at.start === broken.at.start ? outer && spilledBy(outer, script) : undefined;
  noteLacking(broken, spilled ? 'not-found' : 'syntax-error', reached, context);
  if (spilled !== undefined) {
    const opened = proceed(context.run(spilled.header, reached, unfinished), context);
    const ended =
      opened &&
      proceed(runReadable(spilled.steps, spilled.part, opened, unfinished, runSequence), context);
    if (ended !== undefined) endFatally(placeOf(spilled.end, context), ended, context);
    return NOWHERE;
  }
  // Its brace closes the block around it, which then is executed.
  const isInside =
    outer !== undefined &&
    opensBlock(script.text.slice(broken.at.start)) &&
    isInBraces(broken.at, outer);
  if (isInside) return opaqueOutcome(reached, context);
  endFatally(placeOf(broken.at, context), reached, context);
  return NOWHERE;
}

/** The first thing in this part of a script at which the shell gives up reading. */
function unreadable(
  part: Span,
  { constructs }: Script,
  shell: ShellKind,
): FoundConstruct | undefined {
  return [...constructs.values()]
    .flat()
    .filter(({ at }) => contains(part, at))
    .filter(({ construct }) => lackOf(construct, shell) === 'syntax-error')
    .sort((a, b) => a.at.start - b.at.start)[0];
}

/** A block whose first line is a command to a shell that does not know the reserved word in it. */
interface Spilled {
  readonly header: RunStep;
  /** What is then executed as if it stood alone, and where it stands, up to … */
  readonly steps: readonly Step[];
  readonly part: Span;
  /** … the brace of which the shell knows no beginning. */
  readonly end: Span;
}

/** `function f {`, `coproc {` and `time {`, where the line ends behind the brace. */
function spilledBy(step: Step, { text }: Script): Spilled | undefined {
  const block = blockOf(step);
  const whole = text.slice(step.at.start, step.at.end);
  if (block?.kind !== 'group' || !opensBlock(whole)) return undefined;
  const last = text.lastIndexOf('\n', block.at.end - 1) + 1;
  return {
    header: headerOf(step, text),
    steps: block.body.steps.filter(inner => inner.at.end <= last),
    part: { start: block.at.start, end: last },
    end: { start: block.at.end - 1, end: block.at.end },
  };
}

function isInBraces(at: Span, step: Step): boolean {
  if (!contains(step.at, at)) return false;
  return step.kind === 'group' || childSteps(step).some(child => isInBraces(at, child));
}

function opensBlock(text: string): boolean {
  const [line = ''] = text.split('\n', 1);
  return /^\w[\w \t-]*\{\s*(#.*)?$/.test(line);
}

/** The command that a shell reads which does not know the reserved word that a step begins with. */
export function headerOf({ at: { start } }: Step, text: string): RunStep {
  const [name = ''] = /^\w*/.exec(text.slice(start)) ?? [];
  const at = { start, end: start + name.length };
  const parts = [{ kind: 'literal', at, value: name, quoted: false }] as const;
  return { kind: 'run', at, assignments: [], words: [{ at, parts }], redirects: [] };
}

function blockOf(step: Step): Step | undefined {
  switch (step.kind) {
    case 'function':
      return blockOf(step.body) ?? step.body;
    case 'time':
    case 'background':
    case 'redirected':
      return blockOf(step.step) ?? step.step;
    default:
      return undefined;
  }
}

/** An error after which a shell that keeps to POSIX ends. */
export function endFatally(
  at: Place,
  state: State,
  context: Context,
  code = 2,
  deliberate = false,
): void {
  const failed = context.machine.formulas.always;
  endShell(context, { at, cause: 'fatal', state: { ...state, failed, code }, deliberate });
}

/** The script may define what the shell does not have. */
function isDefined({ at }: FoundConstruct, state: State, context: Context): boolean {
  const name = context.source.script.text.slice(at.start, at.end);
  return functionNamed(name, state, context) !== undefined;
}

/** Asked for its answer, a command may fail, and a subshell may end. */
export function noteLacking(
  found: FoundConstruct,
  lack: Lack,
  state: State,
  context: Context,
): void {
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
