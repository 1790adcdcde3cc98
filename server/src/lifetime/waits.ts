import { literalValue, type Word } from '../shell/steps.ts';
import { asAtoms, unknownValue } from './assignments.ts';
import type { Call } from './builtin-call.ts';
import { type Context, endWay, NOWHERE, type Outcome } from './context.ts';
import { behaviorsIn } from './facts.ts';
import type { Formula } from './formula.ts';
import { join } from './join.ts';
import { children, type Named, namedBy, ownJobs, pathsNaming, pathsOfKind } from './named-jobs.ts';
import { joinOutcomes, mapOutcome, opaqueOutcome, split, splitWith } from './outcomes.ts';
import { addJob, assign, type Job, restrict, type State, variableOf } from './state.ts';

/**
 * `wait` splits the paths: the shell waits for ever where one of its own jobs stays alive, and goes
 * on elsewhere. With process ids only those jobs count.
 */
export function waitForJobs(call: Call, state: State, context: Context): Outcome {
  const named = call.step.words.find((_, index) => isVariable(call.step.words, index));
  const variable = named && literalValue(named);
  const outcome = waitFor(call, state, context);
  if (variable === undefined) return outcome;
  const unknown = asAtoms(unknownValue(context), variable, context);
  return mapOutcome(outcome, after => assign(after, variable, unknown, context.machine));
}

function waitFor(call: Call, state: State, context: Context): Outcome {
  if (call.argv.some(({ value }) => /^-[a-z]*n/.test(value ?? '')))
    return waitForNext(call, state, context);
  const { machine } = context;
  const { always, and, not } = machine.formulas;
  const words = wordsOf(call);
  const named = namedBy(words, state, context);
  // Words that come to nothing leave a bare `wait`.
  const bare = words.reduce((all, word) => and(all, isNothing(word, state, context)), always);
  const all = restrict(state, bare, machine);
  const some = restrict(state, not(bare), machine);
  return joinOutcomes(
    [
      all === undefined ? NOWHERE : waitForAll(call, all, context),
      some === undefined ? NOWHERE : waitForNamed(named, call, some, context),
    ],
    context,
  );
}

/** Those that name children: options are none, nor is the variable of `-p`. */
function wordsOf({ step: { words } }: Call): readonly Word[] {
  return words.filter(
    (word, index) => index > 0 && !literalValue(word)?.startsWith('-') && !isVariable(words, index),
  );
}

/** True for NAME in bash's `wait -p NAME`, which gets the process id of the child that has ended. */
function isVariable(words: readonly Word[], index: number): boolean {
  const option = words[index - 1];
  return option !== undefined && /^-[a-z]*p$/.test(literalValue(option) ?? '');
}

/** The paths on which a word is no word at all. */
function isNothing(word: Word, state: State, context: Context): Formula {
  const { formulas } = context.machine;
  return word.parts.some(({ quoted }) => quoted)
    ? formulas.never
    : pathsOfKind(namedBy([word], state, context), 'nothing', formulas);
}

function waitForAll(call: Call, state: State, context: Context): Outcome {
  const { machine, process } = context;
  // busybox ash goes on waiting for ever when a child has failed (test/oracle): a flaw not to count on.
  const flawed = process.shell === 'ash' ? state.failing : machine.formulas.never;
  const failed = restrict(state, flawed, machine);
  const others = restrict(state, machine.formulas.not(flawed), machine);
  const rest = others && waitForever(undefined, call, others, context);
  const stuck = failed && opaqueOutcome(failed, context).success;
  return { success: waited(join(stuck, rest, machine), context), failure: undefined };
}

/** `wait PID` fails with 143 where that job was killed, and with 127 where the word names no child. */
function waitForNamed(
  named: readonly Named[],
  call: Call,
  state: State,
  context: Context,
): Outcome {
  const { machine } = context;
  const { and, never, not } = machine.formulas;
  // A word that is not known may name any child.
  const unknown = and(pathsOfKind(named, 'unknown', machine.formulas), state.path);
  const doubtful = restrict(state, unknown, machine);
  const known = restrict(state, not(unknown), machine);
  const rest = known && waitForever(named, call, known, context);
  noteAwaited(named, state, context);
  const failed = ['job', 'nothing', 'shell'] as const;
  const fails = failed.reduce(
    (all, kind) => machine.formulas.or(all, pathsOfKind(named, kind, machine.formulas)),
    never,
  );
  return joinOutcomes(
    [
      doubtful === undefined ? NOWHERE : opaqueOutcome(doubtful, context),
      rest === undefined ? NOWHERE : split(reaped(named, rest, context), not(fails), context),
    ],
    context,
  );
}

