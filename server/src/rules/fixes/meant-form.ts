/** Reads exec forms that are not JSON as their authors meant them. */

/** A text that was meant as an exec form; `words` is undefined where what it says cannot be told. */
export interface MeantForm {
  readonly words: readonly string[] | undefined;
}

/**
 * One item of a list, in whatever quotes, and the comma behind it. Escaped, as one character beyond ASCII makes V8 keep
 * the whole server with two bytes a character.
 */
const ITEM =
  /^\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|[\u201c\u201d]([^\u201c\u201d]*)[\u201c\u201d]|[\u2018\u2019]([^\u2018\u2019]*)[\u2018\u2019]|([^\s,"'\u201c\u201d\u2018\u2019[\]]+))\s*(?:,\s*|$)/;

/**
 * Undefined for texts that are a shell form, such as the test command `[ -f x ] && y`: the `[` of a
 * test stands alone, and commas are no part of it.
 */
export function readMeantForm(text: string): MeantForm | undefined {
  if (!/^\[[^[]/.test(text)) return undefined;
  const inside = text.slice(1).replace(/\](\s*#.*)?\s*$/, '');
  const words = itemsIn(inside);
  if (!/^\s/.test(inside)) return { words };
  return words !== undefined && words.length > 1 ? { words } : undefined;
}

function itemsIn(text: string): readonly string[] | undefined {
  const words: string[] = [];
  for (let rest = text; rest.trim() !== ''; ) {
    const match = ITEM.exec(rest);
    if (match === null) return undefined;
    const [all, double, ...others] = match;
    const other = others.find(value => value !== undefined) ?? '';
    words.push(double === undefined ? other : unescaped(double));
    rest = rest.slice(all.length);
  }
  return words;
}

/** A string that JSON refuses, such as a Windows path, means what it shows. */
function unescaped(inside: string): string {
  try {
    return JSON.parse(`"${inside}"`) as string;
  } catch {
    return inside;
  }
}
