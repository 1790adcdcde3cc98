import type { Call } from './builtin-call.ts';
import { type Context, endWay, NOWHERE, type Outcome } from './context.ts';
import type { Formula } from './formula.ts';
import { entries } from './int-map.ts';
import { opaqueOutcome, split } from './outcomes.ts';
import { addJob, endJob, jobsAlive, join, restrict, type State } from './state.ts';
import { valuesOf } from './values.ts';

/**
 * `wait` splits the paths: the shell waits for ever where one of its own jobs stays alive, and goes
 * on elsewhere. With process ids only those jobs count.
 */
export function waitForJobs(call: Call, state: State, context: Context): Outcome {
  if (call.argv.some(({ value }) => value === '-n')) return waitForNext(call, state, context);
  const named = call.argv.length > 1 ? jobsNamed(call, state, context) : undefined;
  const { machine, process } = context;
  if (named === undefined && process.shell === 'ash') {
    // busybox ash goes on waiting for ever when a child has failed (test/oracle): a flaw not to count on.
    const failed = restrict(state, state.failing, machine);
    const others = restrict(state, machine.formulas.not(state.failing), machine);
    const rest = others && waitFor(named, call, others, context);
    const stuck = failed && opaqueOutcome(failed, context).success;
    return { success: waited(join(stuck, rest, machine), context), failure: undefined };
  }
  const rest = waitFor(named, call, state, context);
  return named === undefined
    ? { success: waited(rest, context), failure: undefined }
    : statusOfWait(rest, call, context);
}

/** `wait PID` fails with 143 where that job was killed, and with 127 where the word names no child. */
function statusOfWait(state: State | undefined, call: Call, context: Context): Outcome {
  const { machine } = context;
  if (state === undefined) return NOWHERE;
  const { and, never, or } = machine.formulas;
  let failed = never;
  for (const word of call.step.words.slice(1)) {
    for (const { when, value } of valuesOf(word, state, context)) {
      const killed = value.kind === 'pid' && value.job !== undefined;
      const stranger = value.kind === 'text' && value.text !== '';
      if (killed || stranger) failed = or(failed, and(when, state.path));
    }
  }
  return split(state, machine.formulas.not(failed), context);
}

/** No child in the background is left to end. */
function waited(state: State | undefined, { machine }: Context): State | undefined {
  const { never } = machine.formulas;
  return state && { ...state, finishing: never, failing: never };
}

/** Where the shell does not wait for ever for its own jobs: for those named, or for all. */
function waitFor(
  named: readonly NamedJob[] | undefined,
  call: Call,
  state: State,
  context: Context,
): State | undefined {
  const { machine, process } = context;
  const { and, never, not, or } = machine.formulas;
  const own = jobsAlive(state, machine).filter(({ job }) => job.owner === process.id);
  const awaited = own.flatMap(({ job, when }) => {
    const here = named === undefined ? when : and(when, pathsNaming(named, job.id, context));
    return here === never ? [] : [{ job, when: here }];
  });
  const forever = awaited.reduce((all, { when }) => or(all, when), never);
  const stays = restrict(state, forever, machine);
  if (stays !== undefined) {
    const serving = awaited.find(({ job }) => job.behavior === 'serves') ?? awaited[0];
    endWay(context, {
      kind: 'runs',
      at: call.at,
      cause: 'wait',
      state: stays,
      command: serving?.job.command,
      behavior: serving?.job.behavior ?? 'idles',
    });
  }
  return restrict(state, not(forever), machine);
}

/**
 * `wait -n` returns when the next job ends: at once under dash, which does not know it, and at a time
 * that nobody can tell where a child may end by itself (facts/shells.md, "wait").
 */
