/** Which launches a file takes part in, and what becomes of them: for a glance, not for reading. */
import type { Analysis } from './analysis.ts';
import type { Verdict } from './lifetime/endings.ts';
import { type Place, placeKey } from './text/place.ts';

export interface Start {
  /** The instruction that starts it. */
  readonly by: Place;
  readonly verdict: Verdict;
  /** Where PID 1 ends while a server runs, in the order of the endings; none unless it `exits`. */
  readonly exits: readonly Place[];
}

/** The launches that are told in the file, or run it as a script; none for other files. */
export function startsOf(path: string, { launches }: Analysis): readonly Start[] {
  return launches
    .filter(({ entry, scripts }) => entry.path === path || scripts.includes(path))
    .map(({ launch, lifetime: { verdict, strandings } }) => {
      const exits = strandings.flatMap(({ endings }) => endings.map(({ at }) => at));
      const distinct = [...new Map(exits.map(at => [placeKey(at), at])).values()];
      return { by: launch.at, verdict, exits: verdict === 'exits' ? distinct : [] };
    });
}
