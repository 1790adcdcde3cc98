/** What the user says of a command, by a comment above it or in the settings. */
import type { Behavior } from '../programs/behavior.ts';
import { behaviorAsTaught, taughtBehavior } from '../programs/taught.ts';
import { placeKey } from '../text/place.ts';
import { type Context, placeOf } from './context.ts';
import type { ProgramCall } from './program-calls.ts';

/** Undefined where nothing is said. The comment, which is nearer, has the word. */
export function taughtOf({ argv, at }: ProgramCall, context: Context): Behavior | undefined {
  const { annotations, taught } = context.machine.world;
  const places = annotations.size === 0 ? [] : [placeOf(at, context), ...argv.map(word => word.at)];
  const annotated = places.slice(0, 2).flatMap(place => annotations.get(placeKey(place)) ?? [])[0];
  return annotated ? behaviorAsTaught(annotated, argv) : taughtBehavior(argv, taught);
}
