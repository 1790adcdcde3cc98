import type { FileContent } from '../analysis.ts';
import { type LineIndex, lineIndex, type Position } from '../text/line-index.ts';
import type { Place } from '../text/place.ts';

/** The texts of a folder's files, with their lines. */
export interface Texts {
  textOf(path: string): string;
  linesOf(path: string): LineIndex;
  startOf(place: Place): Position;
  endOf(place: Place): Position;
}

export function createTexts(files: ReadonlyMap<string, FileContent>): Texts {
  const indexes = new Map<string, LineIndex>();
  const textOf = (path: string): string => {
    const file = files.get(path);
    return file?.kind === 'text' ? file.text : '';
  };
  const linesOf = (path: string): LineIndex => {
    const index = indexes.get(path) ?? lineIndex(textOf(path));
    indexes.set(path, index);
    return index;
  };
  return {
    textOf,
    linesOf,
    startOf: ({ path, span }) => linesOf(path).positionAt(span.start),
    endOf: ({ path, span }) => linesOf(path).positionAt(span.end),
  };
}
