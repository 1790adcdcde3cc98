/** What the grammar's files share: pieces of script text, and the names that make them different. */
import fc from 'fast-check';

/** Text that is finished when all names are given: each server and question has its own. */
export type Piece = (names: Names) => string;

export interface Names {
  /** Numbers are given in the order of the text, so that a shrunk script has small ones. */
  next(): string;
  /** The path of a script of its own with this text. */
  file(text: string): string;
}

export const VARIABLES = ['A', 'B'] as const;
export const VALUES = ['x', 'y'] as const;

/** Before lines that no indentation may change. */
const FIXED = '\u0001';
const KILL_BEGIN = '\u0002';
const KILL_END = '\u0003';

/** The names of one start, whose scripts are put into `files`; they begin with `shebang`. */
export function createNames(files: Map<string, string>, shebang: string): Names {
  let count = 0;
  const next = (): string => {
    count += 1;
    return String(count);
  };
  return {
    next,
    file(text) {
      const path = `/part${next()}.sh`;
      files.set(path, `${shebang}\n${text}`);
      return path;
    },
  };
}

/** One of these texts; `§` stands for the next number. */
export function oneOf(...texts: readonly string[]): fc.Arbitrary<Piece> {
  return fc.constantFrom(...texts).map(text => names => text.replace(/§/g, () => names.next()));
}

export function indented(text: string): string {
  return text.replace(new RegExp(`^(?!$|${FIXED})`, 'gm'), '  ');
}

/** A here-document behind a command. */
export function hereDocument(command: string): string {
  return `${command} <<EOF\n${FIXED}hello\n${FIXED}EOF`;
}

/** A command that kills what may just have been started. */
export function killing(command: string): string {
  return `${KILL_BEGIN}${command}${KILL_END}`;
}

/**
 * The text as it is run. A shell with traps that forks can lose a signal to the new process, which has
 * its handlers until it forgets them; so what is to be killed comes up before, as time passes only then.
 */
export function finished(text: string, trapped: boolean): string {
  return text
    .replaceAll(FIXED, '')
    .replaceAll(KILL_BEGIN, trapped ? '{ sleep 1; ' : '')
    .replaceAll(KILL_END, trapped ? '; }' : '');
}
