import type { Step, Word } from '../shell/steps.ts';
import { literalValue } from '../shell/steps.ts';
import type { Context } from './context.ts';
import type { Formula } from './formula.ts';
import { entries } from './int-map.ts';
import { jobsAlive, type LiveJob, type State } from './state.ts';
import { equalsText } from './value-texts.ts';
import { valuesOf } from './values.ts';

/** What a word of `kill` or `wait` names on some paths. */
export type Named =
  | { readonly kind: 'job'; readonly id: number; readonly when: Formula }
  /** A child that ends by itself, or never was one. */
  | { readonly kind: 'ended'; readonly when: Formula }
  /** An empty word. */
  | { readonly kind: 'nothing'; readonly when: Formula }
  /** This shell itself, or all processes. */
  | { readonly kind: 'shell'; readonly when: Formula }
  | { readonly kind: 'unknown'; readonly when: Formula };

/** What the words name, on the paths of the state. */
export function namedBy(words: readonly Word[], state: State, context: Context): readonly Named[] {
  const { meet } = context.machine.formulas;
  return words
    .flatMap(word => namedByWord(word, state, context))
    .filter(({ when }) => meet(when, state.path));
}

function namedByWord(word: Word, state: State, context: Context): readonly Named[] {
  const { machine, process } = context;
  const { always, and, not } = machine.formulas;
  const [part] = word.parts;
  if (part?.kind === 'command' && word.parts.length === 1 && listsJobs(part.body)) {
    // In dash the list is empty in a command substitution (facts/shells.md, "Signals").
    if (process.shell === 'dash') return [{ kind: 'nothing', when: always }];
    const jobs = ownJobs(state, context);
    return jobs.map(({ job, when }) => ({ kind: 'job', id: job.id, when }) as const);
  }
  if (part?.kind === 'parameter' && part.name === '$') return [{ kind: 'shell', when: always }];
  return valuesOf(word, state, context).flatMap(({ when, value }): readonly Named[] => {
    if (value.kind === 'pids') {
      return value.jobs.map(id =>
        id === undefined ? { kind: 'ended', when } : { kind: 'job', id, when },
      );
    }
    const empty = equalsText(value, '', machine);
    if (empty === undefined) return [{ kind: 'unknown', when }];
    const nothing = { kind: 'nothing', when: and(when, empty) } as const;
    const rest = and(when, not(empty));
    if (value.kind !== 'text') return [nothing, { kind: 'unknown', when: rest }];
    const itself = /^-?[01]$/.test(value.text);
    return [nothing, { kind: itself ? 'shell' : 'unknown', when: rest }];
  });
}

function listsJobs(body: readonly Step[]): boolean {
  const [step] = body;
  if (body.length !== 1 || step?.kind !== 'run') return false;
  const [name, option] = step.words.map(literalValue);
  return name === 'jobs' && /^-[pr]+$/.test(option ?? '');
}

/** The jobs alive that this shell can wait for. */
export function ownJobs(state: State, { machine, process }: Context): readonly LiveJob[] {
  return jobsAlive(state, machine).filter(({ job }) => job.owner === process.id);
}

/** The children of this shell, alive or killed. */
export function children(state: State, { process }: Context): readonly LiveJob[] {
  return entries(state.jobs).flatMap(([, live]) => (live.job.owner === process.id ? [live] : []));
}

/** The paths on which one of the words names this job. */
export function pathsNaming(named: readonly Named[], id: number, { machine }: Context): Formula {
  return pathsOfKind(
    named.filter(entry => entry.kind === 'job' && entry.id === id),
    'job',
    machine.formulas,
  );
}

/** The paths on which some word is of this kind. */
export function pathsOfKind(
  named: readonly Named[],
  kind: Named['kind'],
  { never, or }: Context['machine']['formulas'],
): Formula {
  return named.reduce((all, entry) => (entry.kind === kind ? or(all, entry.when) : all), never);
}
