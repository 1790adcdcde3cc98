/** Where commands write: the pipes of pipelines, as long as nothing redirects them; and what redirects their input. */
import { literalValue, type Redirect } from '../shell/steps.ts';
import type { Context } from './context.ts';
import { type Job, jobsAlive, type LiveJob, type Pipe, type State } from './state.ts';

/** The state in which a command runs that has these redirections. */
export function redirected(redirects: readonly Redirect[], state: State): State {
  return redirects.reduce(redirectedBy, state);
}

/** The same, without what was redirected for the command alone. */
export function withoutRedirects(state: State, { output, errors }: State): State {
  return state.output === output && state.errors === errors ? state : { ...state, output, errors };
}

/** Where standard input is redirected, at last. */
export function inputRedirect(redirects: readonly Redirect[]): Redirect | undefined {
  return redirects.findLast(
    ({ operator, descriptor = 0 }) => operator.startsWith('<') && descriptor === 0,
  );
}

function redirectedBy(state: State, { operator, descriptor, target }: Redirect): State {
  if (state.output === undefined && state.errors === undefined) return state;
  if (!operator.includes('>')) return state;
  const named = target === undefined ? undefined : literalValue(target);
  const copied = operator.endsWith('>&') && /^(\d+|-)$/.test(named ?? '') ? named : undefined;
  if (operator.startsWith('&') || (operator === '>&' && copied === undefined))
    return { ...state, output: undefined, errors: undefined };
  const pipe = copied === undefined ? undefined : pipeAt(copied, state);
  const number = descriptor ?? 1;
  if (number === 1) return { ...state, output: pipe };
  return number === 2 ? { ...state, errors: pipe } : state;
}

/** Other numbers may have been made to lead anywhere. */
function pipeAt(descriptor: string, { output, errors }: State): Pipe {
  if (descriptor === '1') return output;
  if (descriptor === '2') return errors;
  return descriptor === '-' ? undefined : 'unclear';
}

/** The pipes into which a process can write. */
export function pipesHeld({ output, errors }: State): Job['holds'] {
  return [...new Set([output, errors])].filter(pipe => pipe !== undefined);
}

/** The jobs that keep a pipe open, with the paths on which they are alive. */
export function holdersOf(pipe: number, state: State, { machine }: Context): readonly LiveJob[] {
  const { and, doubt } = machine.formulas;
  return jobsAlive(state, machine).flatMap(live => {
    if (live.job.holds.includes(pipe)) return [live];
    return live.job.holds.includes('unclear') ? [{ ...live, when: and(live.when, doubt) }] : [];
  });
}
