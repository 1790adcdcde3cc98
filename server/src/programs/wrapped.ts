/** The commands that wrappers run. */
import type { Argument } from './command.ts';
import type { SplitArguments } from './options.ts';
import type { WrapEffect } from './program.ts';

/** The words of the wrapped command; empty where there is none. */
export function wrappedCommand(effect: WrapEffect, split: SplitArguments): readonly Argument[] {
  const { rest, operands, dashes } = split;
  const text = optionWord(effect.textOptions, split);
  if (text !== undefined) return [shellWord(text, 'sh'), shellWord(text, '-c'), text];
  if (effect.shellOperands) return ofShell(operands.map(({ argument }) => argument));
  if (effect.textOnly) return [];
  if (effect.programOptions !== undefined) {
    const program = optionWord(effect.programOptions, split);
    return program === undefined ? [] : [program, ...operands.map(({ argument }) => argument)];
  }
  if (effect.behindDashes) return dashes === undefined ? [] : rest.slice(dashes + 1);
  const first = operands[effect.operands ?? 0]?.index;
  const command = first === undefined ? [] : rest.slice(first);
  if (!effect.assignments) return command;
  const program = command.findIndex(({ value }) => !/^[A-Za-z_]\w*=/.test(value ?? ''));
  return program < 0 ? [] : command.slice(program);
}

/** `su [-] USER FILE [PARAMETER…]`: the user's shell reads the file. */
function ofShell(operands: readonly Argument[]): readonly Argument[] {
  const [, ...given] = operands[0]?.value === '-' ? operands.slice(1) : operands;
  const [file] = given;
  return file === undefined ? [] : [shellWord(file, 'sh'), ...given];
}

function optionWord(
  names: readonly string[] | undefined,
  { options }: SplitArguments,
): Argument | undefined {
  const given = options.filter(({ name, valueWord }) => names?.includes(name) && valueWord);
  const [first] = given.sort(
    (a, b) => (names?.indexOf(a.name) ?? 0) - (names?.indexOf(b.name) ?? 0),
  );
  return first?.valueWord;
}

/** A word of the shell that reads the text, though nobody wrote it. */
function shellWord({ at }: Argument, value: string): Argument {
  return { value, source: value, at, text: undefined };
}
