import type { Behavior } from '../programs/behavior.ts';
import { type Argument, commandText } from '../programs/command.ts';
import { childSteps } from '../shell/child-steps.ts';
import type { RunStep, Step } from '../shell/steps.ts';
import { type Context, placeOf, type Way } from './context.ts';
import type { Machine, Unreached } from './machine.ts';
import type { State } from './state.ts';
import { argumentsOf } from './values.ts';

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
  const forever = blockers.length > 0 && blockers.every(({ kind }) => kind === 'runs');
  if (!forever) return;
  const server = steps.flatMap(runsIn).flatMap(run => serverStartedBy(run, before, context))[0];
  const { source, machine } = context;
  machine.unreached.push({ steps, source, blockers, server });
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
