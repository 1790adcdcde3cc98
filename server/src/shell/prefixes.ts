/**
 * `!`, `time` and `coproc` before a compound command make the grammar read its reserved words as
 * words of a command. Without the prefix it reads them well: so prefixes are blanked out, and put
 * back around the step that begins behind them.
 */
import type { SyntaxNode } from './syntax.ts';

export interface Prefix {
  readonly kind: 'not' | 'time' | 'coproc';
  readonly start: number;
  /** Where the command behind it begins. */
  readonly command: number;
}

const OPENING = new Set(['{', 'if', 'for', 'while', 'until', 'case', 'select', '[[', '((']);

/** The prefixes that hide a compound command, and all of `time` and `coproc`. */
export function prefixesIn(root: SyntaxNode, text: string): readonly Prefix[] {
  const found: Prefix[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const prefix = prefixOf(node, text);
    if (prefix !== undefined) found.push(prefix);
    open.push(...node.children);
  }
  return found;
}

/** The text with blanks in the place of the prefixes: all offsets stay. */
export function withoutPrefixes(text: string, prefixes: readonly Prefix[]): string {
  return prefixes.reduce(
    (masked, { start, command }) =>
      masked.slice(0, start) + ' '.repeat(command - start) + masked.slice(command),
    text,
  );
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
  return node === undefined ? '' : text.slice(node.start, node.end);
}