/** Remembers which unknown programs are waited for, among the jobs that are named; what ran before is none of them. */
function noteAwaited(named: readonly Named[], state: State, context: Context): void {
  const { machine } = context;
  const order = machine.nextNumber();
  const before = behaviorsIn(state.path, machine);
  for (const { job, when } of ownJobs(state, context)) {
    const here = machine.formulas.and(when, pathsNaming(named, job.id, context));
    for (const atom of behaviorsIn(here, machine))
      if (!before.includes(atom)) machine.awaited.push({ atom, order });
  }
}

/**
 * No child in the background is left to end. But what ended while bash waited for all, its next `wait -n`
 * may find (seen in 2 of 5 runs of bash 5.2).
 */
function waited(state: State | undefined, context: Context): State | undefined {
  const { never } = context.machine.formulas;
  const finishing = context.process.shell === 'bash' ? state?.finishing : never;
  return (
    state && { ...reaped(undefined, state, context), finishing: finishing ?? never, failing: never }
  );
}

/** The children that were killed are gone: those named, or all. */
function reaped(named: readonly Named[] | undefined, state: State, context: Context): State {
  const { and, never, not } = context.machine.formulas;
  return children(state, context).reduce((after, live) => {
    const meant = named === undefined ? never : not(pathsNaming(named, live.job.id, context));
    return addJob(after, { ...live, killed: and(live.killed, meant) });
  }, state);
}

/** Where the shell does not wait for ever for its own jobs: for those named, or for all. */
function waitForever(
  named: readonly Named[] | undefined,
  call: Call,
  state: State,
  context: Context,
): State | undefined {
  const { machine } = context;
  const { and, never, not, or } = machine.formulas;
  const awaited = ownJobs(state, context).flatMap(({ job, when }) => {
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
 * `wait -n` returns when the next job ends, with process ids the next of those: at a time that nobody
 * can tell where such a child may end by itself
 * (facts/shells.md, "wait").
 */
function waitForNext(call: Call, state: State, context: Context): Outcome {
  const { machine, process } = context;
  if (process.shell === 'posix') return opaqueOutcome(state, context);
  const words = wordsOf(call);
  const named = words.length === 0 ? undefined : namedBy(words, state, context);
  const { or } = machine.formulas;
  const mayEnd =
    named === undefined
      ? children(state, context).reduce((all, { killed }) => or(all, killed), state.finishing)
      : named.reduce(
          (all, { kind, when }) => (kind === 'job' ? all : or(all, when)),
          machine.formulas.never,
        );
  const unsettled = restrict(state, mayEnd, machine);
  const settled = restrict(state, machine.formulas.not(mayEnd), machine);
  const next = unsettled && opaqueOutcome(unsettled, context);
  const rest = settled && waitForever(named, call, settled, context);
  // Without a child it fails.
  return { success: next?.success, failure: rest && { ...rest, code: 127 } };
}

/**
 * `fg` waits for the last job, or the one it names, where `set -m` held when that was started. Where a task
 * was started, or a job killed, that may be gone by now, and another one be meant.
 */
export function resumeJob(call: Call, state: State, context: Context): Outcome {
  const { machine } = context;
  const { and, doubt, never, not, or } = machine.formulas;
  const own = ownJobs(state, context);
  const meant = own.map(({ job, when }, index) => ({
    job,
    when: and(when, meantToResume(job, index, own.length, call, state, context)),
  }));
  const named = meant.map(({ job, when }) => {
    return { kind: 'job', id: job.id, when: and(when, job.resumable) } as const;
  });
  const any = (entries: readonly { readonly when: Formula }[]): Formula =>
    entries.reduce((all, { when }) => or(all, when), never);
  const task = and(state.finishing, machine.answered('fg'));
  const older = any(own.map(({ job, when }) => ({ when: and(when, job.resumable) })));
  const unclear = and(not(any(meant)), or(and(older, doubt), and(not(older), task)));
  const resumed = and(state.monitor, or(any(named), unclear));
  const code = context.process.shell === 'bash' ? 1 : 2;
  const { success, failure } = splitWith(code, state, resumed, context);
  return { success: success && waitForever(named, call, success, context), failure };
}

/** The paths on which `fg` means this one of the jobs: the last that was started, the first (`%1`), or the only one. */
function meantToResume(
  { id }: Job,
  index: number,
  count: number,
  call: Call,
  state: State,
  { machine }: Context,
): Formula {
  const { never, not, or } = machine.formulas;
  const word = call.argv[1]?.value;
  if (call.argv.length > 1 && !/^%[%+]?$/.test(word ?? '')) {
    const means = word === '%1' ? index === 0 : count === 1;
    return means ? not(state.finishing) : never;
  }
  return variableOf(state, '!', machine).reduce(
    (all, { when, value }) =>
      value.kind === 'pids' && value.jobs.includes(id) ? or(all, when) : all,
    never,
  );
}
