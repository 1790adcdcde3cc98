import { holderOf, type Variables } from './variables.ts';

/** Where reading a word has come to. */
interface Cursor {
  readonly text: string;
  at: number;
}

const VARIABLE = /(\w+)|\{(\w+)(:?[-+?]|##?|%%?|\/\/?|\})/y;

/**
 * Expands `$NAME`, `${NAME}` and `${NAME…}` with its modifiers as the builder does (Dockerfile reference,
 * "Environment replacement"). Undefined when a value is not known.
 */
export function expandVariables(text: string, variables: Variables): string | undefined {
  return readWord({ text, at: 0 }, undefined, variables);
}

/** Reads on behind the character that closes the word, or to the end. */
function readWord(
  cursor: Cursor,
  closing: string | undefined,
  variables: Variables,
): string | undefined {
  const { text } = cursor;
  let known = true;
  let read = '';
  while (cursor.at < text.length) {
    const character = text[cursor.at++];
    if (character === closing) break;
    if (character === '\\') {
      read += text[cursor.at++] ?? character;
    } else if (character === '$') {
      const value = readVariable(cursor, variables);
      known &&= value !== undefined;
      read += value ?? '';
    } else {
      read += character;
    }
  }
  return known ? read : undefined;
}

/** Reads what stands behind a `$`. */
function readVariable(cursor: Cursor, variables: Variables): string | undefined {
  VARIABLE.lastIndex = cursor.at;
  const found = VARIABLE.exec(cursor.text);
  if (found === null) return '$';
  cursor.at = VARIABLE.lastIndex;
  const [, plain, braced, operator = '}'] = found;
  const name = plain ?? braced ?? '';
  const holder = holderOf(variables, name);
  const value = holder === undefined ? '' : holder.get(name);
  if (operator === '}') return value;
  const pattern = operator.startsWith('/') ? readWord(cursor, '/', variables) : undefined;
  const word = readWord(cursor, '}', variables);
  if (value === undefined) return undefined;
  // With a colon an empty value is as none.
  const isGiven = operator.startsWith(':') ? value !== '' : holder !== undefined;
  switch (operator.at(-1)) {
    case '-':
      return isGiven ? value : word;
    case '+':
      return isGiven ? word : '';
    case '?':
      return isGiven ? value : undefined;
    case '/':
      return replaced(value, pattern, word, operator === '//');
    default:
      return word === undefined ? undefined : trimmed(value, word, operator);
  }
}

/** Without the shortest (`#`, `%`) or longest (`##`, `%%`) part that matches, at the beginning or the end. */
function trimmed(value: string, pattern: string, operator: string): string {
  const matches = new RegExp(`^${expressionOf(pattern)}$`, 's');
  const atEnd = operator.startsWith('%');
  const lengths = [...Array(value.length + 1).keys()];
  if (operator.length === 2) lengths.reverse();
  for (const length of lengths) {
    const end = value.length - length;
    const part = atEnd ? value.slice(end) : value.slice(0, length);
    if (matches.test(part)) return atEnd ? value.slice(0, end) : value.slice(length);
  }
  return value;
}

/** With what matches, the first time or each time, replaced. */
function replaced(
  value: string,
  pattern: string | undefined,
  word: string | undefined,
  everywhere: boolean,
): string | undefined {
  if (pattern === undefined || word === undefined) return undefined;
  if (pattern === '') return value;
  return value.replace(new RegExp(expressionOf(pattern), everywhere ? 'gs' : 's'), () => word);
}

/** A pattern of the shell, in which `*` stands for any text and `?` for one character, as a regular expression. */
function expressionOf(pattern: string): string {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return literal.replace(/\*+/g, '.*').replace(/\?/g, '.');
}
