/** What `sed -i` makes of a text, for the scripts that people write in Dockerfiles. */
import { type Excerpt, joinExcerpts, partOf, placeIn, standIn } from '../text/excerpt.ts';
import type { Place } from '../text/place.ts';

/** One command of a sed script. */
export interface Edit {
  /** The lines that it concerns. */
  readonly lines: LineAddress;
  readonly action:
    | {
        readonly kind: 'substitute';
        readonly search: RegExp;
        /** With `$1` and `$&` as in JavaScript. */
        readonly by: string;
      }
    | { readonly kind: 'delete' }
    | { readonly kind: 'insert' | 'append' | 'change'; readonly text: string };
}

export type LineAddress = 'all' | 'last' | number | RegExp;

/**
 * Reads sed scripts of `s`, `d`, `a`, `i` and `c` with one address at most, one behind the other; undefined where
 * there is anything else in them. `extended` is `-E`.
 */
export function readSedScripts(
  scripts: readonly string[],
  extended: boolean,
): readonly Edit[] | undefined {
  const edits = scripts.map(script => readSedScript(script, extended));
  return edits.includes(undefined) ? undefined : edits.flatMap(found => found ?? []);
}

function readSedScript(text: string, extended: boolean): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const read = readEdit(rest, extended);
    if (read === undefined) return undefined;
    edits.push(read.edit);
    rest = read.rest.replace(/^[\s;]+/, '');
  }
  return edits;
}

/** The text as sed leaves it: line by line, each through all edits. */
export function edited(text: Excerpt, edits: readonly Edit[]): Excerpt {
  const lines = linesOf(text.text);
  const parts = lines.flatMap((line, index) => {
    const space = text.text.slice(line.start, line.end);
    const result = editedLine(space, index + 1, index + 1 === lines.length, edits);
    const { path, span } = placeIn(text, line);
    const written = (value: string): Excerpt => standIn(path, value, span);
    const rest = partOf(text, { start: line.end, end: line.ending });
    const own =
      result.space === undefined
        ? []
        : result.space === space
          ? [partOf(text, { start: line.start, end: line.ending })]
          : [written(result.space), rest];
    const broken = line.end === line.ending && own.length > 0;
    const behind = result.behind.map((value, at) =>
      written(`${broken && at === 0 ? '\n' : ''}${value}\n`),
    );
    return [...result.before.map(value => written(`${value}\n`)), ...own, ...behind];
  });
  const whole = joinExcerpts(parts.filter(({ text: { length } }) => length > 0));
  return whole ?? { ...text, text: '', segments: [] };
}

interface EditedLine {
  /** What is left of the line; undefined where it is deleted. */
  readonly space: string | undefined;
  readonly before: readonly string[];
  readonly behind: readonly string[];
}

function editedLine(
  line: string,
  number: number,
  isLast: boolean,
  edits: readonly Edit[],
): EditedLine {
  const before: string[] = [];
  const behind: string[] = [];
  let space = line;
  for (const { lines, action } of edits) {
    const chosen =
      lines === 'all' || lines === number || (lines === 'last' && isLast) || matches(lines, space);
    if (!chosen) continue;
    if (action.kind === 'substitute') space = space.replace(action.search, action.by);
    else if (action.kind === 'append') behind.push(action.text);
    else if (action.kind === 'insert') before.push(action.text);
    else {
      if (action.kind === 'change') before.push(action.text);
      return { space: undefined, before, behind };
    }
  }
  return { space, before, behind };
}

function matches(lines: LineAddress, text: string): boolean {
  return lines instanceof RegExp && lines.test(text);
}

/**
 * What an edit brings into a text that is not known. Undefined where that cannot be told without it:
 * a bare word such as `yes` may have been put anywhere.
 */
export function broughtBy({ action }: Edit, { path, span }: Place): Excerpt | undefined {
  if (action.kind === 'delete') return undefined;
  if (action.kind !== 'substitute') return standIn(path, `\n${action.text}\n`, span);
  const isPlain = /\s|=/.test(action.by.trim()) && !/\$[\d&]/.test(action.by);
  return isPlain ? standIn(path, `\n${action.by.replaceAll('$$', '$')}\n`, span) : undefined;
}

