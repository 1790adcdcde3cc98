/** What a changed script no longer starts. */
import { type Lifetime, type PossibleEnding, unclaimed } from './endings.ts';
import { UNSET } from './machine.ts';

/** More environments than these say nothing new of a change that is a slip. */
const ENVIRONMENT_LIMIT = 64;

/** A value that no script compares with. */
const OTHER = '\u0001';

/** True where a server was started in some environment in any case, and PID 1 now ends there without one. */
export function losesServer(before: Lifetime, now: Lifetime): boolean {
  return environmentsOf(before).some(environment => {
    const endings = claimed(before, environment);
    const serves = endings.length > 0 && endings.every(isServed);
    return (
      serves &&
      claimed(now, environment).some(({ jobs, ending }) => {
        const isLeft = jobs.some(({ job }) => job.behavior === 'serves');
        return ending.kind === 'ends' && !isLeft;
      })
    );
  });
}

/** The endings there that are no decision to fail. */
function claimed(
  lifetime: Lifetime,
  environment: ReadonlyMap<string, string>,
): readonly PossibleEnding[] {
  return lifetime
    .endingsIn(environment)
    .filter(({ ending, confidence }) => !ending.deliberate && !unclaimed(confidence));
}

function isServed({ ending, jobs }: PossibleEnding): boolean {
  const runs = ending.kind === 'runs' && ending.behavior === 'serves';
  return runs || jobs.some(({ job, certain }) => certain && job.behavior === 'serves');
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
