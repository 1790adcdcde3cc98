/** What there is to know of a file of the workspace folder. */

/** A file as it was found. `absent` is an answer; `unreadable` is binary, or too large, as a text or as a folder. */
export type FileContent =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Somebody may execute it; undefined where nobody knows. */
      readonly executable?: boolean | undefined;
      /** The file begins with a byte order mark, and the text does not: editors hide it. */
      readonly marked?: boolean | undefined;
    }
  /** A directory, with what is in it. */
  | { readonly kind: 'folder'; readonly names: readonly string[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' };

/** The content of a file of the workspace folder; undefined as long as it has not been loaded. */
export type ReadFile = (path: string) => FileContent | undefined;
