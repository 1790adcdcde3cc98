/** What there is to know of a file of the workspace folder. */

/** A file as it was found. `absent` is an answer; `unreadable` is binary, too large, or a directory. */
export type FileContent =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Somebody may execute it; undefined where nobody knows. */
      readonly executable?: boolean | undefined;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' };

/** The content of a file of the workspace folder; undefined as long as it has not been loaded. */
export type ReadFile = (path: string) => FileContent | undefined;
