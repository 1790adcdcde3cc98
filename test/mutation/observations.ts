/** What the kernel showed of made-up scripts, in a file: recorded once, and compared with many mutants. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Lifetime, PossibleEnding, Verdict } from '../../server/src/lifetime/endings.ts';
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
  /** The variables that decide, with their values: what the starts were made of. */
  readonly variables: string;
  readonly starts: readonly ObservedStart[];
}

export interface ObservedStart {
  readonly environment: readonly (readonly [name: string, value: string])[];
  readonly outcome: Outcome;
  /** What the analysis said of this start; undefined where it claimed nothing. */
  readonly conclusion: string | undefined;
}

/** What the analysis says of a start, ending by ending. */
export function conclusionOf(possible: readonly PossibleEnding[]): string {
  return possible
    .map(({ ending, confidence, doubted, jobs }) => {
      const { kind, cause, command, exec, status } = ending;
      const alive = jobs.map(({ job, certain }) => `${job.command}${certain ? '' : '?'}`);
      return JSON.stringify({ kind, cause, command, exec, status, confidence, doubted, alive });
    })
    .sort()
    .join(' | ');
}

/** The variables that decide, in one line. */
export function variablesOf({ variables }: Lifetime): string {
  return JSON.stringify([...variables]);
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
