/** What a changed script no longer starts. */
import { type Lifetime, type PossibleEnding, unclaimed } from './endings.ts';
import { UNSET } from './machine.ts';

/** More environments than these say nothing new of a change that is a slip. */
const ENVIRONMENT_LIMIT = 64;

/** A value that no script compares with. */
const OTHER = '\u0001';

/** True where fewer servers are left in some environment than were left there in any case. */
export function losesServer(before: Lifetime, now: Lifetime): boolean {
  const [inBefore, inNow] = [before.possibleEndings(), now.possibleEndings()];
  return environmentsOf(before).some(environment => {
    const were = claimed(inBefore(environment)).map(ending => serversIn(ending, isCertain));
    const are = claimed(inNow(environment)).map(ending => serversIn(ending, () => true));
    return were.length > 0 && are.length > 0 && Math.min(...are) < Math.min(...were);
  });
}

/** The endings that are no decision to fail. */
function claimed(endings: readonly PossibleEnding[]): readonly PossibleEnding[] {
  return endings.filter(({ ending, confidence }) => !ending.deliberate && !unclaimed(confidence));
}

type FoundJob = PossibleEnding['jobs'][number];

function isCertain({ certain }: FoundJob): boolean {
  return certain;
}

/** How many servers there are. A daemon that is started twice is one. */
function serversIn({ ending, jobs }: PossibleEnding, counts: (job: FoundJob) => boolean): number {
  const isServer =
    ending.kind === 'runs' && ending.cause === 'program' && ending.behavior === 'serves';
  const serving = jobs.filter(found => counts(found) && found.job.behavior === 'serves');
  const names = serving.map(({ job }) => (job.daemon ? job.names.join(' ') : job.command));
  return new Set(names).size + (isServer ? 1 : 0);
}

/** The combinations of the values that the tests know, one other, and none. */
function environmentsOf({ variables }: Lifetime): readonly ReadonlyMap<string, string>[] {
  let found: ReadonlyMap<string, string>[] = [new Map()];
  for (const [name, values] of variables) {
    const choices = [...values, OTHER].filter(value => value !== UNSET);
    const wider = choices.flatMap(value => found.map(known => new Map([...known, [name, value]])));
    if (found.length + wider.length > ENVIRONMENT_LIMIT) break;
    found = [...found, ...wider];
  }
  return found;
}