interface Read {
  readonly edit: Edit;
  readonly rest: string;
}

function readEdit(text: string, extended: boolean): Read | undefined {
  const address = /^(?:(\d+)|(\$)|\/((?:[^/\\\n]|\\.)*)\/)?\s*/.exec(text);
  const [whole = '', line, last, pattern] = address ?? [];
  const search = pattern === undefined ? undefined : regExpOf(pattern, '', extended);
  if (pattern !== undefined && search === undefined) return undefined;
  const lines = search ?? (line !== undefined ? Number(line) : last === undefined ? 'all' : 'last');
  const command = text.slice(whole.length);
  if (/^d\s*(;|\n|$)/.test(command))
    return { edit: { lines, action: { kind: 'delete' } }, rest: command.slice(1) };
  const inserted = /^([aic])(?:\s*\\\n|\s*\\?)([^\n]*)/.exec(command);
  if (inserted !== null) {
    const [all, name, written = ''] = inserted;
    const kind = name === 'a' ? 'append' : name === 'i' ? 'insert' : 'change';
    const action = { kind, text: written.replace(/\\n/g, '\n').replace(/\\(.)/g, '$1') } as const;
    return { edit: { lines, action }, rest: command.slice(all.length) };
  }
  const substitution = readSubstitution(command, extended);
  return substitution && { edit: { lines, action: substitution.action }, rest: substitution.rest };
}

function readSubstitution(
  command: string,
  extended: boolean,
): { readonly action: Edit['action']; readonly rest: string } | undefined {
  const delimiter = /^s([^\s\w\\])/.exec(command)?.[1];
  if (delimiter === undefined) return undefined;
  const part = `((?:[^\\\\${escaped(delimiter)}]|\\\\[\\s\\S])*)${escaped(delimiter)}`;
  const found = new RegExp(`^s${escaped(delimiter)}${part}${part}([gIi]*)\\s*(?=;|\\n|$)`).exec(
    command,
  );
  if (found === null) return undefined;
  const [all, pattern = '', by = '', flags = ''] = found;
  const plain = (written: string): string =>
    delimiter === '/'
      ? written.replaceAll('\\/', '/')
      : written.replaceAll(`\\${delimiter}`, delimiter);
  const search = regExpOf(plain(pattern), flags, extended);
  if (search === undefined) return undefined;
  const action = { kind: 'substitute', search, by: replacementOf(plain(by)) } as const;
  return { action, rest: command.slice(all.length) };
}

/** A POSIX pattern in JavaScript's words; in a basic one the backslash makes operators, in an extended one it takes them away. */
function regExpOf(pattern: string, flags: string, extended: boolean): RegExp | undefined {
  if (/\[\[:|\\[<>`']/.test(pattern)) return undefined;
  const source = pattern.replace(/\[\^?\]?[^\]]*\]|\\?[+?(){}|]/g, token => {
    if (token.startsWith('[')) return token.replace(/\\/g, '\\\\').replace(/^(\[\^?)\]/, '$1\\]');
    const isOperator = extended !== token.startsWith('\\');
    return isOperator ? token.slice(-1) : `\\${token.slice(-1)}`;
  });
  try {
    return new RegExp(source, flags.toLowerCase());
  } catch {
    return undefined;
  }
}

function replacementOf(text: string): string {
  return text.replace(/\\[nt]|\\(\d)|\\[\s\S]|[&$]/g, (token, group: string | undefined) => {
    if (token === '\\n') return '\n';
    if (token === '\\t') return '\t';
    if (group !== undefined) return `$${group}`;
    if (token === '&') return '$&';
    return token === '$' || token === '\\$' ? '$$' : token.slice(1);
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

function linesOf(
  text: string,
): readonly { readonly start: number; readonly end: number; readonly ending: number }[] {
  return [...text.matchAll(/([^\n]*)(\n|$)/g)]
    .filter(([all]) => all !== '')
    .map(({ 0: all, 1: line = '', index }) => ({
      start: index,
      end: index + line.length,
      ending: index + all.length,
    }));
}
