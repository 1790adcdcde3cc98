import type { Place, Span } from './place.ts';

/**
 * A piece of an excerpt that one stretch of the file stands for. `verbatim` pieces are the same
 * character by character; others (an escape, a variable's value) map as a whole.
 */
export interface Segment {
  /** Offset in the excerpt's text where the piece begins. */
  readonly at: number;
  readonly length: number;
  readonly source: Span;
  readonly verbatim: boolean;
  /** For a hole: which one it is, to whoever made the excerpt. */
  readonly hole?: number;
}

/** Text embedded in a file, with the map of its pieces back to that file. */
export interface Excerpt {
  readonly path: string;
  readonly text: string;
  /** Without gaps, in order, covering the whole text. */
  readonly segments: readonly Segment[];
}

/** The excerpt that is a whole file. */
export function wholeFile(path: string, text: string): Excerpt {
  const source = { start: 0, end: text.length };
  return { path, text, segments: [{ at: 0, length: text.length, source, verbatim: true }] };
}

/**
 * Characters, and where they are written; `computed` where something else is written there, of whatever length. In
 * a `hole` something stands that is not known: its characters only say where that comes from.
 */
export interface Piece {
  readonly value: string;
  readonly source: Span;
  readonly computed?: true;
  readonly hole?: number;
}

/** Joins pieces of one file into an excerpt; `value` is the piece's text as the shell sees it. */
export function excerptOf(path: string, pieces: readonly Piece[]): Excerpt {
  const segments: Segment[] = [];
  let text = '';
  for (const { value, source, computed, hole } of pieces) {
    const isOwn = !computed && hole === undefined;
    const verbatim = isOwn && source.end - source.start === value.length;
    const previous = segments.at(-1);
    if (verbatim && previous?.verbatim && previous.source.end === source.start) {
      segments[segments.length - 1] = {
        ...previous,
        length: previous.length + value.length,
        source: { start: previous.source.start, end: source.end },
      };
    } else {
      const segment = { at: text.length, length: value.length, source, verbatim };
      segments.push(hole === undefined ? segment : { hole, ...segment });
    }
    text += value;
  }
  return { path, text, segments };
}

/** A text that is written nowhere, so that nobody can edit it there. */
export function standIn(path: string, text: string, source: Span): Excerpt {
  return { path, text, segments: [{ at: 0, length: text.length, source, verbatim: false }] };
}

/** One text after the other; undefined where they stand in different files. */
export function joinExcerpts(excerpts: readonly Excerpt[]): Excerpt | undefined {
  const [first] = excerpts;
  if (first === undefined || excerpts.some(({ path }) => path !== first.path)) return undefined;
  let at = 0;
  const segments = excerpts.flatMap(excerpt => {
    const moved = excerpt.segments.map(segment => ({ ...segment, at: segment.at + at }));
    at += excerpt.text.length;
    return moved;
  });
  return { path: first.path, text: excerpts.map(({ text }) => text).join(''), segments };
}

/** A stretch of the excerpt as an excerpt of its own. A piece that is cut apart keeps its map where it is verbatim. */
export function partOf({ path, text, segments }: Excerpt, { start, end }: Span): Excerpt {
  const cut = segments.flatMap((segment): Segment[] => {
    const from = Math.max(segment.at, start);
    const to = Math.min(segment.at + segment.length, end);
    if (to <= from) return [];
    const { source, verbatim } = segment;
    const offset = source.start - segment.at;
    const inSource = verbatim ? { start: from + offset, end: to + offset } : source;
    return [{ ...segment, at: from - start, length: to - from, source: inSource }];
  });
  return { path, text: text.slice(start, end), segments: cut };
}

/** The stretches of the text that are holes. */
export function holesIn({ segments }: Excerpt): readonly Span[] {
  return segments.flatMap(({ at, length, hole }) =>
    hole === undefined ? [] : [{ start: at, end: at + length }],
  );
}

/** Which hole begins at the offset; undefined where none does. */
export function holeAt({ segments }: Excerpt, offset: number): number | undefined {
  const segment = segmentAt(segments, offset);
  return segment?.at === offset ? segment.hole : undefined;
}

/** Where a stretch of the excerpt stands in its file. A stretch over several pieces spans them all. */
export function placeIn(excerpt: Excerpt, span: Span): Place {
  const last = Math.max(span.start, span.end - 1);
  const start = sourceOffset(excerpt, span.start, 'start');
  const end = span.end > span.start ? sourceOffset(excerpt, last, 'end') : start;
  return { path: excerpt.path, span: { start, end: Math.max(start, end) } };
}

/**
 * The file's stretch for an edit of `span`, or undefined where the edit would cross a border between
 * pieces, or fall into a piece whose characters are not the file's own.
 */
export function editableSpan(excerpt: Excerpt, span: Span): Span | undefined {
  const segment = excerpt.segments.find(
    ({ at, length }) => at <= span.start && span.end <= at + length,
  );
  if (!segment?.verbatim) return undefined;
  const shift = segment.source.start - segment.at;
  return { start: span.start + shift, end: span.end + shift };
}

/** True where lines can be put between lines: a file, or a here-document, but no text inside quotes. */
export function hasOwnLines({ text, segments }: Excerpt): boolean {
  const isVerbatim = (offset: number): boolean =>
    segments.some(({ at, length, verbatim }) => verbatim && at <= offset && offset < at + length);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (!isVerbatim(at)) return false;
  }
  return isWholeFile({ path: '', text, segments }) || text.includes('\n');
}

/** True when the excerpt is a whole file, so that edits in it need no escaping. */
export function isWholeFile(excerpt: Excerpt): boolean {
  const [only, ...others] = excerpt.segments;
  return only?.verbatim === true && others.length === 0 && only.source.start === 0;
}

function sourceOffset(excerpt: Excerpt, offset: number, side: 'start' | 'end'): number {
  const segment = segmentAt(excerpt.segments, offset);
  if (segment === undefined) return 0;
  if (!segment.verbatim) return side === 'start' ? segment.source.start : segment.source.end;
  const inside = Math.min(Math.max(offset - segment.at, 0), segment.length);
  return segment.source.start + inside + (side === 'end' && inside < segment.length ? 1 : 0);
}

function segmentAt(segments: readonly Segment[], offset: number): Segment | undefined {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return segments[low];
}
