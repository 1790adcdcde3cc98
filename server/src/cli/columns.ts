/** How wide text is on a terminal, and how it is broken into lines. */

/** East Asian Wide and Fullwidth (UAX #11), coarsely: whole blocks, since terminals differ in detail. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

const ZERO_WIDTH = /\p{Mark}|\p{Cf}/u;

const ASCII = /^[ -~]*$/;

/** Characters that would move the cursor, change colors, or reorder the line. */
const UNPRINTABLE = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;

const TAB_WIDTH = 4;

/** Marks that must not begin a line of Japanese. */
const NOT_FIRST = /^[、。，．：；？！」』）］｝〉》ー…ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/;

/** The columns that a text takes. */
export function columnsOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += columnsOfCharacter(character);
  return columns;
}

/** The text as it can be shown: tabs as blanks, other control characters as `�`. */
export function printable(text: string): string {
  return text.replaceAll('\t', ' '.repeat(TAB_WIDTH)).replace(UNPRINTABLE, '\ufffd');
}

/** The longest beginning of the text that fits; what is cut off shows as `…`. */
export function cutEnd(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let cut = '';
  let used = 1;
  for (const character of text) {
    used += columnsOfCharacter(character);
    if (used > columns) break;
    cut += character;
  }
  return `${cut}…`;
}

/** The longest end of the text that fits; what is cut off shows as `…`. */
export function cutStart(text: string, columns: number): string {
  const characters = [...text];
  if (columnsOf(text) <= columns) return text;
  let used = 1;
  let first = characters.length;
  while (first > 0 && used + columnsOfCharacter(characters[first - 1] ?? '') <= columns) {
    first -= 1;
    used += columnsOfCharacter(characters[first] ?? '');
  }
  return `…${characters.slice(first).join('')}`;
}

/** Breaks a text into lines at blanks, and between characters of scripts that write without them. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
    if (line !== '' && columnsOf(line) + columnsOf(piece.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += line === '' ? piece.trimStart() : piece;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

/** What must stay together; code in backticks is not broken, so that it can be copied. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  for (const [piece] of text.matchAll(/(?:`[^`]*`|[!-_a-~])+\s*|\s+|./gsu)) {
    const stays = NOT_FIRST.test(piece);
    if (stays && pieces.length > 0) pieces[pieces.length - 1] += piece;
    else pieces.push(piece);
  }
  return pieces;
}

function columnsOfCharacter(character: string): number {
  if (ASCII.test(character)) return 1;
  if (ZERO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
