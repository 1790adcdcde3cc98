import type { ForegroundForm } from './behavior.ts';
import type { Argument } from './command.ts';
import type { SplitArguments } from './options.ts';
import type { Foreground } from './program.ts';

/** The command, changed so that it stays in the foreground; undefined where nothing is to be changed. */
export function foregroundForm(
  program: Argument,
  split: SplitArguments,
  change: Foreground,
): ForegroundForm | undefined {
  const { without = [], instead = {}, first = [], last = [] } = change;
  const dropped = new Set(
    split.options
      .filter(({ name }) => without.includes(name))
      .flatMap(({ index, lastIndex }) => [index, lastIndex]),
  );
  const operandPlaces = new Set(split.operands.map(({ index }) => index));
  const kept = split.rest.flatMap((argument, index): (Argument | string)[] => {
    const value = argument.value ?? '';
    const letters = clustered(value, without);
    if (dropped.has(index)) return letters === undefined ? [] : [letters];
    if (!operandPlaces.has(index)) return [argument];
    if (without.includes(value)) return [];
    return [instead[value] ?? argument];
  });
  const renamed = change.program === undefined ? program : sibling(program, change.program);
  const form = [renamed, ...first, ...kept, ...last];
  return form.every((word, index) => word === [program, ...split.rest][index]) &&
    form.length === split.rest.length + 1
    ? undefined
    : form;
}

/** Short options written together, without those that are left out; undefined when none is left. */
function clustered(word: string, without: readonly string[]): string | undefined {
  if (!/^-[A-Za-z]{2,}$/.test(word) || without.includes(word)) return undefined;
  const letters = [...word.slice(1)].filter(letter => !without.includes(`-${letter}`));
  return letters.length === 0 ? undefined : `-${letters.join('')}`;
}

/** Another program of the same directory. */
function sibling({ value = '' }: Argument, name: string): string {
  return value.slice(0, value.lastIndexOf('/') + 1) + name;
}
