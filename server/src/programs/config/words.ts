import { type Excerpt, excerptOf, placeIn } from '../../text/excerpt.ts';
import type { Argument } from '../command.ts';

/** A character, or what quotes hold. */
const PIECE = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)/g;
const WORD = /(?:'[^']*'|"(?:[^"\\]|\\[\s\S])*"|\\[\s\S]|[^\s'"\\])+/g;

/** The words of a command that no shell reads (Python's `shlex.split`); undefined where quotes are not closed. */
export function wordsOf(command: Excerpt): readonly Argument[] | undefined {
  if (command.text.replace(WORD, '').trim() !== '') return undefined;
  return [...command.text.matchAll(WORD)].map(({ 0: source, index }) => {
    const pieces = [...source.matchAll(PIECE)].map(match => {
      const [raw, single, double, escaped, plain] = match;
      const start = index + match.index;
      const value = single ?? double?.replace(/\\(["\\])/g, '$1') ?? escaped ?? plain ?? '';
      // Between quotes that hold no escapes every character keeps its place.
      const quoted = raw.length === value.length + 2;
      const span = quoted
        ? { start: start + 1, end: start + 1 + value.length }
        : { start, end: start + raw.length };
      return { value, source: placeIn(command, span).span };
    });
    const text = excerptOf(command.path, pieces);
    const at = placeIn(command, { start: index, end: index + source.length });
    return { value: text.text, source, at, text };
  });
}
