/**
 * While people type, what stands above the cursor is what it was a keystroke ago. So an execution leaves a checkpoint
 * in front of each step of a script file, and the next one of the same launch goes on from the last checkpoint
 * to which it would come as well.
 */
import type { Step } from '../shell/steps.ts';
import { isWholeFile } from '../text/excerpt.ts';
import type { Context, Outcome } from './context.ts';
import { comparableText } from './formula-nodes.ts';
import type { AnswerSizes, Machine, ScriptSource } from './machine.ts';
import { runFrom, runSequence } from './sequence.ts';
import type { State } from './state.ts';
import { extend, type Log, type Mark, markOf, sizeOf, takeOver } from './tables.ts';

/** How a script file was run. */
export interface ScriptRun {
  readonly source: ScriptSource;
  /** All that decided how it went, but its text and other files. */
  readonly entry: string;
  /** What its process and it itself leave behind. */
  readonly logs: readonly Log[];
  readonly checkpoints: Checkpoint[];
}

interface Checkpoint {
  /** The step behind it. */
  readonly step: Step;
  readonly state: State;
  readonly mark: Mark;
  readonly sizes: readonly number[];
  readonly answers: AnswerSizes;
}

/** Executes the steps of a script, those that an earlier execution has executed the same way left out. */
export function runFile(steps: readonly Step[], state: State, context: Context): Outcome {
  const run = beginRun(state, context);
  if (run === undefined) return runSequence(steps, state, context);
  const { index, start } = goOn(run, steps, context) ?? { index: 0, start: state };
  return runFrom(index, steps, start, context, (step, before) => {
    run.checkpoints.push(checkpointAt(step, before, run, context));
  });
}

/** The script as it is now, where a state still knows it as it was a keystroke ago. */
export function sourceNow(source: ScriptSource, { runs }: Machine): ScriptSource {
  return isWholeFile(source.excerpt) ? (runs.get(source.excerpt.path)?.source ?? source) : source;
}

/** Of a script that is run twice no run is one to go on from: the change would be in what was executed before, too. */
function beginRun(state: State, context: Context): ScriptRun | undefined {
  const { machine, source, process, loops, returns = [] } = context;
  if (!isWholeFile(source.excerpt)) return undefined;
  const { path } = source.excerpt;
  // Functions and traps are too much to be compared, and loops are left by more ways than one.
  const simple = loops.length === 0 && state.functions === undefined && state.traps === undefined;
  const first = !machine.runs.has(path) && simple;
  const run = first
    ? { source, entry: entryOf(state, context), logs: [process.ways, returns], checkpoints: [] }
    : undefined;
  machine.runs.set(path, run);
  return run;
}

/** Equal for runs that begin the same way. */
function entryOf(state: State, context: Context): string {
  const { machine, run: _run, source: _source, process, ...where } = context;
  // How its process has ended before would be a text of gigabytes, and follows from the rest.
  const { ways, ...own } = process;
  return comparableText({ state, where, own, ended: ways.length, mark: markOf(machine) });
}

function checkpointAt(
  step: Step,
  state: State,
  { logs }: ScriptRun,
  { machine }: Context,
): Checkpoint {
  const { opened, texts } = machine.world.answers;
  return {
    step,
    state,
    mark: markOf(machine),
    sizes: logs.map(sizeOf),
    answers: { opened: opened.size, texts: texts.size },
  };
}

/** Takes over what an earlier execution has noted up to the last common checkpoint; undefined where there is none. */
function goOn(
  run: ScriptRun,
  steps: readonly Step[],
  { machine }: Context,
): { readonly index: number; readonly start: State } | undefined {
  const { path, text } = run.source.excerpt;
  const found = machine.earlier.flatMap(({ machine: earlier, changed }) => {
    const before = earlier.runs.get(path);
    const fits = changed === path && before?.entry === run.entry;
    if (!fits || earlier.world.answers.built.has(path)) return [];
    return [{ earlier, before, index: commonSteps(before, steps, text) }];
  });
  const [best] = found.sort((a, b) => b.index - a.index);
  const checkpoint = best?.before.checkpoints[best.index];
  if (best === undefined || checkpoint === undefined || best.index === 0) return undefined;
  const { earlier, before, index } = best;
  takeOver(machine, earlier, checkpoint.mark);
  renew(machine.started, before.source, run.source);
  renew(machine.sourced, before.source, run.source);
  renew(machine.unreached, before.source, run.source);
  run.logs.forEach((log, place) => {
    extend(log, before.logs[place] ?? [], checkpoint.sizes[place] ?? 0);
  });
  machine.world.recall(earlier.world.answers, checkpoint.answers);
  run.checkpoints.push(...before.checkpoints.slice(0, index));
  return { index, start: checkpoint.state };
}

/**
 * How many steps go as they went before. The last one does not: whether anything follows it may have changed.
 * Here-documents stand behind the line of their step, and comments too, so what follows has to begin on another line.
 */
function commonSteps(
  { source, checkpoints }: ScriptRun,
  steps: readonly Step[],
  text: string,
): number {
  const same = commonLength(source.excerpt.text, text);
  const different = steps.findIndex(
    ({ at }, index) => at.start > same || checkpoints[index - 1]?.step !== steps[index - 1],
  );
  let count = Math.min(different < 0 ? steps.length - 1 : different - 1, checkpoints.length - 1);
  const beginsLine = (): boolean =>
    text.slice(steps[count - 1]?.at.end, steps[count]?.at.start).includes('\n');
  while (count > 0 && !beginsLine()) count -= 1;
  return count;
}

function commonLength(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let length = 0;
  while (length < end && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  return length;
}

function renew<Note extends { readonly source: ScriptSource }>(
  notes: Note[],
  before: ScriptSource,
  source: ScriptSource,
): void {
  notes.forEach((note, index) => {
    if (note.source === before) notes[index] = { ...note, source };
  });
}
