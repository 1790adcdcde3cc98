import type { Argument } from '../programs/command.ts';
import type { RunStep } from '../shell/steps.ts';
import type { Place } from '../text/place.ts';
import type { Context, Outcome } from './context.ts';
import type { State } from './state.ts';

/** A builtin as it was called. */
export interface Call {
  readonly step: RunStep;
  /** With the builtin's name first. */
  readonly argv: readonly Argument[];
  readonly at: Place;
}

export type Builtin = (call: Call, state: State, context: Context) => Outcome;
