import type { Span } from '../text/place.ts';
import { type Lowering, lowerSequence } from './lower.ts';
import type { Script } from './steps.ts';
import type { ParseShell } from './syntax.ts';

/** Reads a script. Never throws: what is not understood is an `opaque` step, noted in `errors`. */
export function readScript(text: string, parse: ParseShell): Script {
  const comments: Span[] = [];
  const fixedTexts: Span[] = [];
  const errors: Span[] = [];
  const slice = (span: Span): string => text.slice(span.start, span.end);
  const lowering: Lowering = {
    slice,
    textOf: node => text.slice(node.start, node.end),
    keepLineBreaks: span => {
      if (slice(span).includes('\n')) fixedTexts.push(span);
    },
    noteComment: span => comments.push(span),
    noteError: span => errors.push(span),
    lowerSequence: children => lowerSequence(children, lowering),
  };
  const steps = lowerSequence(parse(text).children, lowering);
  const shebang = /^#!(.*)/.exec(text)?.[1]?.trim();
  return {
    text,
    shebang,
    steps,
    comments: inOrder(comments),
    fixedTexts: inOrder(fixedTexts),
    errors: inOrder(errors),
  };
}

function inOrder(spans: readonly Span[]): readonly Span[] {
  return [...spans].sort((a, b) => a.start - b.start);
}
