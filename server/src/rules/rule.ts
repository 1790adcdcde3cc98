/**
 * The room `rules`: one file a rule. A rule reads the conclusions of `lifetime` and says what is
 * wrong, why, and what to do; it never executes anything and renders no text.
 */
import type { ComposeBuild } from '../launch/compose-builds.ts';
import type { Launch } from '../launch/launches.ts';
import type { Lifetime } from '../lifetime/endings.ts';
import type { Observation, ScriptSource } from '../lifetime/machine.ts';
import type { Place } from '../text/place.ts';
import type { Finding, RuleMessage, Severity } from './finding.ts';

/** Everything that a rule may look at: one launch and how it lives. */
export interface RuleInput {
  readonly launch: Launch;
  readonly lifetime: Lifetime;
  /** The script or embedded text in which a place stands; undefined for other places. */
  sourceAt(place: Place): ScriptSource | undefined;
  /** Whether the container has a shell of that name; undefined where that is not known. */
  readonly hasShell: (name: string) => boolean | undefined;
  /** Whether the workspace has something at the path; undefined as long as nobody has looked. */
  isThere(path: string): boolean | undefined;
  /** What the command whose first word stands at the place was seen to do, the last time it ran. */
  observedAt(place: Place): Observation | undefined;
  /** The Compose services that are built from this Dockerfile. */
  composed(): readonly ComposeBuild[];
}

/** A rule, by what it says; its name is the message's id. */
export interface Rule<Said extends { readonly id: string } = RuleMessage> {
  readonly name: Said['id'];
  /** Before assumptions lower it. */
  readonly severity: Severity;
  check(input: RuleInput): readonly Finding<Said>[];
}
