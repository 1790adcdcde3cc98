/** What the rules about script files and their start have in common. */
import type { Launch } from '../launch/launches.ts';
import { unclaimed } from '../lifetime/endings.ts';
import type { StartedScript } from '../lifetime/started.ts';
import { placeIn } from '../text/excerpt.ts';
import type { Place } from '../text/place.ts';
import { lowered, type Severity, type Trail } from './finding.ts';
import { lineEnd } from './fixes/script-text.ts';
import type { RuleInput } from './rule.ts';

/** The scripts that are started, as far as anything may be claimed of it. */
export function claimedScripts({ lifetime }: RuleInput): readonly StartedScript[] {
  return lifetime.started.filter(({ confidence }) => !unclaimed(confidence));
}

/** What is not sure to be started costs one step. */
export function severityFor({ confidence }: StartedScript, severity: Severity): Severity {
  return confidence === 'certain' ? severity : lowered(severity);
}

/** Where the shebang stands, or should. */
export function firstLineOf({ source: { excerpt } }: StartedScript): Place {
  return placeIn(excerpt, { start: 0, end: lineEnd(excerpt.text, 0) });
}

/** How the script comes to be started. */
export function startTrail({ at }: StartedScript, launch: Launch): Trail {
  return [
    { at: launch.at, note: { id: 'note-launch' } },
    { at, note: { id: 'note-started' } },
  ];
}
