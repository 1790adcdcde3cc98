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
      readonly scripts: readonly string[];
    }
  | { readonly id: 'explain-ending'; readonly ending: Ending }
  | {
      /** The processes of a launch, a line each. */
      readonly id: 'explain-processes';
      readonly command: string;
      readonly jobs: readonly Job[];
      readonly endings: readonly Ending[];
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
  /** The processes as a picture in text; undefined where nothing is known of them. */
  readonly picture: Explanation | undefined;
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
      picture: undefined,
      chain: [],
    };
  }
  const report = analysis.launches.find(({ launch }) => covers(launch.at));
  return report && explainLaunch(report);
}

function explainLaunch(report: LaunchReport): Explained {
  const { launch, lifetime, scripts } = report;
  const endings = lifetime.endings.filter(({ confidence }) => !unclaimed(confidence));
  const command = commandText(launch.argv ?? []);
  const alive = endings.flatMap(({ jobs }) => jobs.map(job => [job.id, job] as const));
  const jobs = [...new Map(alive).values()];
  return {
    at: launch.at,
    lines: [
      { id: 'explain-launch', verdict: lifetime.verdict, command, scripts },
      ...endings.map(ending => ({ id: 'explain-ending' as const, ending })),
    ],
    picture: endings.length === 0 ? undefined : { id: 'explain-processes', command, jobs, endings },
    chain: chainOf(report).map(link => ({ id: 'explain-link' as const, ...link })),
  };
}

function length({ span }: Place): number {
  return span.end - span.start;
}
