/**
 * The room `launch`: a Dockerfile in, the ways its container starts out. It knows Dockerfile syntax
 * and what COPY puts where; it never opens a script.
 */
import { DockerfileParser, type Instruction as ParsedInstruction } from 'dockerfile-ast';
import { type Excerpt, excerptOf, partOf, placeIn } from '../text/excerpt.ts';
import { lineIndex } from '../text/line-index.ts';
import type { Place, Span } from '../text/place.ts';

/** One instruction, with what stands behind its keyword and flags as the builder reads it. */
export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  readonly at: Place;
  /** The whole lines that it stands on, with their line breaks. */
  readonly lines: Span;
  /** `--from=build` is `from` → `build`. */
  readonly flags: ReadonlyMap<string, string>;
  /** Without continuations, the comment lines between them, and here-documents. */
  readonly rest: Excerpt;
  readonly heredocs: readonly Heredoc[];
}

/** The text that `<<NAME` gives to COPY, ADD or RUN. */
export interface Heredoc {
  readonly name: string;
  readonly text: Excerpt;
  /** The name stands in quotes: COPY takes the text as it is and expands no variables. */
  readonly quoted: boolean;
}

/** Reads the instructions in order. Text that is no Dockerfile gives none; it never throws. */
export function readInstructions(path: string, text: string): readonly Instruction[] {
  if (text.includes('\0')) return [];
  const dockerfile = DockerfileParser.parse(text);
  const escapeCharacter = dockerfile.getEscapeCharacter();
  const lines = lineIndex(text);
  return dockerfile.getInstructions().map(parsed => {
    const span = spanOf(parsed, lines.offsetAt, text);
    return readInstruction(path, text, span, parsed.getKeyword(), escapeCharacter);
  });
}

function spanOf(
  parsed: ParsedInstruction,
  offsetAt: (position: { line: number; column: number }) => number,
  text: string,
): Span {
  const { start, end } = parsed.getRange();
  const from = offsetAt({ line: start.line, column: start.character });
  const to = offsetAt({ line: end.line, column: end.character });
  return { start: from, end: from + text.slice(from, to).trimEnd().length };
}

function readInstruction(
  path: string,
  text: string,
  span: Span,
  keyword: string,
  escapeCharacter: string,
): Instruction {
  const behind = span.start + keyword.length;
  const { flags, length } = readFlags(text.slice(behind, span.end));
  const start = behind + length;
  const mayHold = /^(RUN|COPY|ADD)$/i.test(keyword);
  const head = mayHold ? headEnd(text, { start, end: span.end }, escapeCharacter) : span.end;
  const rest = logicalText(path, text, { start, end: head }, escapeCharacter);
  const heredocs =
    head < span.end ? readHeredocs(rest.text, path, text, { start: head + 1, end: span.end }) : [];
  const lines = {
    start: text.lastIndexOf('\n', span.start - 1) + 1,
    end: text.indexOf('\n', span.end) < 0 ? text.length : text.indexOf('\n', span.end) + 1,
  };
  return { keyword: keyword.toUpperCase(), at: { path, span }, lines, flags, rest, heredocs };
}

const HEREDOC = /<<(-?)(["']?)([A-Za-z_]\w*)\2/g;

/** Where the here-documents of an instruction begin: behind its first line, continuations included. */
function headEnd(text: string, span: Span, escapeCharacter: string): number {
  const continued = new RegExp(`\\${escapeCharacter}[ \\t]*\\r?$`);
  let at = span.start;
  for (const line of text.slice(span.start, span.end).split('\n')) {
    const end = at + line.length;
    if (!continued.test(line)) {
      const head = text.slice(span.start, end);
      return new RegExp(HEREDOC).test(head) ? end : span.end;
    }
    at = end + 1;
  }
  return span.end;
}

/** The here-documents that the head names, in order; one without an end goes to the end of the text. */
function readHeredocs(head: string, path: string, text: string, span: Span): readonly Heredoc[] {
  const found: Heredoc[] = [];
  let at = span.start;
  for (const [, strips, quote, name = ''] of head.matchAll(HEREDOC)) {
    const pieces: { value: string; source: Span }[] = [];
    while (at < span.end) {
      const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at) + 1;
      const tabs = strips === '-' ? (/^\t*/.exec(text.slice(at, end))?.[0].length ?? 0) : 0;
      const value = text.slice(at + tabs, end);
      const source = { start: at + tabs, end };
      at = end;
      if (value.trimEnd() === name) break;
      pieces.push({ value, source });
    }
    found.push({ name, text: excerptOf(path, pieces), quoted: quote !== '' });
  }
  return found;
}

/** The text of several lines as one, trimmed; what the builder drops is dropped. */
function logicalText(path: string, text: string, span: Span, escapeCharacter: string): Excerpt {
  const pieces: { value: string; source: Span }[] = [];
  const continuation = new RegExp(`\\${escapeCharacter}[ \\t]*\\r?$`);
  let at = span.start;
  for (const [index, line] of text.slice(span.start, span.end).split('\n').entries()) {
    const dropped = index > 0 && /^\s*(#.*)?$/.test(line);
    const continued = continuation.exec(line);
    const start = index === 0 ? at + (line.length - line.trimStart().length) : at;
    const end = at + (continued === null ? line.trimEnd().length : continued.index);
    if (!dropped && end > start) {
      pieces.push({ value: text.slice(start, end), source: { start, end } });
    }
    at += line.length + 1;
  }
  return excerptOf(path, pieces);
}

/** The instruction that ONBUILD keeps for later; undefined where there is none. */
export function triggerOf(onbuild: Instruction): Instruction | undefined {
  const { path } = onbuild.at;
  const keyword = /^[A-Za-z]+/.exec(onbuild.rest.text)?.[0];
  if (keyword === undefined) return undefined;
  const at = placeIn(onbuild.rest, { start: 0, end: onbuild.rest.text.length });
  const { flags, length } = readFlags(onbuild.rest.text.slice(keyword.length));
  const behind = onbuild.rest.text.slice(keyword.length + length);
  const start = keyword.length + length + (behind.length - behind.trimStart().length);
  const rest = partOf(onbuild.rest, { start, end: onbuild.rest.text.length });
  return {
    keyword: keyword.toUpperCase(),
    at: { path, span: at.span },
    lines: onbuild.lines,
    flags,
    rest,
    heredocs: onbuild.heredocs,
  };
}

/** `--NAME=VALUE` words at the beginning, and how many characters they take. */
function readFlags(text: string): {
  readonly flags: ReadonlyMap<string, string>;
  readonly length: number;
} {
  const flags = new Map<string, string>();
  let length = 0;
  for (;;) {
    const flag = /^\s+--([a-z]+)(?:=(\S*))?(?=\s)/.exec(text.slice(length));
    if (flag?.[1] === undefined) return { flags, length };
    flags.set(flag[1], flag[2] ?? '');
    length += flag[0].length;
  }
}
