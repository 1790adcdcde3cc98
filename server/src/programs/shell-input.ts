import type { ShellInput, ShellOption } from './behavior.ts';
import type { Argument } from './command.ts';

/** The shell's own command line: `-c TEXT [NAME [PARAMETER…]]`, `-s [PARAMETER…]`, or `FILE [PARAMETER…]`. */
export function shellInput(rest: readonly Argument[]): {
  readonly script: ShellInput;
  readonly parameters: readonly Argument[];
  readonly options: readonly ShellOption[];
} {
  let command = false;
  let standardInput = false;
  let index = 0;
  for (; index < rest.length; index += 1) {
    const value = rest[index]?.value;
    if (value === undefined || !/^[-+]./.test(value)) break;
    if (value === '--') {
      index += 1;
      break;
    }
    if (/^-[a-zA-Z]+$/.test(value)) {
      if (value.includes('c')) command = true;
      if (value.includes('s')) standardInput = true;
      if (/[oO]$/.test(value)) index += 1;
    }
  }
  const options = optionsAmong(rest.slice(0, index).map(({ value }) => value ?? ''));
  const operand = rest[index];
  if (operand === undefined || (standardInput && !command))
    return { script: { kind: 'standard-input' }, parameters: rest.slice(index), options };
  return command
    ? { script: { kind: 'text', text: operand }, parameters: rest.slice(index + 2), options }
    : { script: { kind: 'file', file: operand }, parameters: rest.slice(index + 1), options };
}

/** The options that words before a script's name set: `-eu`, `-o pipefail`. */
export function optionsAmong(words: readonly string[]): readonly ShellOption[] {
  const isSet = (letter: string, name: string): boolean =>
    words.some(
      (word, index) =>
        (/^-[a-zA-Z]+$/.test(word) && word.includes(letter)) ||
        (word === name && /^-[a-zA-Z]*o$/.test(words[index - 1] ?? '')),
    );
  return OPTIONS.filter(([letter, name]) => isSet(letter, name)).map(([, name]) => name);
}

const OPTIONS: readonly (readonly [letter: string, name: ShellOption])[] = [
  ['e', 'errexit'],
  ['u', 'nounset'],
  // It has no letter.
  [' ', 'pipefail'],
];
