/** What the rules about script files and their start have in common. */
import type { Launch } from '../launch/launches.ts';
import { unclaimed } from '../lifetime/endings.ts';
import type { StartedScript } from '../lifetime/started.ts';
import { placeIn } from '../text/excerpt.ts';
import { contains, type Place } from '../text/place.ts';
import { lowered, type Severity, type Trail } from './finding.ts';
import { lineEnd } from './fixes/script-text.ts';
import type { RuleInput } from './rule.ts';

/** The scripts that are started, as far as anything may be claimed of it. */
export function claimedScripts({ lifetime }: RuleInput): readonly StartedScript[] {
  return lifetime.started.filter(({ confidence }) => !unclaimed(confidence));
}

/** What is not sure to be started costs one step: also a CMD for which the image may have a shell of its own. */
export function severityFor(script: StartedScript, launch: Launch, severity: Severity): Severity {
  const { at, confidence } = script;
  const named = at.path === launch.at.path && contains(launch.at.span, at.span);
  const alone = launch.entrypoint !== undefined || launch.image !== undefined;
  return confidence === 'certain' && (alone || !named) ? severity : lowered(severity);
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
