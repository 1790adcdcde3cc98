/** Writes the words of an exec form as a text for the shell that does what they were meant to do. */

const ENDS_COMMAND = /^(?:&&|;|&)$/;

/** Variables that hold several words are left unquoted, as their names say. */
const SEVERAL_WORDS = /(OPTS?|OPTIONS|ARGS?|ARGUMENTS|FLAGS|PARAMS)\}?$/;

/** True where a word would be read as a parameter of the shell, which has none. */
export function needsParameter(words: readonly string[]): boolean {
  return words.some(word => /\$\{?[0-9@*#?!$-]/.test(word));
}

/**
 * The text, with `exec` before the last command where that is no part of a pipeline. Undefined for
 * words that are nothing but operators.
 */
export function shellTextOf(words: readonly string[], operator: RegExp): string | undefined {
  const kept = ENDS_COMMAND.test(words.at(-1) ?? '') ? words.slice(0, -1) : words;
  if (kept.every(word => operator.test(word))) return undefined;
  const texts = kept.map(word => (operator.test(word) ? word : quoted(word)));
  if (kept.some(word => word === '|' || word === '||')) return texts.join(' ');
  const last = kept.findLastIndex(word => ENDS_COMMAND.test(word)) + 1;
  return [...texts.slice(0, last), 'exec', ...texts.slice(last)].join(' ');
}

/** The word as the shell has to read it; a variable in it is expanded. */
export function quoted(word: string): string {
  if (/^[\w./:@%+=,-]+$/.test(word)) return word;
  if (/^\$\{?\w+\}?$/.test(word) && SEVERAL_WORDS.test(word)) return word;
  if (word.includes('$')) return `"${word.replace(/["\\`]/g, '\\$&')}"`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
