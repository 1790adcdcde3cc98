/** What the rules found, as it is reported. */
import { type Finding, SEVERITIES } from './rules/finding.ts';
import type { Settings } from './settings.ts';
import { comparePlaces, placeKey } from './text/place.ts';

/** With the severity that the user has set; none where the rule is off, or the file left out. */
export function asSet(finding: Finding, settings: Settings): readonly Finding[] {
  const severity = settings.rules.get(finding.rule) ?? finding.severity;
  return severity === 'off' || settings.excludes(finding.at.path) ? [] : [{ ...finding, severity }];
}

/** In the order of their places; equal rule and place are one finding, as grave as the gravest. */
export function merged(findings: readonly Finding[]): readonly Finding[] {
  const byPlace = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.rule} ${placeKey(finding.at)}`;
    const known = byPlace.get(key);
    const launches = [...(known?.launches ?? []), ...finding.launches];
    const graver = [known ?? finding, finding].sort((a, b) => gravity(a) - gravity(b))[0];
    byPlace.set(key, { ...(graver ?? finding), launches });
  }
  return [...byPlace.values()].sort((a, b) => comparePlaces(a.at, b.at));
}

function gravity({ severity }: Finding): number {
  return SEVERITIES.indexOf(severity);
}
