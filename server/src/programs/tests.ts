import type { SplitArguments } from './options.ts';
import type { When } from './program.ts';

/** Whether the test holds for the program of this path with these arguments. */
export function holds(when: When, path: string, split: SplitArguments): boolean {
  const operands = split.operands.map(({ argument }) => argument.value ?? '');
  if ('has' in when) return split.options.some(({ name }) => when.has.includes(name));
  if ('option' in when) {
    const pattern = new RegExp(when.matches);
    return split.options.some(
      ({ name, value }) => name === when.option && value !== undefined && pattern.test(value),
    );
  }
  if ('first' in when) {
    const [first = '', second = ''] = operands;
    return new RegExp(when.first).test(first) && new RegExp(when.second ?? '').test(second);
  }
  if ('operand' in when) {
    const pattern = new RegExp(when.operand);
    return operands.some(operand => pattern.test(operand));
  }
  if ('operands' in when) return operands.length === 0;
  if ('path' in when) return new RegExp(when.path).test(path);
  if ('all' in when) return when.all.every(inner => holds(inner, path, split));
  return !holds(when.not, path, split);
}
