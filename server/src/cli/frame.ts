import type { LineIndex } from '../text/line-index.ts';
import type { Span } from '../text/place.ts';
import { columnsOf, cutEnd, cutStart, printable } from './columns.ts';

/** A line of source with the part that is meant, as a terminal can show it. */
export interface Frame {
  /** 1-based. */
  readonly line: number;
  readonly before: string;
  readonly marked: string;
  readonly after: string;
  /** The line below: blanks and carets. */
  readonly carets: string;
}

/** What stands left of the marked part in a line that is too long is cut to a quarter of the room. */
const SHARE_BEFORE = 4;

/** The first line of a span, with carets under it, cut to the columns that there are. */
export function frameOf(text: string, lines: LineIndex, span: Span, columns: number): Frame {
  const { line, column } = lines.positionAt(span.start);
  const row = lines.lineSpan(line);
  const end = Math.min(Math.max(span.end, span.start + 1), row.end);
  const left = printable(text.slice(row.start, row.start + column));
  const middle = printable(text.slice(row.start + column, Math.max(end, row.start + column)));
  const right = printable(text.slice(Math.max(end, row.start + column), row.end));

  const fits = columnsOf(left + middle) <= columns;
  const before = fits ? left : cutStart(left, Math.floor(columns / SHARE_BEFORE));
  const marked = cutEnd(middle, columns - columnsOf(before));
  const after = cutEnd(right, Math.max(columns - columnsOf(before + marked), 1));
  const width = Math.max(columnsOf(marked), 1);
  return {
    line: line + 1,
    before,
    marked,
    after: marked === middle ? after : '',
    carets: `${' '.repeat(columnsOf(before))}${'^'.repeat(width)}`,
  };
}
