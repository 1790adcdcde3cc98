/** Several things as one phrase. */
export function enList(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? '';
  if (items.length === 2) return `${items[0]} and ${items[1]}`;
  return `${items.slice(0, -1).join(', ')}, and ${items.at(-1)}`;
}

export function jaList(items: readonly string[]): string {
  return items.join('、');
}

/** Each once, in the order of first use: a loop may have started several of the same name. */
export function distinct(items: readonly string[]): readonly string[] {
  return [...new Set(items)];
}