function waitForNext(call: Call, state: State, context: Context): Outcome {
  const { machine, process } = context;
  if (process.shell === 'dash') return { success: undefined, failure: state };
  if (process.shell === 'posix') return opaqueOutcome(state, context);
  const unsettled = restrict(state, state.finishing, machine);
  const settled = restrict(state, machine.formulas.not(state.finishing), machine);
  const next = unsettled && opaqueOutcome(unsettled, context);
  const rest = settled && waitFor(undefined, call, settled, context);
  return { success: join(next?.success, rest, machine), failure: undefined };
}

/** `fg` waits for the last job, but only where `set -m` gives jobs to be resumed. */
export function resumeJob(call: Call, state: State, context: Context): Outcome {
  const { machine, process } = context;
  const resumable = restrict(state, state.monitor, machine);
  const failure = restrict(state, machine.formulas.not(state.monitor), machine);
  const last =
    resumable &&
    jobsAlive(resumable, machine)
      .filter(({ job }) => job.owner === process.id)
      .at(-1);
  const success =
    resumable &&
    waitFor(
      last === undefined ? [] : [{ id: last.job.id, when: last.when }],
      call,
      resumable,
      context,
    );
  return { success, failure };
}

/** `kill PID` ends the job; `kill -0 PID` asks whether it is alive. */
export function killJobs(call: Call, state: State, context: Context): Outcome {
  const { machine } = context;
  const asks = call.argv.some(({ value }) => value === '-0');
  const named = jobsNamed(call, state, context);
  if (asks) return askAlive(named, call, state, context);
  if (named.length > 0) {
    return {
      success: named.reduce((now, { id, when }) => endJob(now, id, when, machine), state),
      failure: undefined,
    };
  }
  return { success: mayHaveEnded(call, state, context), failure: undefined };
}

function askAlive(named: readonly NamedJob[], call: Call, state: State, context: Context): Outcome {
  const { machine } = context;
  const { and, is, never, not, or } = machine.formulas;
  const alive = jobsAlive(state, machine).reduce(
    (all, { job, when }) => or(all, and(when, pathsNaming(named, job.id, context))),
    never,
  );
  const text = call.argv.map(({ source }) => source).join(' ');
  const holds = or(alive, named.length > 0 ? never : is(machine.atom('computed', text), ['true']));
  return {
    success: restrict(state, holds, machine),
    failure: restrict(state, not(holds), machine),
  };
}

/** A process that is not known was killed: any job may be gone. */
function mayHaveEnded(call: Call, state: State, { machine }: Context): State {
  const { and, is } = machine.formulas;
  const text = call.argv.map(({ source }) => source).join(' ');
  const spared = is(machine.atom('computed', text), ['elsewhere']);
  return entries(state.jobs).reduce(
    (changed, [, { job, when }]) => addJob(changed, job, and(when, spared)),
    state,
  );
}

/** A job whose process id stands in the arguments, and the paths on which it does. */
interface NamedJob {
  readonly id: number;
  readonly when: Formula;
}

function jobsNamed(call: Call, state: State, context: Context): readonly NamedJob[] {
  const { and, never } = context.machine.formulas;
  return call.step.words
    .slice(1)
    .flatMap(word =>
      valuesOf(word, state, context).flatMap(({ when, value }) =>
        value.kind === 'pid' && value.job !== undefined && and(when, state.path) !== never
          ? [{ id: value.job, when }]
          : [],
      ),
    );
}

/** The paths on which the arguments name this job. */
function pathsNaming(named: readonly NamedJob[], id: number, { machine }: Context): Formula {
  return named
    .filter(job => job.id === id)
    .reduce((all, { when }) => machine.formulas.or(all, when), machine.formulas.never);
}

/** Remembers the paths on which SIGTERM is handled. */
export function setTrap(call: Call, state: State, { machine }: Context): Outcome {
  const { always, never } = machine.formulas;
  const [, action, ...signals] = call.argv.map(({ value }) => value);
  if (!signals.some(signal => /^(SIG)?TERM$|^15$/.test(signal ?? ''))) {
    return { success: state, failure: undefined };
  }
  const trapped = action === '-' || action === '' ? never : always;
  return { success: { ...state, trapped }, failure: undefined };
}
