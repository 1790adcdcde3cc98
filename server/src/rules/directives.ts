import { TAUGHT, type Taught } from '../programs/taught.ts';
import type { Place, Span } from '../text/place.ts';

/** A comment that begins with `entrypoint-lint:` and stands on a line of its own. */
export interface Directive {
  readonly at: Place;
  /** Its whole line, with the line break. */
  readonly line: Span;
  /** The lines below up to the end of the command that it speaks of; undefined where none follows. */
  readonly below: Span | undefined;
  readonly says:
    | { readonly kind: 'annotation'; readonly behavior: Taught['behavior'] }
    | {
        readonly kind: 'suppression';
        readonly scope: 'next-line' | 'file';
        readonly rules: readonly { readonly name: string; readonly at: Place }[];
      }
    | { readonly kind: 'unknown'; readonly word: string };
}

const SCOPES = { 'disable-next-line': 'next-line', 'disable-file': 'file' } as const;

/** Every word that may follow `entrypoint-lint:`. */
export const DIRECTIVE_WORDS: readonly string[] = [...TAUGHT, ...Object.keys(SCOPES)];

/** False for texts in which there is nothing to look for. */
export function mayHoldDirectives(text: string): boolean {
  return text.includes('entrypoint-lint:');
}

/**
 * The directives of a file. `isComment` tells whether a `#` at an offset begins a comment; `endOf`
 * gives the end of the command that begins on a line.
 */
export function directivesIn(
  path: string,
  text: string,
  isComment: (offset: number) => boolean,
  endOf: (line: Span) => number,
): readonly Directive[] {
  const pattern = /^[ \t]*(#[ \t]*entrypoint-lint:[ \t]*(.*?))[ \t\r]*$/gm;
  return [...text.matchAll(pattern)].flatMap(match => {
    const [whole, comment = '', body = ''] = match;
    const start = match.index + whole.indexOf('#');
    const bodyAt = start + comment.length - body.length;
    if (!isComment(start)) return [];
    const lineEnd = endOfLine(text, match.index);
    return [
      {
        at: { path, span: { start, end: start + comment.length } },
        line: { start: match.index, end: Math.min(lineEnd + 1, text.length) },
        below: below(text, lineEnd, endOf),
        says: readBody(body, { path, span: { start: bodyAt, end: bodyAt + body.length } }),
      },
    ];
  });
}

/** True for a place that begins in the lines that a directive speaks of. */
export function speaksOf(below: Directive['below'], { span }: Place): boolean {
  return below !== undefined && below.start < span.start && span.start < below.end;
}

/** The end of a line, and of those that a backslash ties to it. */
export function endOfContinued(text: string, { start, end }: Span): number {
  const continued = /(?<!\\)(\\\\)*\\\r?$/.test(text.slice(start, end));
  return continued && end < text.length
    ? endOfContinued(text, { start: end + 1, end: endOfLine(text, end + 1) })
    : end;
}

/** Other comments may stand between a directive and its command, but no empty line. */
function below(text: string, from: number, endOf: (line: Span) => number): Span | undefined {
  for (let start = from + 1; start < text.length; ) {
    const end = endOfLine(text, start);
    const line = text.slice(start, end);
    if (/^\s*$/.test(line)) return undefined;
    if (!/^\s*#/.test(line)) return { start: from, end: endOf({ start, end }) };
    start = end + 1;
  }
  return undefined;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** Behind ` -- ` stands the reason, which is for people. */
function readBody(body: string, { path, span }: Place): Directive['says'] {
  const head = body.replace(/(^|\s)--(\s.*)?$/, '');
  const [first, ...others] = [...head.matchAll(/[^\s,]+/g)].map(({ 0: name, index }) => {
    const start = span.start + index;
    return { name, at: { path, span: { start, end: start + name.length } } };
  });
  const word = first?.name ?? '';
  const behavior = TAUGHT.find(known => known === word);
  if (behavior !== undefined) return { kind: 'annotation', behavior };
  return word === 'disable-next-line' || word === 'disable-file'
    ? { kind: 'suppression', scope: SCOPES[word], rules: others }
    : { kind: 'unknown', word };
}
