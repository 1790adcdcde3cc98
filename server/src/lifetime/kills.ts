import { literalValue } from '../shell/steps.ts';
import type { Call } from './builtin-call.ts';
import type { Context, Outcome } from './context.ts';
import type { Formula } from './formula.ts';
import { entries, get } from './int-map.ts';
import { type Named, namedBy, pathsNaming, pathsOfKind } from './named-jobs.ts';
import { opaqueOutcome, split } from './outcomes.ts';
import { addJob, endJob, jobsAlive, type State } from './state.ts';
import { jobsMeantBy } from './stops.ts';

/** `kill PID` ends the job; `kill -0 PID` asks whether it is alive. */
export function killJobs(call: Call, state: State, context: Context): Outcome {
  const { machine } = context;
  const { and, not, or } = machine.formulas;
  const { signal, words } = readKill(call);
  const named = namedBy(words, state, context);
  if (signal === '0') return askAlive(named, words, call, state, context);
  if (named.some(({ kind }) => kind === 'shell')) return opaqueOutcome(state, context);
  const text = call.argv.map(({ source }) => source).join(' ');
  const unknown = pathsOfKind(named, 'unknown', machine.formulas);
  let after = endUnknown(signal, text, unknown, state, context);
  for (const job of named) {
    if (job.kind !== 'job') continue;
    if (DEADLY.test(signal)) after = endJob(after, job.id, job.when, machine);
    else if (!HARMLESS.test(signal)) {
      after = endJob(after, job.id, and(job.when, machine.answered(text)), machine);
    }
  }
  // A child that has ended may be forgotten by now, and what is not known may be no process at all; that it
  // is so counts as a failing task.
  const { reaped, dying } = deadAmong(named, state, context);
  const gone = and(
    or(or(unknown, dying), pathsOfKind(named, 'ended', machine.formulas)),
    machine.failing(text),
  );
  const { rejected } = emptyAmong(words, state, context);
  return split(after, not(or(or(gone, reaped), rejected)), context);
}

/** The paths on which a job that is named was killed before: somebody has waited for it since, or not yet. */
function deadAmong(
  named: readonly Named[],
  state: State,
  { machine }: Context,
): { readonly reaped: Formula; readonly dying: Formula } {
  const { and, never, not, or } = machine.formulas;
  let reaped = never;
  let dying = never;
  for (const entry of named) {
    const live = entry.kind === 'job' ? get(state.jobs, entry.id) : undefined;
    if (live === undefined) continue;
    const dead = and(entry.when, not(live.when));
    reaped = or(reaped, and(dead, not(live.killed)));
    dying = or(dying, and(dead, live.killed));
  }
  return { reaped, dying };
}

/**
 * Programs that do not handle these die of them, servers do what they mean. INT and QUIT are not among
 * them: what a shell starts with `&` ignores both, unless it sets a handler (POSIX, "Signals and Error Handling").
 */
const DEADLY = /^(TERM|15|KILL|9|ABRT|6)$/;
const HARMLESS = /^(CONT|18|STOP|19|TSTP|20|CHLD|17|WINCH|28)$/;

function readKill({ argv, step }: Call): {
  readonly signal: string;
  readonly words: Call['step']['words'];
} {
  const [, first = '', second = ''] = argv.map(({ value }) => value ?? '');
  const [given, options] = ['-s', '-n'].includes(first)
    ? [second, 2]
    : /^-\w/.test(first)
      ? [first.slice(1), 1]
      : ['TERM', 0];
  const words = step.words.slice(1 + options).filter(word => literalValue(word) !== '--');
  return { signal: given.toUpperCase().replace(/^SIG/, ''), words };
}

/**
 * An unquoted word that is empty is no word, and without words `kill` fails. A quoted one is no process id: dash
 * fails, bash where it finds no other; busybox ash takes it (test/oracle).
 */
function emptyAmong(
  words: Call['step']['words'],
  state: State,
  context: Context,
): { readonly rejected: Formula; readonly accepted: Formula } {
  const { machine, process } = context;
  const { always, and, never, or } = machine.formulas;
  let none = always;
  let quoted = never;
  for (const word of words) {
    const empty = pathsOfKind(namedBy([word], state, context), 'nothing', machine.formulas);
    const isQuoted = word.parts.some(part => part.quoted);
    if (isQuoted) quoted = or(quoted, empty);
    none = and(none, isQuoted && process.shell === 'ash' ? never : empty);
  }
  switch (process.shell) {
    case 'ash':
      return { rejected: none, accepted: quoted };
    case 'bash':
      return { rejected: none, accepted: never };
    case 'dash':
    case 'posix':
      return { rejected: or(none, quoted), accepted: never };
  }
}

function askAlive(
  named: readonly Named[],
  words: Call['step']['words'],
  call: Call,
  state: State,
  context: Context,
): Outcome {
  const { machine } = context;
  const { and, never, not, or } = machine.formulas;
  const alive = jobsAlive(state, machine).reduce(
    (all, { job, when }) => or(all, and(when, pathsNaming(named, job.id, context))),
    never,
  );
  const kind = (name: Named['kind']): Formula => pathsOfKind(named, name, machine.formulas);
  const text = call.argv.map(({ source }) => source).join(' ');
  const others = and(or(kind('unknown'), kind('ended')), machine.answered(text));
  const { accepted, rejected } = emptyAmong(words, state, context);
  const holds = or(or(alive, kind('shell')), or(accepted, others));
  return split(state, and(holds, not(rejected)), context);
}

/** A process id that was computed may be any job's, unless the text says which (`$(cat /run/nginx.pid)`). */
function endUnknown(
  signal: string,
  text: string,
  when: Formula,
  state: State,
  context: Context,
): State {
  const meant = DEADLY.test(signal) ? jobsMeantBy(text, state, context.machine) : [];
  return meant.length === 0
    ? mayHaveEnded(text, when, state, context)
    : meant.reduce((after, id) => endJob(after, id, when, context.machine), state);
}

/** A process that is not known was killed: any job may be gone. */
function mayHaveEnded(text: string, when: Formula, state: State, { machine }: Context): State {
  const { and, not } = machine.formulas;
  const spared = not(and(when, machine.answered(text)));
  return entries(state.jobs).reduce(
    (changed, [, live]) => addJob(changed, { ...live, when: and(live.when, spared) }),
    state,
  );
}
