import type { Excerpt } from '../../text/excerpt.ts';
import { insideJsonString } from '../../text/json-string.ts';
import type { Span } from '../../text/place.ts';

/** The scripts of a `package.json` by name, each with its places there; undefined where it is not JSON. */
export function packageScripts(file: Excerpt): ReadonlyMap<string, Excerpt> | undefined {
  try {
    JSON.parse(file.text);
  } catch {
    return undefined;
  }
  return new Map(
    stringsIn(file.text).flatMap(({ path, span }) => {
      const [outer, name, ...deeper] = path;
      const isScript = outer === 'scripts' && name !== undefined && deeper.length === 0;
      return isScript ? [[name, insideJsonString(file, span)] as const] : [];
    }),
  );
}

interface JsonString {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  /** Without the quotes. */
  readonly span: Span;
}

/** The values of objects that are strings, in a text that is JSON. */
function stringsIn(text: string): readonly JsonString[] {
  const found: JsonString[] = [];
  const path: string[] = [];
  let key: string | undefined;
  let isValue = false;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]/g)) {
    if (token === '{' || token === '[') {
      path.push(isValue ? (key ?? '') : '');
      isValue = false;
    } else if (token === '}' || token === ']') {
      path.pop();
      isValue = false;
    } else if (token === ':') isValue = true;
    else if (token === ',') isValue = false;
    else if (!isValue) key = JSON.parse(token) as string;
    else {
      const span = { start: index + 1, end: index + token.length - 1 };
      found.push({ path: [...path.slice(1), key ?? ''], span });
    }
  }
  return found;
}
