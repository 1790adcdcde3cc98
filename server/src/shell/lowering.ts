import type { Span } from '../text/place.ts';
import type { Prefix } from './prefixes.ts';
import type { Block, Step } from './steps.ts';
import type { SyntaxNode } from './syntax.ts';

/** What lowering needs of the text, and what it collects on the way. */
export interface Lowering {
  slice(span: Span): string;
  textOf(node: SyntaxNode): string;
  /** The holes of the text that stand in a stretch of it. */
  holesIn(span: Span): readonly Span[];
  /** Notes text whose line breaks are content. */
  keepLineBreaks(span: Span): void;
  noteComment(span: Span): void;
  noteError(span: Span): void;
  /** The prefix (`!`, `coproc`) that was taken away before the command at this offset. */
  prefixAt(offset: number): Prefix | undefined;
  lowerSequence(children: readonly SyntaxNode[]): readonly Step[];
}

/** Lowers what stands between two offsets as a block. */
export function blockOf(at: Span, children: readonly SyntaxNode[], lowering: Lowering): Block {
  return { at, steps: lowering.lowerSequence(children) };
}

export function spanOf(node: SyntaxNode): Span {
  return { start: node.start, end: node.end };
}
