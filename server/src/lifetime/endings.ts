import type { ShellKind } from '../shell/shells.ts';
import type { Place } from '../text/place.ts';
import type { EndingCause, Inside } from './context.ts';
import type { Lacking } from './dialects.ts';
import type { Assumption, Confidence, Fact } from './facts.ts';
import type { LostScript } from './lost-scripts.ts';
import type { MainScript, Observation, SourcedScript, Unreached } from './machine.ts';
import type { StartedScript } from './started.ts';
import type { Job } from './state.ts';

export type Verdict = 'exits' | 'stays' | 'completes' | 'unknown';

/** How one path ends: PID 1 runs something for ever, or ends. Ways of equal place and kind are one. */
export interface Ending {
  readonly kind: 'runs' | 'ends';
  readonly at: Place;
  readonly cause: EndingCause;
  /** What runs for ever; undefined for `ends`. */
  readonly command: string | undefined;
  readonly behavior: 'serves' | 'idles';
  readonly exec: boolean;
  /** Under an init: its name, and where in the shell that it runs the program runs. */
  readonly init: string | undefined;
  readonly inside: readonly Inside[];
  /** The shell in which it happens. */
  readonly shell: ShellKind;
  /** The script's own decision to fail. */
  readonly deliberate: boolean;
  /** With which PID 1 ends; undefined where it runs, or where that is not known. */
  readonly status: number | undefined;
  readonly confidence: Confidence;
  /** On some ways to it something was not understood. */
  readonly doubted: boolean;
  /** What all ways to this ending have in common. */
  readonly when: readonly Fact[];
  readonly assuming: readonly Assumption[];
  readonly jobs: readonly Job[];
  /** A trap for SIGTERM is set on some way, or it is ignored. */
  readonly trapped: boolean;
  /** Programs that were started in the foreground on the way and are presumed to have returned. */
  readonly before: readonly Observation[];
}

/** A serving job that is alive where PID 1 ends. */
export interface Stranding {
  readonly job: Job;
  readonly endings: readonly Ending[];
  readonly confidence: Confidence;
  readonly assuming: readonly Assumption[];
}

export interface Lifetime {
  readonly verdict: Verdict;
  readonly endings: readonly Ending[];
  readonly strandings: readonly Stranding[];
  /** Every command met, in the order of execution. */
  readonly observations: readonly Observation[];
  /** The script files that are started, in the order of execution. */
  readonly started: readonly StartedScript[];
  /** The scripts that others source, in the order of execution. */
  readonly sourced: readonly SourcedScript[];
  /** The scripts that the launch names, and that are nowhere. */
  readonly lost: readonly LostScript[];
  /** It needs a shell that the container does not have. */
  readonly shellMissing: boolean;
  /** Steps that no way through the script comes to. */
  readonly unreached: readonly Unreached[];
  /** What the shells of this launch come to and do not have, in the order of execution. */
  readonly lacking: readonly Lacking[];
  readonly mainScript: MainScript | undefined;
  /** The environment variables that decide, with the values that they are compared with. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
  /** Executes again, for what tells it is too much to keep: to be asked once for many environments. */
  possibleEndings(): EndingsIn;
}

/** What happens when these variables have these values, and all others are not set. */
export type EndingsIn = (environment: ReadonlyMap<string, string>) => readonly PossibleEnding[];

/** An ending in one environment. */
export interface PossibleEnding {
  readonly ending: Ending;
  /** `certain`: no other ending is possible in this environment. */
  readonly confidence: Confidence;
  /** On some ways to it something was not understood. */
  readonly doubted: boolean;
  /** Jobs alive there; `certain` ones are alive whenever this ending is reached. */
  readonly jobs: readonly { readonly job: Job; readonly certain: boolean }[];
}

/** True where nothing may be claimed. */
export function unclaimed(confidence: Confidence): boolean {
  return confidence === 'doubtful' || confidence === 'opaque';
}
