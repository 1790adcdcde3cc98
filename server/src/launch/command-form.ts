import type { Argument } from '../programs/command.ts';
import { type Excerpt, placeIn } from '../text/excerpt.ts';
import { insideJsonString } from '../text/json-string.ts';
import type { Instruction } from './instructions.ts';

/** What a CMD, ENTRYPOINT or SHELL instruction says. */
export type CommandForm =
  | { readonly kind: 'exec'; readonly instruction: Instruction; readonly argv: readonly Argument[] }
  | { readonly kind: 'shell'; readonly instruction: Instruction; readonly text: Argument };

/** Reads the form: a JSON array of strings is the exec form, all else is a text for the shell. */
export function readCommandForm(instruction: Instruction): CommandForm {
  const argv = readJsonStrings(instruction.rest);
  return argv === undefined
    ? { kind: 'shell', instruction, text: wholeArgument(instruction.rest) }
    : { kind: 'exec', instruction, argv };
}

function wholeArgument(text: Excerpt): Argument {
  const at = placeIn(text, { start: 0, end: text.text.length });
  return { value: text.text, source: text.text, at, text };
}

/** Undefined unless the text is strictly a JSON array of strings. */
function readJsonStrings(text: Excerpt): readonly Argument[] | undefined {
  const values = parseStrings(text.text);
  if (values === undefined) return undefined;
  const literals = [...text.text.matchAll(/"(?:[^"\\]|\\.)*"/g)];
  return values.map((value, index) => {
    const literal = literals[index];
    const start = literal?.index ?? 0;
    const end = start + (literal?.[0].length ?? 0);
    return {
      value,
      source: value,
      at: placeIn(text, { start, end }),
      text: insideJsonString(text, { start: start + 1, end: end - 1 }),
    };
  });
}

function parseStrings(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    const strings = Array.isArray(parsed) ? parsed.filter(value => typeof value === 'string') : [];
    return Array.isArray(parsed) && strings.length === parsed.length ? strings : undefined;
  } catch {
    return undefined;
  }
}
