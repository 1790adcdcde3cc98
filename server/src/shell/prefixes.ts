/**
 * What misleads the grammar, and how a text reads without it: all offsets stay.
 *
 * `!`, `time` and `coproc` before a compound command make the grammar read its reserved words as
 * words of a command. Without the prefix it reads them well: so prefixes are blanked out, and put
 * back around the step that begins behind them. And it swallows the line break of `A=1 B=2⏎cmd`,
 * but no semicolon.
 */
import type { SyntaxNode } from './syntax.ts';

export interface Prefix {
  readonly kind: 'not' | 'time' | 'coproc';
  readonly start: number;
  /** Where the command behind it begins. */
  readonly command: number;
}

const OPENING = new Set(['{', 'if', 'for', 'while', 'until', 'case', 'select', '[[', '((']);

export interface Misleading {
  /** The prefixes that hide a compound command, and all of `time` and `coproc`. */
  readonly prefixes: readonly Prefix[];
  /** Where assignments end whose line break is swallowed. */
  readonly swallowed: readonly number[];
}

export function misleadingIn(root: SyntaxNode, text: string): Misleading {
  const prefixes: Prefix[] = [];
  const swallowed: number[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const prefix = prefixOf(node, text);
    if (prefix !== undefined) prefixes.push(prefix);
    if (node.type === 'command') swallowed.push(...endsBeforeBreaks(node, text));
    open.push(...node.children);
  }
  return { prefixes, swallowed };
}

/** The text with blanks in the place of the prefixes, and a semicolon at the end of assignments that stand alone. */
export function withoutMisleading(text: string, { prefixes, swallowed }: Misleading): string {
  const replacements = [
    ...prefixes.map(({ start, command }) => ({ start, by: ' '.repeat(command - start) })),
    ...swallowed.map(start => ({ start, by: ';' })),
  ];
  return replacements.reduce(
    (masked, { start, by }) => masked.slice(0, start) + by + masked.slice(start + by.length),
    text,
  );
}

/** Where a command's assignments end before a line break that is not escaped. */
function endsBeforeBreaks({ children }: SyntaxNode, text: string): readonly number[] {
  if (children[0]?.type !== 'variable_assignment') return [];
  const first = children.findIndex(({ type }) => type === 'command_name');
  const [leading, name] = [children.slice(0, Math.max(first, 0)), children[first]];
  const before = leading.filter(({ type }) => type !== 'comment');
  return before.flatMap(({ end }, index) => {
    const next = before[index + 1] ?? name;
    return next !== undefined && /(^|[^\\])\n/.test(text.slice(end, next.start)) ? [end] : [];
  });
}

function prefixOf(node: SyntaxNode, text: string): Prefix | undefined {
  switch (node.type) {
    case 'negated_command':
      return negation(node, text);
    case 'command':
      return namedPrefix(node, text);
    default:
      return undefined;
  }
}

function negation({ start, children }: SyntaxNode, text: string): Prefix | undefined {
  const command = children.find(({ type }) => type === 'command');
  const name = command?.children.find(({ type }) => type === 'command_name');
  const hides = command !== undefined && OPENING.has(wordAt(name, text));
  return hides ? { kind: 'not', start, command: command.start } : undefined;
}

function namedPrefix({ start, children }: SyntaxNode, text: string): Prefix | undefined {
  const [name, first, second] = children;
  if (name?.type !== 'command_name') return undefined;
  const kind = wordAt(name, text);
  if (kind !== 'time' && kind !== 'coproc') return undefined;
  const named = kind === 'coproc' && OPENING.has(wordAt(second, text));
  const command = named || wordAt(first, text) === '-p' ? second : first;
  return command && { kind, start, command: command.start };
}

function wordAt(node: SyntaxNode | undefined, text: string): string {
  // The grammar takes `{ [` for one word.
  return node === undefined ? '' : (text.slice(node.start, node.end).split(/\s/)[0] ?? '');
}
