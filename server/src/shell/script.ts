import type { Span } from '../text/place.ts';
import { constructsIn } from './constructs.ts';
import { lowerProgram, lowerSequence } from './lower.ts';
import type { Lowering } from './lowering.ts';
import { type Prefix, prefixesIn, withoutPrefixes } from './prefixes.ts';
import type { Script } from './steps.ts';
import type { ParseShell, SyntaxNode } from './syntax.ts';

/** Reads a script. Never throws: what is not understood is an `opaque` step, noted in `errors`. */
export function readScript(text: string, parse: ParseShell): Script {
  const comments: Span[] = [];
  const fixedTexts: Span[] = [];
  const errors: Span[] = [];
  const { root, prefixes } = parseRepaired(text, parse);
  const slice = (span: Span): string => text.slice(span.start, span.end);
  const lowering: Lowering = {
    slice,
    textOf: node => text.slice(node.start, node.end),
    keepLineBreaks: span => {
      if (slice(span).includes('\n')) fixedTexts.push(span);
    },
    noteComment: span => comments.push(span),
    noteError: span => errors.push(span),
    prefixAt: offset => prefixes.get(offset),
    lowerSequence: children => lowerSequence(children, lowering),
  };
  const steps = lowerProgram(root, lowering);
  const shebang = /^#!(.*)/.exec(text)?.[1]?.trim();
  return {
    text,
    shebang,
    steps,
    constructs: constructsIn(steps, text),
    comments: inOrder(comments),
    fixedTexts: inOrder(fixedTexts),
    errors: inOrder(errors),
  };
}

/** `! time { …` hides one prefix behind another: a few rounds find them all. */
const PREFIX_ROUNDS = 4;

/** Parses without the prefixes that mislead the grammar; they are found by where their command begins. */
function parseRepaired(
  text: string,
  parse: ParseShell,
): { readonly root: SyntaxNode; readonly prefixes: ReadonlyMap<number, Prefix> } {
  const prefixes = new Map<number, Prefix>();
  let masked = withoutLastFall(text);
  let root = parse(masked);
  for (let round = 0; round < PREFIX_ROUNDS; round += 1) {
    const found = prefixesIn(root, masked);
    if (found.length === 0) break;
    for (const prefix of found) prefixes.set(prefix.command, prefix);
    masked = withoutPrefixes(masked, found);
    root = parse(masked);
  }
  return { root, prefixes };
}

/** The grammar does not know `;&` and `;;&` behind the last clause, where they mean `;;`; all offsets stay. */
function withoutLastFall(text: string): string {
  return text.replace(/;;?&(?=(\s|#.*\n)*esac\b)/g, end => ';;'.padStart(end.length));
}

function inOrder(spans: readonly Span[]): readonly Span[] {
  return [...spans].sort((a, b) => a.start - b.start);
}
