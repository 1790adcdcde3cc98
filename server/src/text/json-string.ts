import { type Excerpt, excerptOf, placeIn } from './excerpt.ts';
import type { Span } from './place.ts';

/** The characters of a JSON string, given without its quotes, with their places; an escape maps as a whole. */
export function insideJsonString(text: Excerpt, { start, end }: Span): Excerpt {
  const pieces = [...text.text.slice(start, end).matchAll(/[^\\]+|\\u[0-9a-fA-F]{4}|\\./g)].map(
    match => {
      const raw = match[0];
      const at = start + match.index;
      const source = placeIn(text, { start: at, end: at + raw.length }).span;
      const value = raw.startsWith('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
      return { value, source };
    },
  );
  return excerptOf(text.path, pieces);
}
