/**
 * What the server asks of an editor for the files that it cannot read itself: those of a browser, or
 * of a virtual workspace. An editor that does not know them is believed to have no such files.
 */
import type { FileContent } from '../analysis.ts';

/** By method: parameters and answer. A request never fails; what cannot be read is told so. */
export interface FileRequests {
  'entrypoint-lint/readFile': { readonly params: FileParams; readonly answer: FileContent };
  /** Absent and unreadable directories are empty; links to directories are `other`. */
  'entrypoint-lint/listDirectory': {
    readonly params: FileParams;
    readonly answer: readonly ListedEntry[];
  };
}

export interface FileParams {
  readonly uri: string;
}

export interface ListedEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'other';
}
