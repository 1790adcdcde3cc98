/** How a launch comes from its Dockerfile to each script. */
import type { LaunchReport } from './analysis.ts';
import { unclaimed } from './lifetime/endings.ts';
import { comparePlaces, type Place, placeKey } from './text/place.ts';

/** One file starts or sources another. */
export interface ChainLink {
  /** The word that names the script. */
  readonly at: Place;
  /** The path of the script in the workspace. */
  readonly script: string;
  readonly how: 'starts' | 'sources';
  /** 0 for what the Dockerfile itself starts. */
  readonly depth: number;
}

/** The links in the order of reading; each script is entered where it is first met. */
export function chainOf({ launch, lifetime }: LaunchReport): readonly ChainLink[] {
  const claimed = lifetime.started.filter(({ confidence }) => !unclaimed(confidence));
  const links = [
    ...claimed.map(script => ({ ...script, how: 'starts' as const })),
    ...lifetime.sourced.map(script => ({ ...script, how: 'sources' as const })),
  ].map(({ at, source, how }) => ({ at, script: source.excerpt.path, how }));
  const distinct = [...new Map(links.map(link => [placeKey(link.at), link])).values()];
  const ordered = distinct.sort((a, b) => comparePlaces(a.at, b.at));
  const entered = new Set<string>();
  const linksFrom = (path: string, depth: number): readonly ChainLink[] => {
    if (entered.has(path)) return [];
    entered.add(path);
    return ordered
      .filter(({ at, script }) => at.path === path && script !== path)
      .flatMap(link => [{ ...link, depth }, ...linksFrom(link.script, depth + 1)]);
  };
  return linksFrom(launch.at.path, 0);
}
