import type { Behavior } from '../programs/behavior.ts';
import { type Argument, commandText } from '../programs/command.ts';
import { childSteps } from '../shell/child-steps.ts';
import { literalValue, type RunStep, type Step } from '../shell/steps.ts';
import { argumentsOf } from './arguments.ts';
import { testHolds } from './conditions.ts';
import { type Context, placeOf, type Way } from './context.ts';
import type { Machine, Unreached } from './machine.ts';
import type { State } from './state.ts';

/**
 * Remembers steps that execution did not come to, as long as the step before them runs for ever:
 * what stands behind an `exit` is left out on purpose.
 */
export function noteUnreached(
  steps: readonly Step[],
  blockers: readonly Way[],
  before: State,
  context: Context,
): void {
  const stays = blockers.some(({ kind }) => kind === 'runs');
  const forever = stays && blockers.every(({ kind, cause }) => kind === 'runs' || cause === 'exec');
  if (!forever) return;
  const server = steps.flatMap(runsIn).flatMap(run => serverStartedBy(run, before, context))[0];
  const keepAlive = keepAliveAmong(steps, before, context);
  const { source, machine } = context;
  machine.unreached.push({ steps, source, blockers, server, keepAlive });
}

/** None under `set -e`, where the script may end with the program before it, nor behind a step that may leave. */
function keepAliveAmong(
  steps: readonly Step[],
  before: State,
  context: Context,
): Unreached['keepAlive'] {
  if (before.errexit !== context.machine.formulas.never) return undefined;
  const index = steps.findIndex(step => keepAliveIn(step, before, context) !== undefined);
  const step = steps[index] && keepAliveIn(steps[index], before, context);
  const leaves = steps.slice(0, index).flatMap(runsIn).some(isExit);
  if (step === undefined || leaves) return undefined;
  const { text } = context.source.script;
  const [command = ''] = text.slice(step.at.start, step.at.end).split('\n', 1);
  return { at: placeOf(step.at, context), command };
}

/** The step itself, or what an `if` begins with whose test holds on all paths. */
function keepAliveIn(step: Step, state: State, context: Context): Step | undefined {
  if (step.kind === 'if') {
    const [{ condition, body } = { condition: [], body: { steps: [] } }] = step.branches;
    const [first] = body.steps;
    const holds =
      condition.length === 1 && condition[0] && alwaysHolds(condition[0], state, context);
    return holds && first ? keepAliveIn(first, state, context) : undefined;
  }
  if (step.kind !== 'run') return sleepsOnly(step) ? step : undefined;
  const argv = argumentsOf(step.words, state, context);
  const idles = unwrapped(argv, state, context.machine, 0)?.behavior.kind === 'idles';
  return idles ? step : undefined;
}

function alwaysHolds(test: Step, state: State, context: Context): boolean {
  const [open, ...words] = test.kind === 'run' ? test.words : [];
  const bracket = open && literalValue(open);
  if (bracket !== '[' && bracket !== '[[') return false;
  const { meet, not } = context.machine.formulas;
  const brackets = bracket === '[' ? 'single' : 'double';
  return !meet(state.path, not(testHolds(words.slice(0, -1), brackets, state, context)));
}

/** A loop that does nothing but sleep. */
export function sleepsOnly(step: Step | undefined): boolean {
  return step?.kind === 'while' && runsIn(step).every(isSleep);
}

function isSleep({ words: [first] }: RunStep): boolean {
  return /^(sleep|true|:)$/.test((first && literalValue(first)) ?? '');
}

function isExit({ words: [first] }: RunStep): boolean {
  return /^(exit|exec|return)$/.test((first && literalValue(first)) ?? '');
}

/** What was never reached, whichever way the script was executed. */
export function neverReached({ unreached, reached }: Machine): readonly Unreached[] {
  const seen = new Set<Step>();
  return unreached.filter(({ steps: [first] }) => {
    if (first === undefined || reached.has(first) || seen.has(first)) return false;
    seen.add(first);
    return true;
  });
}

const STARTS_SERVER = /^(serves|daemonizes)$/;

function serverStartedBy(
  run: RunStep,
  state: State,
  context: Context,
): readonly NonNullable<Unreached['server']>[] {
  const argv = argumentsOf(run.words, state, context);
  const words = argv[0]?.value === 'exec' ? argv.slice(1) : argv;
  const inner = unwrapped(words, state, context.machine, 0);
  if (inner === undefined || !STARTS_SERVER.test(inner.behavior.kind)) return [];
  return [{ at: placeOf(run.at, context), command: commandText(inner.argv) }];
}

function unwrapped(
  argv: readonly Argument[],
  state: State,
  machine: Machine,
  depth: number,
): { readonly argv: readonly Argument[]; readonly behavior: Behavior } | undefined {
  if (argv.length === 0 || depth > 5) return undefined;
  const behavior = machine.behaviorOf(argv, state.workdir);
  return behavior.kind === 'wraps'
    ? unwrapped(behavior.command, state, machine, depth + 1)
    : { argv, behavior };
}

function runsIn(step: Step): readonly RunStep[] {
  if (step.kind === 'function') return [];
  return step.kind === 'run' ? [step] : childSteps(step).flatMap(runsIn);
}
