import type { Stranding } from '../lifetime/endings.ts';
import { unclaimed } from '../lifetime/endings.ts';
import type { Assumption } from '../lifetime/facts.ts';
import { comparePlaces, samePlace } from '../text/place.ts';
import { type EndingPoint, type Finding, lowered, type Proposal } from './finding.ts';
import { ampersandRedirect, proposePlainRedirect } from './fixes/ampersand-redirect.ts';
import { proposeForegroundInPlace, proposeForegroundLast } from './fixes/foreground-last.ts';
import { mainStranding, proposeWaitForFirst } from './fixes/several-servers.ts';
import { proposeWait } from './fixes/wait-for-server.ts';
import type { Rule, RuleInput } from './rule.ts';

export interface ServerInBackground {
  readonly id: 'server-in-background';
  readonly command: string;
  readonly endings: readonly EndingPoint[];
  readonly assuming: readonly Assumption[];
  /** It is `&>` in which dash reads the `&`. */
  readonly redirect: boolean;
}

/**
 * A serving job is alive where PID 1 ends: the kernel kills it, and Kubernetes shows
 * CrashLoopBackOff. One finding per server, at its `&`.
 */
export const serverInBackground: Rule<ServerInBackground> = {
  name: 'server-in-background',
  severity: 'error',
  check: input =>
    input.lifetime.strandings
      .filter(({ job }) => !job.daemon)
      .map(stranding => findingOf(stranding, input)),
};

function findingOf(stranding: Stranding, input: RuleInput): Finding<ServerInBackground> {
  const { job, confidence, assuming } = stranding;
  const endings = endingPoints(stranding);
  const source = input.sourceAt(job.at);
  const redirect = source !== undefined && ampersandRedirect(job.at, source) !== undefined;
  return {
    rule: 'server-in-background',
    at: job.at,
    severity: confidence === 'certain' ? 'error' : lowered('error'),
    message: { id: 'server-in-background', command: job.command, endings, assuming, redirect },
    trail: [
      { at: input.launch.at, note: { id: 'note-launch' } },
      { at: job.at, note: { id: 'note-job', command: job.command } },
      ...endings.map(ending => ({ at: ending.at, note: { id: 'note-ends' as const, ...ending } })),
    ],
    assuming,
    launches: [input.launch.at],
    proposals: proposals(stranding, input),
  };
}

/** Where several servers are stranded, what brings the main one to the foreground comes first. */
function proposals(stranding: Stranding, input: RuleInput): readonly Proposal[] {
  const main = mainStranding(stranding, input);
  const isOther = main !== undefined && !samePlace(main.job.at, stranding.job.at);
  const others = isOther ? proposeForegroundLast(main, input) : [];
  return [
    ...proposePlainRedirect(stranding, input),
    ...others,
    ...proposeForegroundInPlace(stranding, input),
    ...proposeForegroundLast(stranding, input),
    ...proposeWaitForFirst(stranding, input),
    ...proposeWait(stranding, input),
  ];
}

/** The endings that strand the server, in the order of their places. */
export function endingPoints({ endings }: Stranding): readonly EndingPoint[] {
  return endings
    .filter(({ confidence }) => !unclaimed(confidence))
    .map(({ at, cause, when }) => ({ at, cause, when }))
    .sort((a, b) => comparePlaces(a.at, b.at));
}
