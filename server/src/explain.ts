/** What there is to say about a place, for a hover: data, put into words by `messages`. */
import type { Analysis, LaunchReport } from './analysis.ts';
import { type ChainLink, chainOf } from './chain.ts';
import type { Ending, Verdict } from './lifetime/endings.ts';
import { unclaimed } from './lifetime/endings.ts';
import type { Manner } from './lifetime/machine.ts';
import type { Job } from './lifetime/state.ts';
import type { Behavior, BehaviorReason } from './programs/behavior.ts';
import { commandPlace, commandText } from './programs/command.ts';
import { contains, type Place } from './text/place.ts';

export type Explanation =
  | {
      readonly id: 'explain-launch';
      readonly verdict: Verdict;
      readonly command: string;
    }
  | {
      readonly id: 'explain-job';
      readonly job: Job;
      /** It serves, and wherever PID 1 ends it is killed. */
      readonly killed: boolean;
    }
  | {
      readonly id: 'explain-ending';
      readonly ending: Ending;
      /** The jobs that are killed there, as far as that is not told of them already. */
      readonly killed: readonly Job[];
    }
  | ({ readonly id: 'explain-link' } & ChainLink)
  | {
      readonly id: 'explain-command';
      readonly command: string;
      readonly behavior: Behavior['kind'];
      readonly manner: Manner;
    }
  | BehaviorReason;

/** An explanation in several lines, and the place that it is about. */
export interface Explained {
  readonly at: Place;
  readonly lines: readonly Explanation[];
  /** What PID 1 leaves in the background. */
  readonly jobs: readonly Explanation[];
  /** How PID 1 goes on or ends. */
  readonly endings: readonly Extract<Explanation, { id: 'explain-ending' }>[];
  /** From the Dockerfile to its scripts, and from those to others. */
  readonly chain: readonly Explanation[];
}

/** Explains the launch instruction or the command at an offset of a file; undefined elsewhere. */
export function explain(analysis: Analysis, path: string, offset: number): Explained | undefined {
  const spot = { start: offset, end: offset };
  const covers = (at: Place): boolean => at.path === path && contains(at.span, spot);
  const commands = analysis.launches.flatMap(({ lifetime }) => lifetime.observations);
  const covering = commands.filter(({ argv }) => covers(commandPlace(argv)));
  const command = covering.reduce<(typeof covering)[number] | undefined>(
    (innermost, next) =>
      innermost === undefined ||
      length(commandPlace(next.argv)) < length(commandPlace(innermost.argv))
        ? next
        : innermost,
    undefined,
  );
  if (command !== undefined) {
    const { argv, behavior, manner } = command;
    const text = commandText(argv);
    return {
      at: commandPlace(argv),
      lines: [
        { id: 'explain-command', command: text, behavior: behavior.kind, manner },
        behavior.reason,
      ],
      jobs: [],
      endings: [],
      chain: [],
    };
  }
  const report = analysis.launches.find(({ launch }) => covers(launch.at));
  return report && explainLaunch(report);
}

function explainLaunch(report: LaunchReport): Explained {
  const { launch, lifetime } = report;
  const endings = lifetime.endings.filter(({ confidence }) => !unclaimed(confidence));
  const command = commandText(launch.argv ?? []);
  const alive = endings.flatMap(({ jobs }) => jobs.map(job => [job.id, job] as const));
  const jobs = [...new Map(alive).values()];
  return {
    at: launch.at,
    lines: [{ id: 'explain-launch', verdict: lifetime.verdict, command }],
    jobs: jobs.map(job => ({ id: 'explain-job', job, killed: isAlwaysKilled(job, endings) })),
    endings: endings.map(ending => ({
      id: 'explain-ending',
      ending,
      killed: killedAt(ending).filter(job => !isAlwaysKilled(job, endings)),
    })),
    chain: chainOf(report).map(link => ({ id: 'explain-link', ...link })),
  };
}

/** The servers that are alive where PID 1 ends. */
export function killedAt({ kind, jobs }: Ending): readonly Job[] {
  return kind === 'ends' ? jobs.filter(({ behavior }) => behavior === 'serves') : [];
}

function isAlwaysKilled({ id }: Job, endings: readonly Ending[]): boolean {
  const ends = endings.filter(({ kind }) => kind === 'ends');
  return ends.length > 0 && ends.every(ending => killedAt(ending).some(job => job.id === id));
}

function length({ span }: Place): number {
  return span.end - span.start;
}
