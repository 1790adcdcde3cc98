import type { Span } from '../text/place.ts';
import type { Lowering } from './lowering.ts';
import type { Assignment, LiteralPart, Redirect, Word, WordPart } from './steps.ts';
import type { SyntaxNode } from './syntax.ts';

/** Operators of `${…}` that test for set and non-empty, and what they expand to is another word. */
const DEFAULT_OPERATORS = new Set([':-', '-', ':=', '=', ':+', '+', ':?', '?']);

/** Lowers a node in the place of a word. */
export function lowerWord(node: SyntaxNode, lowering: Lowering): Word {
  return { at: spanOf(node), parts: partsOf(node, lowering, false) };
}

/** Lowers `NAME=value`, `NAME+=value` and `NAME=(…)`; what is assigned to a subscript keeps no value. */
export function lowerAssignment(node: SyntaxNode, lowering: Lowering): Assignment {
  const name = node.children.find(child => child.field === 'name');
  const value = node.children.find(child => child.field === 'value');
  const empty: Word = { at: { start: node.end, end: node.end }, parts: [] };
  const word = value === undefined ? empty : lowerWord(value, lowering);
  const plain = name?.type === 'variable_name';
  const elements = plain && value?.type === 'array' ? elementsOf(value, lowering) : undefined;
  return {
    at: spanOf(node),
    name: name === undefined ? '' : lowering.textOf(name).replace(/\[.*$/s, ''),
    value: plain && value?.type !== 'array' ? word : undefined,
    ...(elements === undefined ? {} : { elements }),
    ...(node.children.some(child => child.type === '+=') ? { appends: true } : {}),
  };
}

/** The words between the parentheses; undefined where some are no plain words (`[key]=value`). */
function elementsOf(array: SyntaxNode, lowering: Lowering): readonly Word[] | undefined {
  const inside = array.children.filter(({ type }) => type !== '(' && type !== ')');
  const words = inside.filter(({ type }) => type !== 'comment');
  const keyed = words.some(child => /^\[.*\]=/s.test(lowering.textOf(child)));
  return keyed ? undefined : words.map(child => lowerWord(child, lowering));
}

/** Lowers a file redirection or here-string; here-documents keep no target. */
export function lowerRedirect(node: SyntaxNode, lowering: Lowering): Redirect {
  const operator = node.children.find(child => /^[&0-9]*[<>][<>&|-]*$/.test(child.type));
  const target = node.children.find(
    child =>
      child.field === 'destination' || (child.type !== operator?.type && child.type === 'string'),
  );
  const descriptor = node.children.find(({ type }) => type === 'file_descriptor');
  return {
    at: spanOf(node),
    operator: operator?.type ?? '<<',
    target: target === undefined ? undefined : lowerWord(target, lowering),
    ...(descriptor && { descriptor: Number(lowering.textOf(descriptor)) }),
  };
}

function partsOf(node: SyntaxNode, lowering: Lowering, quoted: boolean): readonly WordPart[] {
  const at = spanOf(node);
  if (isHole(at, lowering)) return [{ kind: 'hole', at, quoted }];
  switch (node.type) {
    case 'raw_string': {
      const inside = { start: node.start + 1, end: node.end - 1 };
      lowering.keepLineBreaks(at);
      return rawParts(inside, lowering);
    }
    case 'string':
      lowering.keepLineBreaks(at);
      return stringParts(node, lowering);
    case 'concatenation':
    case 'variable_assignment':
    case 'command_name':
      return gapFilledParts(node, at, lowering, quoted);
    case 'simple_expansion':
    case 'expansion':
      return [parameterPart(node, lowering, quoted)];
    case 'command_substitution': {
      const body = lowering.lowerSequence(node.children);
      return [{ kind: 'command', at, quoted, body }];
    }
    case 'ansi_c_string':
    case 'translated_string':
    case 'arithmetic_expansion':
    case 'process_substitution':
    case 'brace_expression':
    case 'array':
    case 'ERROR':
      return [{ kind: 'other', at, quoted }];
    default:
      return literalParts(at, lowering, quoted);
  }
}

function isHole({ start, end }: Span, lowering: Lowering): boolean {
  return lowering.holesIn({ start, end }).some(hole => hole.start === start && hole.end === end);
}

/** The inside of single quotes: nothing is expanded there, but a hole is filled before the shell reads the text. */
function rawParts(inside: Span, lowering: Lowering): readonly WordPart[] {
  const literal = (start: number, end: number): LiteralPart => {
    const at = { start, end };
    return { kind: 'literal', at, value: lowering.slice(at), quoted: true };
  };
  const parts: WordPart[] = [];
  let done = inside.start;
  for (const at of lowering.holesIn(inside)) {
    if (at.start > done) parts.push(literal(done, at.start));
    parts.push({ kind: 'hole', at, quoted: true });
    done = at.end;
  }
  return done < inside.end || parts.length === 0 ? [...parts, literal(done, inside.end)] : parts;
}

/** The inside of double quotes: the grammar drops some blanks, so gaps are read from the text, and takes others for the beginning of an expansion. */
function stringParts(node: SyntaxNode, lowering: Lowering): readonly WordPart[] {
  const opening = lowering.slice(spanOf(node)).startsWith('$"') ? 2 : 1;
  const inside = { start: node.start + opening, end: Math.max(node.end - 1, node.start + opening) };
  const expansions = node.children.filter(child => /expansion|substitution|ERROR/.test(child.type));
  const begun = expansions.map(child => {
    const blanks = /^\s*/.exec(lowering.slice(spanOf(child)))?.[0].length ?? 0;
    return { ...child, start: child.start + blanks };
  });
  const parts = fillGaps(inside, begun, lowering, true);
  const empty: LiteralPart = { kind: 'literal', at: inside, value: '', quoted: true };
  return parts.length > 0 ? parts : [empty];
}

function gapFilledParts(
  node: SyntaxNode,
  at: Span,
  lowering: Lowering,
  quoted: boolean,
): readonly WordPart[] {
  return node.children.length === 0
    ? literalParts(at, lowering, quoted)
    : fillGaps(at, node.children, lowering, quoted);
}

function fillGaps(
  span: Span,
  children: readonly SyntaxNode[],
  lowering: Lowering,
  quoted: boolean,
): readonly WordPart[] {
  const parts: WordPart[] = [];
  let done = span.start;
  for (const child of children) {
    if (child.start > done)
      parts.push(...literalParts({ start: done, end: child.start }, lowering, quoted));
    parts.push(...partsOf(child, lowering, quoted));
    done = Math.max(done, child.end);
  }
  if (span.end > done)
    parts.push(...literalParts({ start: done, end: span.end }, lowering, quoted));
  return parts;
}

/** Literal text with its backslashes resolved; each escape becomes a part of its own. */
function literalParts(span: Span, lowering: Lowering, quoted: boolean): readonly LiteralPart[] {
  const text = lowering.slice(span);
  const escapes = quoted ? /\\[$`"\\\n]/g : /\\[\s\S]/g;
  const parts: LiteralPart[] = [];
  let done = 0;
  const push = (start: number, end: number, value: string, asQuoted: boolean): void => {
    if (end <= start) return;
    const at = { start: span.start + start, end: span.start + end };
    parts.push({ kind: 'literal', at, value, quoted: asQuoted });
  };
  for (const match of text.matchAll(escapes)) {
    push(done, match.index, text.slice(done, match.index), quoted);
    const escaped = match[0].slice(1);
    done = match.index + match[0].length;
    push(match.index, done, escaped === '\n' ? '' : escaped, true);
  }
  push(done, text.length, text.slice(done), quoted);
  return parts;
}

function parameterPart(node: SyntaxNode, lowering: Lowering, quoted: boolean): WordPart {
  const at = spanOf(node);
  const name = node.children.find(child => /variable_name$|^subscript$/.test(child.type));
  const text =
    name === undefined
      ? ''
      : lowering
          .textOf(name)
          .replace(/\[\*\]$/, '[@]')
          .replace(/\[0\]$/, '');
  if (name === undefined || (name.type === 'subscript' && /\[(?!@\]$)/.test(text))) {
    return { kind: 'other', at, quoted };
  }
  const part = (written: string | undefined, operand: Word | undefined): WordPart => ({
    kind: 'parameter',
    at,
    name: text,
    quoted,
    operator: written,
    operand,
  });
  const operator = node.children.find(child => child.field === 'operator');
  if (operator === undefined) return part(undefined, undefined);
  const before = operator.start < name.start;
  const rest = node.children.slice(node.children.indexOf(operator) + 1, -1);
  const operand: Word | undefined =
    DEFAULT_OPERATORS.has(operator.type) || ['#', ':'].includes(operator.type)
      ? {
          at: { start: operator.end, end: node.end - 1 },
          parts: fillGaps({ start: operator.end, end: node.end - 1 }, rest, lowering, quoted),
        }
      : undefined;
  return before ? part(`prefix ${operator.type}`, undefined) : part(operator.type, operand);
}

function spanOf(node: SyntaxNode): Span {
  return { start: node.start, end: node.end };
}
