/** The commands that wrappers run. */
import type { Argument } from './command.ts';
import type { SplitArguments } from './options.ts';
import type { WrapEffect } from './program.ts';

/** Stands for the shell of the user, which is not known. */
export const USERS_SHELL = '$SHELL';

/** The words of the wrapped command; empty where there is none. */
export function wrappedCommand(effect: WrapEffect, split: SplitArguments): readonly Argument[] {
  const { rest, operands, dashes } = split;
  const text = optionWord(effect.textOptions, split);
  if (text !== undefined) return [shellFor(text, effect, split), madeWord(text, '-c'), text];
  if (effect.shellOperands) {
    const [file, ...parameters] = behindUser(operands.map(({ argument }) => argument));
    return file === undefined ? [] : [shellFor(file, effect, split), file, ...parameters];
  }
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
function behindUser(operands: readonly Argument[]): readonly Argument[] {
  return operands.slice(operands[0]?.value === '-' ? 2 : 1);
}

/** The shell that reads a text or a file. */
function shellFor(read: Argument, { shellOptions }: WrapEffect, split: SplitArguments): Argument {
  if (shellOptions === undefined) return madeWord(read, 'sh');
  const told = split.options.find(({ name }) => shellOptions.includes(name));
  return told?.valueWord ?? madeWord(read, told?.value || USERS_SHELL);
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
function madeWord({ at }: Argument, value: string): Argument {
  return { value, source: value, at, text: undefined };
}
