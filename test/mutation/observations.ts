/** What the kernel showed of made-up scripts, in a file: recorded once, and compared with many mutants. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Verdict } from '../../server/src/lifetime/endings.ts';
import type { Outcome } from '../oracle/compare.ts';

export interface Observations {
  /** Of the sources that made them: others need new ones. */
  readonly key: string;
  readonly launches: readonly ObservedLaunch[];
}

/** One script, with what its starts showed. */
export interface ObservedLaunch {
  readonly name: string;
  readonly files: readonly (readonly [path: string, text: string])[];
  /** What the analysis said, and no start contradicted. */
  readonly verdict: Verdict;
  /** The stubs' commands. */
  readonly programs: readonly string[];
  /** The starts are all that there can be. */
  readonly complete: boolean;
  readonly starts: readonly ObservedStart[];
}

export interface ObservedStart {
  readonly environment: readonly (readonly [name: string, value: string])[];
  readonly outcome: Outcome;
  /** Whether the analysis claimed anything of this start. */
  readonly claimed: boolean;
  /** Whether it was certain of one ending. */
  readonly certain: boolean;
}

export const OBSERVATIONS = fileURLToPath(new URL('.cache/observations.json', import.meta.url));

/** The observations in the file; undefined where there is none. */
export function readObservations(): Observations | undefined {
  try {
    return JSON.parse(readFileSync(OBSERVATIONS, 'utf8'));
  } catch {
    return undefined;
  }
}
