import { literalValue } from '../shell/steps.ts';
import type { Call } from './builtin-call.ts';
import type { Context, Outcome } from './context.ts';
import type { Formula } from './formula.ts';
import { join } from './join.ts';
import { namedBy, ownJobs, pathsNaming } from './named-jobs.ts';
import { split } from './outcomes.ts';
import { addJob, type LiveJob, NO_OWNER, restrict, type State } from './state.ts';

/**
 * After `disown` bash cannot wait for the job any more (`wait` says 127); with `-h` it still can. Without
 * a word it means the last job, and fails where there is none (test/oracle).
 */
export function disownJobs(call: Call, state: State, context: Context): Outcome {
  const { machine, process } = context;
  const { always, doubt, never, not, or } = machine.formulas;
  const options = call.argv.map(({ value }) => value ?? '').filter(value => value.startsWith('-'));
  const kept = options.some(option => option.includes('h'));
  if (process.shell !== 'bash' || kept) return { success: state, failure: undefined };
  const own = ownJobs(state, context);
  const words = call.step.words.slice(1).filter(word => !literalValue(word)?.startsWith('-'));
  const named = namedBy(words, state, context);
  const all = options.length > 0;
  const last = own.at(-1);
  const meant = ({ job }: LiveJob): Formula => {
    if (words.length > 0) return pathsNaming(named, job.id, context);
    if (all) return always;
    if (job !== last?.job) return never;
    // Which of a server and a task is the last one, nobody has kept.
    return or(not(state.finishing), doubt);
  };
  const after = own.reduce((changed, live) => {
    const here = meant(live);
    const gone = restrict(changed, here, machine);
    const left = gone && addJob(gone, { ...live, job: { ...live.job, owner: NO_OWNER } });
    return join(left, restrict(changed, not(here), machine), machine) ?? changed;
  }, state);
  if (all || words.length > 0) return { success: after, failure: undefined };
  const holds = own.reduce((any, { when }) => or(any, when), state.finishing);
  return split(after, holds, context);
}
