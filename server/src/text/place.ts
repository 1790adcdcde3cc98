/**
 * The room `text`: where things stand in files, and how files change. It knows nothing of shells,
 * Dockerfiles or editors, and imports nothing.
 */

/** A stretch of a text: UTF-16 offsets, 0-based, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stretch of a file of the workspace. `path` is relative to the workspace folder, with `/`. */
export interface Place {
  readonly path: string;
  readonly span: Span;
}

/** True when `inner` lies within `outer` (equal ends count). */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** True when the two places are the same stretch of the same file. */
export function samePlace(a: Place, b: Place): boolean {
  return a.path === b.path && a.span.start === b.span.start && a.span.end === b.span.end;
}

/** A key that is equal for equal places, for use in maps. */
export function placeKey(place: Place): string {
  return `${place.path}:${place.span.start}-${place.span.end}`;
}

/** Orders places by path, then by start, then by end. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.span.start - b.span.start || a.span.end - b.span.end;
}
