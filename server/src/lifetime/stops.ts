/** Servers that a program ends, such as `nginx -s stop`, `service x stop` and `pkill x`. */
import type { Machine } from './machine.ts';
import { endJob, type Job, jobsAlive, type State } from './state.ts';

/** Ends the jobs that go by one of these names, or whose command says it (`pkill -f server.js`). */
export function stopNamed(names: readonly string[], state: State, machine: Machine): State {
  const stopped = jobsAlive(state, machine).filter(
    ({ job }) => names.some(name => job.names.includes(name)) || says(job, names),
  );
  return stopped.reduce(
    (after, { job }) => endJob(after, job.id, machine.formulas.always, machine),
    state,
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
