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

export const ABSENT: FileContent = { kind: 'absent' };

/** The content of a file of the workspace folder; undefined as long as it has not been loaded. */
export type ReadFile = (path: string) => FileContent | undefined;

/** True where nothing that is known of the two differs. */
export function isSame(a: FileContent | undefined, b: FileContent | undefined): boolean {
  if (a === b || a === undefined || b === undefined) return a === b;
  if (a.kind === 'text' && b.kind === 'text')
    return a.text === b.text && a.executable === b.executable && a.marked === b.marked;
  // No name holds a slash.
  if (a.kind === 'folder' && b.kind === 'folder') return a.names.join('/') === b.names.join('/');
  return a.kind === b.kind && a.kind !== 'text';
}
