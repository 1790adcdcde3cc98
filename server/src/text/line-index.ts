import type { Span } from './place.ts';

/** A position in a text: line and UTF-16 column, both 0-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The lines of one text. A line ends at `\n`; a `\r` before it belongs to the line's ending. */
export interface LineIndex {
  readonly lineCount: number;
  /** Offsets outside the text are clamped into it. */
  positionAt(offset: number): Position;
  /** The inverse; a column behind the line's end is clamped to it. */
  offsetAt(position: Position): number;
  /** The line (0-based) without its ending. */
  lineSpan(line: number): Span;
}

/** Builds the index of `text` in one pass. */
export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);

  const lineSpan = (line: number): Span => {
    const start = starts[Math.min(Math.max(line, 0), starts.length - 1)] ?? 0;
    const next = starts[line + 1];
    if (next === undefined) return { start, end: text.length };
    const end = next - 1;
    return { start, end: text[end - 1] === '\r' && end > start ? end - 1 : end };
  };

  return {
    lineCount: starts.length,
    positionAt(offset) {
      const wanted = Math.min(Math.max(offset, 0), text.length);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= wanted) low = middle;
        else high = middle - 1;
      }
      return { line: low, column: wanted - (starts[low] ?? 0) };
    },
    offsetAt({ line, column }) {
      if (line >= starts.length) return text.length;
      const span = lineSpan(line);
      return Math.min(span.start + Math.max(column, 0), span.end);
    },
    lineSpan,
  };
}
