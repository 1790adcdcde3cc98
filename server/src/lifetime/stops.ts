/** Servers that a program names: to end them (`nginx -s stop`, `service x stop`, `pkill x`), or to ask for them (`pgrep x`). */
import type { Formula } from './formula.ts';
import type { Machine } from './machine.ts';
import { endJob, type Job, jobsAlive, type State } from './state.ts';

/** Ends the jobs that go by one of these names, or whose command says it (`pkill -f server.js`). */
export function stopNamed(names: readonly string[], state: State, machine: Machine): State {
  return jobsNamed(names, state, machine).reduce(
    (after, { job }) => endJob(after, job.id, machine.formulas.always, machine),
    state,
  );
}

/** The paths on which a job that serves goes by one of these names. */
export function servedBy(names: readonly string[], state: State, machine: Machine): Formula {
  const { never, or } = machine.formulas;
  return jobsNamed(names, state, machine)
    .filter(({ job }) => job.behavior === 'serves')
    .reduce((all, { when }) => or(all, when), never);
}

function jobsNamed(
  names: readonly string[],
  state: State,
  machine: Machine,
): ReturnType<typeof jobsAlive> {
  return jobsAlive(state, machine).filter(
    ({ job }) => names.some(name => job.names.includes(name)) || says(job, names),
  );
}

/** The jobs that a text such as `kill $(cat /run/nginx.pid)` or `kill $(pidof nginx)` is about. */
export function jobsMeantBy(text: string, state: State, machine: Machine): readonly number[] {
  const words = text.split(/[^\w.-]+/).map(word => word.replace(/\.pid$/, ''));
  return jobsAlive(state, machine).flatMap(({ job }) =>
    job.names.some(name => words.includes(name)) ? [job.id] : [],
  );
}

function says({ command }: Job, names: readonly string[]): boolean {
  return names.some(name => name.length > 2 && command.split(/[\s'"]+/).includes(name));
}
