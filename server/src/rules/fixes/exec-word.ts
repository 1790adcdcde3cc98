import { literalValue, type RunStep } from '../../shell/steps.ts';
import type { Replacement } from '../../text/edit.ts';

/** Puts `exec` before a command, in the place of `command`: that is a builtin, which `exec` does not find. */
export function execBefore({ at, words }: RunStep): Replacement {
  const [first, ...others] = words;
  const start = first?.at.start ?? at.start;
  const passedOver = first !== undefined && literalValue(first) === 'command';
  const program = passedOver
    ? others.find(word => !literalValue(word)?.startsWith('-'))
    : undefined;
  return { span: { start, end: program?.at.start ?? start }, text: 'exec ' };
}
