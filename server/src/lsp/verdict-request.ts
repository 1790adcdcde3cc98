/** What an editor may ask of the server, to show at a glance whether the container of a file stays up. */
import type { Verdict } from '../lifetime/endings.ts';

/** By method: parameters and answer; null for files that no launch reads. */
export interface VerdictRequests {
  'entrypoint-lint/verdict': {
    readonly params: { readonly textDocument: { readonly uri: string } };
    readonly answer: ShownVerdict | null;
  };
}

export interface ShownVerdict {
  readonly verdict: Verdict;
  /** In the words of the editor's language. */
  readonly text: string;
}
