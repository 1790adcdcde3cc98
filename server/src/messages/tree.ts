/** Draws a root and its branches, a line each. */
export function drawTree(root: string, branches: readonly string[]): string {
  const last = branches.length - 1;
  return [root, ...branches.map((text, index) => `${index < last ? '├─' : '└─'} ${text}`)].join(
    '\n',
  );
}
