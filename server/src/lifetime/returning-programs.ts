/** Programs that return: tasks, questions, and those that leave a server in the background. */
import type { Behavior } from '../programs/behavior.ts';
import { commandText } from '../programs/command.ts';
import { isRestart } from '../programs/services.ts';
import { type Context, type Outcome, pathsOf, placeOf } from './context.ts';
import { joinOutcomes, opaqueOutcome, pastInput, split } from './outcomes.ts';
import { goOn, knownByName, observe, type ProgramCall, WRAPPER_LIMIT } from './program-calls.ts';
import { NO_OWNER, restrict, type State, startJob } from './state.ts';
import { servedBy, stopNamed } from './stops.ts';
import { taughtOf } from './taught.ts';

/** A task is presumed to succeed; that it fails supports no claim. A question has both answers. */
export function finish(
  call: ProgramCall,
  behavior: Extract<Behavior, { kind: 'finishes' }>,
  state: State,
  context: Context,
): Outcome {
  const { machine } = context;
  const reads = call.input === 'held' && (behavior.filters ?? behavior.interactive) === true;
  const read = reads ? pastInput(state, context) : state;
  const after = behavior.stops === undefined ? read : stopNamed(behavior.stops, read, machine);
  const text = commandText(call.argv);
  const { always, not, or } = machine.formulas;
  if (behavior.question) {
    const found = servedBy(behavior.finds ?? [], state, machine);
    const holds = or(found, machine.answered(text));
    if (call.manner === 'exec') return goOn(call, state, context, { failed: not(holds) });
    return split(state, holds, context);
  }
  if (call.manner === 'exec') return goOn(call, after, context);
  // Where it ends the shell nothing that goes on remembers which task failed: one failure stands for all.
  const key = !context.asked && state.errexit === always ? 'errexit' : undefined;
  const fails = machine.failing(text, key);
  return { success: after, failure: restrict(read, fails, machine) };
}

/** The program leaves a server behind that is nobody's child here. */
export function daemonize(call: ProgramCall, state: State, context: Context): Outcome {
  const { machine } = context;
  const names = machine.namesOf(knownByName(call.argv));
  const before = isRestart(call.argv) ? stopNamed(names, state, machine) : state;
  const job = {
    id: machine.nextNumber(),
    at: placeOf(call.at, context),
    command: commandText(call.argv),
    names,
    behavior: 'serves',
    daemon: true,
    owner: NO_OWNER,
    // A daemon closes what it was given.
    holds: [],
    resumable: machine.formulas.never,
  } as const;
  return goOn(call, startJob(before, job, before.path, machine), context);
}

/**
 * In a command substitution the shell waits for the end of a program: it is taken to be a task, whatever else it
 * may do. A script is not followed there: what it says is wanted, not what it does.
 */
export function startCaptured(call: ProgramCall, state: State, context: Context): Outcome {
  const { argv } = call;
  const behavior = taughtOf(call, context) ?? context.machine.behaviorOf(argv, state.workdir);
  switch (behavior.kind) {
    case 'wraps':
      observe(call, behavior, undefined, 'known', state, context);
      return call.wrappers > WRAPPER_LIMIT
        ? opaqueOutcome(state, context)
        : startCaptured(
            { ...call, argv: behavior.command, wrappers: call.wrappers + 1 },
            state,
            context,
          );
    case 'daemonizes':
      observe(call, behavior, 'returns', 'known', state, context);
      return daemonize(call, state, context);
    case 'finishes':
      observe(call, behavior, 'returns', 'known', state, context);
      return finish(call, behavior, state, context);
    case 'serves':
    case 'idles':
    case 'interprets':
    case 'unknown': {
      const { reason } = behavior;
      const task = { kind: 'finishes', question: false, client: false, reason } as const;
      observe(call, task, 'returns', 'presumed', state, context);
      return finish(call, task, state, context);
    }
  }
}

/** What would stay returns when its time is up; its status is 124, or its own. */
export function endInTime(
  call: ProgramCall,
  before: number,
  outcome: Outcome,
  state: State,
  context: Context,
): Outcome {
  const { ways } = context.process;
  const added = ways.splice(before);
  ways.push(...added.filter(({ kind }) => kind !== 'runs'));
  const stays = pathsOf(
    added.filter(({ kind }) => kind === 'runs'),
    context.machine,
  );
  const stopped = restrict(state, stays, context.machine);
  if (stopped === undefined) return outcome;
  const answer = context.machine.atom('computed', commandText(call.outer));
  const isItsOwn = context.machine.formulas.is(answer, ['true']);
  return joinOutcomes([outcome, split(stopped, isItsOwn, context)], context);
}
