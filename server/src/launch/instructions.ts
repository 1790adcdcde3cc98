/**
 * The room `launch`: a Dockerfile in, the ways its container starts out. It knows Dockerfile syntax
 * and what COPY puts where; it never opens a script.
 */
import { type Excerpt, excerptOf, type Piece, partOf, placeIn } from '../text/excerpt.ts';
import type { Place, Span } from '../text/place.ts';

/** One instruction, with what stands behind its keyword and flags as the builder reads it. */
export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  readonly at: Place;
  /** The whole lines that it stands on, with their line breaks. */
  readonly lines: Span;
  /** How the lines of its file end. */
  readonly lineBreak: '\n' | '\r\n';
  /** `--from=build` is `from` → `build`; the values of a flag that stands there several times are one a line. */
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

/** What was read of a text. */
export interface ReadText {
  readonly text: string;
  readonly instructions: readonly Instruction[];
}

/**
 * Reads the instructions in order. Text that is no Dockerfile gives none; it never throws. `before` is an earlier
 * text of the same file: instructions in front of where they differ are the same objects.
 */
export function readInstructions(
  path: string,
  text: string,
  before?: ReadText,
): readonly Instruction[] {
  if (text.includes('\0')) return [];
  const continuation = new RegExp(`\\${escapeCharacterOf(text)}[ \\t]*\\r?$`);
  const found = before === undefined ? [] : unchanged(before, text);
  let at = found.at(-1)?.lines.end ?? (text.startsWith('\uFEFF') ? 1 : 0);
  while (at < text.length) {
    const end = endOfLine(text, at);
    if (isPassedOver(text.slice(at, end))) {
      at = end;
      continue;
    }
    const instruction = readInstruction(path, text, at, continuation);
    found.push(instruction);
    at = instruction.lines.end;
  }
  return found;
}

/** What goes to the end of a text may go on in another one. */
function unchanged(before: ReadText, text: string): Instruction[] {
  if (lineBreakIn(before.text) !== lineBreakIn(text)) return [];
  let at = 0;
  const differs = before.instructions.findIndex(({ lines: { end } }) => {
    const same = text.startsWith(before.text.slice(at, end), at);
    at = end;
    return !same || end === before.text.length;
  });
  return before.instructions.slice(0, differs < 0 ? undefined : differs);
}

function lineBreakIn(text: string): Instruction['lineBreak'] {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** What the parser directives above the first line say. */
function escapeCharacterOf(text: string): string {
  const directives =
    /^\uFEFF?(?:[ \t]*#[ \t]*\w+[ \t]*=[^\n]*\n)*?[ \t]*#[ \t]*escape[ \t]*=[ \t]*([\\`])/i;
  return directives.exec(text)?.[1] ?? '\\';
}

/** Behind the line break. */
function endOfLine(text: string, at: number): number {
  const lineBreak = text.indexOf('\n', at);
  return lineBreak < 0 ? text.length : lineBreak + 1;
}

/** Blank lines and comments, between instructions as well as inside one. */
function isPassedOver(line: string): boolean {
  return /^\s*(#|$)/.test(line);
}

function readInstruction(
  path: string,
  text: string,
  start: number,
  continuation: RegExp,
): Instruction {
  const { pieces, end } = readLogicalLine(text, start, continuation);
  const { keyword, flags, rest } = partsOf(excerptOf(path, pieces));
  const bodies = /^((ONBUILD\s+)?(RUN|COPY|ADD))\s/i.test(`${keyword} ${rest.text}`)
    ? readHeredocs(rest.text, path, text, end)
    : { heredocs: [], end };
  const from = pieces[0]?.source.start ?? start;
  const length = text.slice(from, bodies.end).trimEnd().length;
  return {
    keyword,
    at: { path, span: { start: from, end: from + length } },
    lines: { start, end: bodies.end },
    lineBreak: lineBreakIn(text),
    flags,
    rest,
    heredocs: bodies.heredocs,
  };
}

/** The line at an offset with those that continue it, as one; what the builder drops is dropped. */
function readLogicalLine(
  text: string,
  start: number,
  continuation: RegExp,
): { readonly pieces: readonly Piece[]; readonly end: number } {
  const pieces: Piece[] = [];
  for (let at = start; ; ) {
    const end = endOfLine(text, at);
    const line = text.slice(at, end).replace(/\n$/, '');
    const dropped = pieces.length > 0 && isPassedOver(line);
    const continued = continuation.exec(line);
    if (!dropped) {
      const from = pieces.length > 0 ? at : at + (line.length - line.trimStart().length);
      const to = at + (continued === null ? line.trimEnd().length : continued.index);
      const source = { start: from, end: Math.max(from, to) };
      pieces.push({ value: text.slice(source.start, source.end), source });
    }
    if ((!dropped && continued === null) || end >= text.length) return { pieces, end };
    at = end;
  }
}

const HEREDOC = /"(?:[^"\\]|\\.)*"|'[^']*'|(?<=^|\s)\d*<<(-?)(["']?)([A-Za-z_]\w*)\2/g;

/** The here-documents that the head names, in order; one without an end goes to the end of the text. */
function readHeredocs(
  head: string,
  path: string,
  text: string,
  start: number,
): { readonly heredocs: readonly Heredoc[]; readonly end: number } {
  const heredocs: Heredoc[] = [];
  let at = start;
  for (const [, strips, quote, name] of head.matchAll(HEREDOC)) {
    if (name === undefined) continue;
    const pieces: Piece[] = [];
    while (at < text.length) {
      const end = endOfLine(text, at);
      const tabs = strips === '-' ? (/^\t*/.exec(text.slice(at, end))?.[0].length ?? 0) : 0;
      const value = text.slice(at + tabs, end);
      const source = { start: at + tabs, end };
      at = end;
      if (value.trimEnd() === name) break;
      pieces.push({ value, source });
    }
    heredocs.push({ name, text: excerptOf(path, pieces), quoted: quote !== '' });
  }
  return { heredocs, end: at };
}

/** The instruction that ONBUILD keeps for later; undefined where there is none. */
export function triggerOf(onbuild: Instruction): Instruction | undefined {
  const { at, rest } = onbuild;
  if (rest.text === '') return undefined;
  const place = placeIn(rest, { start: 0, end: rest.text.length });
  return { ...onbuild, at: { path: at.path, span: place.span }, ...partsOf(rest) };
}

/** Takes an instruction's text apart. */
function partsOf(whole: Excerpt): Pick<Instruction, 'keyword' | 'flags' | 'rest'> {
  const { text } = whole;
  // The builder knows no `CMD[…]`: what is meant is read, so that it can be said.
  const [first = '', keyword = ''] = /^\s*((?:CMD|ENTRYPOINT)(?=\[)|\S*)/i.exec(text) ?? [];
  const { flags, length } = readFlags(text.slice(first.length));
  const behind = text.slice(first.length + length);
  const start = text.length - behind.trimStart().length;
  return {
    keyword: keyword.toUpperCase(),
    flags,
    rest: partOf(whole, { start, end: text.length }),
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
    const value = flag[2] ?? '';
    const before = flags.get(flag[1]);
    flags.set(flag[1], before === undefined ? value : `${before}\n${value}`);
    length += flag[0].length;
  }
}
