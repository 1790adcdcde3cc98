import type { ShellInput } from './behavior.ts';
import type { Argument } from './command.ts';

/** The shell's own command line: `-c TEXT [NAME [PARAMETER…]]`, `-s [PARAMETER…]`, or `FILE [PARAMETER…]`. */
export function shellInput(rest: readonly Argument[]): {
  readonly script: ShellInput;
  readonly parameters: readonly Argument[];
  readonly errexit: boolean;
} {
  let errexit = false;
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
      if (value.includes('e')) errexit = true;
      if (value.includes('c')) command = true;
      if (value.includes('s')) standardInput = true;
      if (/[oO]$/.test(value)) index += 1;
    }
  }
  const operand = rest[index];
  if (operand === undefined || (standardInput && !command))
    return { script: { kind: 'standard-input' }, parameters: rest.slice(index), errexit };
  return command
    ? { script: { kind: 'text', text: operand }, parameters: rest.slice(index + 2), errexit }
    : { script: { kind: 'file', file: operand }, parameters: rest.slice(index + 1), errexit };
}
