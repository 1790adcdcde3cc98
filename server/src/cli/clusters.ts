import type { Entry, LaunchReport } from '../analysis.ts';

/**
 * Groups entries whose launches read a common file. A fix can only matter to the launches of one
 * group, so proving it there gives the same answer as proving it in the whole folder, much sooner.
 */
export function clustersOf(launches: readonly LaunchReport[]): readonly (readonly Entry[])[] {
  const leaders = new Map<string, string>();
  const leaderOf = (path: string): string => {
    let leader = path;
    for (let next = leaders.get(leader); next !== undefined; next = leaders.get(leader)) {
      leader = next;
    }
    return leader;
  };
  for (const { entry, scripts } of launches) {
    const leader = leaderOf(entry.path);
    for (const script of scripts) {
      const other = leaderOf(script);
      if (other !== leader) leaders.set(other, leader);
    }
  }
  const groups = new Map<string, Set<Entry>>();
  for (const { entry } of launches) {
    const leader = leaderOf(entry.path);
    groups.set(leader, (groups.get(leader) ?? new Set()).add(entry));
  }
  return [...groups.values()].map(entries => [...entries]);
}
