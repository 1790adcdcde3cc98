import { type Excerpt, joinExcerpts, partOf, placeIn, standIn } from '../../text/excerpt.ts';

/** A `[name]` with its keys, in lower case. */
export interface Section {
  readonly name: string;
  readonly keys: ReadonlyMap<string, Excerpt>;
}

/**
 * The sections of a text as Python's `configparser` reads them for supervisord: comments begin a line or
 * follow a blank, values go on in lines that are indented. Other lines are passed over.
 */
export function sectionsIn(file: Excerpt): readonly Section[] {
  const sections: { readonly name: string; readonly keys: Map<string, Excerpt> }[] = [];
  let key: string | undefined;
  for (const { 0: written, index } of file.text.matchAll(/[^\r\n]+/g)) {
    if (/^\s*[;#]/.test(written)) continue;
    const line = written.replace(/\s[;#].*$/, '').trimEnd();
    const rest = (start: number): Excerpt =>
      partOf(file, { start: index + start, end: index + line.length });
    const section = sections.at(-1);
    const name = /^\[([^\]]+)\]/.exec(line)?.[1];
    const [begin, named] = /^([^\s:=][^:=]*?)\s*[:=]\s*/.exec(line) ?? [];
    if (name !== undefined) {
      sections.push({ name, keys: new Map() });
      key = undefined;
    } else if (begin !== undefined && named !== undefined) {
      key = named.toLowerCase();
      section?.keys.set(key, rest(begin.length));
    } else if (key !== undefined && /^\s+\S/.test(line)) {
      const value = continued(section?.keys.get(key), rest(line.search(/\S/)));
      if (value !== undefined) section?.keys.set(key, value);
    }
  }
  return sections;
}

function continued(value: Excerpt | undefined, more: Excerpt): Excerpt | undefined {
  if (value === undefined) return undefined;
  const { path, span } = placeIn(more, { start: 0, end: 0 });
  return joinExcerpts([value, standIn(path, '\n', span), more]);
}
