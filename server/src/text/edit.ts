import type { Span } from './place.ts';

/** One change to the workspace. Spans are offsets in the text before any edit of the same set. */
export type Edit =
  | { readonly kind: 'replace'; readonly path: string; readonly span: Span; readonly text: string }
  | { readonly kind: 'create'; readonly path: string; readonly text: string }
  /** All lines of the file end with a line feed from now on, and nothing else. */
  | { readonly kind: 'line-endings'; readonly path: string };

/** A replacement in one text whose path is known from elsewhere. */
export interface Replacement {
  readonly span: Span;
  readonly text: string;
}

/**
 * Applies replacements to a text. They may come in any order; those at the same offset keep theirs.
 * Returns undefined when two of them overlap or one lies outside the text.
 */
export function applyReplacements(
  text: string,
  replacements: readonly Replacement[],
): string | undefined {
  const ordered = [...replacements].sort((a, b) => a.span.start - b.span.start);
  let result = '';
  let done = 0;
  for (const { span, text: inserted } of ordered) {
    if (span.start < done || span.end < span.start || span.end > text.length) return undefined;
    result += text.slice(done, span.start) + inserted;
    done = span.end;
  }
  return result + text.slice(done);
}

/**
 * Applies edits to files given by path. Returns the new texts of the files that change, or undefined
 * when an edit names a file that `read` does not know, or when edits overlap.
 */
export function applyEdits(
  read: (path: string) => string | undefined,
  edits: readonly Edit[],
): ReadonlyMap<string, string> | undefined {
  const changed = new Map<string, string>();
  const replacements = new Map<string, Replacement[]>();
  for (const edit of edits) {
    if (edit.kind === 'create') changed.set(edit.path, edit.text);
    else if (edit.kind === 'replace')
      replacements.set(edit.path, [...(replacements.get(edit.path) ?? []), edit]);
  }
  for (const [path, list] of replacements) {
    const before = changed.get(path) ?? read(path);
    const after = before === undefined ? undefined : applyReplacements(before, list);
    if (after === undefined) return undefined;
    changed.set(path, after);
  }
  for (const edit of edits) {
    if (edit.kind !== 'line-endings') continue;
    const before = changed.get(edit.path) ?? read(edit.path);
    if (before === undefined) return undefined;
    changed.set(edit.path, before.replaceAll('\r\n', '\n'));
  }
  return changed;
}
