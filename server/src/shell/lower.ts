import type { Span } from '../text/place.ts';
import { listBehind, pipelineOf, withNewDescriptors, withRedirects } from './compose.ts';
import { lowerCompound } from './lower-compounds.ts';
import { lowerAssignment, lowerRedirect, lowerWord } from './lower-words.ts';
import { type Lowering, spanOf } from './lowering.ts';
import type { Assignment, Redirect, RunStep, Step, Word } from './steps.ts';
import type { SyntaxNode } from './syntax.ts';

/** Words that open or close a compound command; as a command's name they mean a broken tree. */
export const RESERVED: ReadonlySet<string> = new Set(
  '{ } if then elif else fi for while until do done case esac select function in ! time coproc'.split(
    ' ',
  ),
);

type LowerStatement = (node: SyntaxNode) => Step;

/** Lowers the statements among `children`; reserved words and punctuation are passed over. */
export function lowerSequence(
  children: readonly SyntaxNode[],
  lowering: Lowering,
  lower: LowerStatement = node => lowerStatement(node, lowering),
): readonly Step[] {
  const steps: Step[] = [];
  for (const child of children) {
    if (child.type === '&') {
      const step = steps.pop();
      if (step !== undefined) {
        steps.push({ kind: 'background', at: { start: step.at.start, end: child.end }, step });
      }
    } else if (child.type === 'comment') {
      lowering.noteComment(spanOf(child));
    } else if (isStatement(child)) {
      steps.push(lower(child));
    }
  }
  return steps;
}

/**
 * The steps of a whole text. Where the grammar gave up on all of it, nothing can be relied on from the
 * first word that it left alone, such as the `if` of a command that has no end.
 */
export function lowerProgram(
  root: SyntaxNode,
  lowering: Lowering,
  lower: LowerStatement,
): readonly Step[] {
  const { type, end, children } = root;
  const stray = type === 'ERROR' ? children.findIndex(child => !standsAlone(child)) : -1;
  const first = children[stray];
  if (first === undefined) return lowerSequence(children, lowering, lower);
  const rest = { type: 'ERROR', field: null, start: first.start, end, children: [] };
  return lowerSequence([...children.slice(0, stray), rest], lowering, lower);
}

function standsAlone(node: SyntaxNode): boolean {
  return isStatement(node) || /^([;&\n]|comment)$/.test(node.type);
}

function isStatement(node: SyntaxNode): boolean {
  return /^[a-z]+_/.test(node.type) || /^(command|list|pipeline|subshell|ERROR)$/.test(node.type);
}

/** One node is one step. */
export function lowerStatement(node: SyntaxNode, lowering: Lowering): Step {
  const at = spanOf(node);
  if (hasOwnError(node)) return opaque(node, lowering);
  switch (node.type) {
    case 'command':
      return lowerCommand(node, lowering);
    case 'list':
      return lowerList(node, lowering);
    case 'pipeline': {
      const parts = node.children.filter(isStatement);
      return pipelineOf(
        parts.map(part => lowerStatement(part, lowering)),
        at,
      );
    }
    case 'redirected_statement':
      return lowerRedirected(node, lowering);
    case 'negated_command': {
      const inner = node.children.find(isStatement);
      return inner === undefined
        ? opaque(node, lowering)
        : { kind: 'not', at, step: lowerStatement(inner, lowering) };
    }
    case 'variable_assignment':
      return run(at, [lowerAssignment(node, lowering)], []);
    case 'variable_assignments':
      return run(
        at,
        node.children.map(child => lowerAssignment(child, lowering)),
        [],
      );
    // `$(< file)`.
    case 'file_redirect':
      return { ...run(at, [], []), redirects: [lowerRedirect(node, lowering)] };
    case 'declaration_command':
    case 'unset_command':
    case 'test_command':
      return withPrefix(run(at, [], testWords(node, lowering)), lowering);
    case 'ERROR':
      return opaque(node, lowering);
    default:
      return lowerOther(node, lowering);
  }
}

function lowerOther(node: SyntaxNode, lowering: Lowering): Step {
  const step = lowerCompound(node, lowering, child => lowerStatement(child, lowering));
  return step === undefined ? opaque(node, lowering) : withPrefix(step, lowering);
}

/** Puts a prefix back that was taken away for the grammar's sake. */
function withPrefix(step: Step, lowering: Lowering): Step {
  const prefix = lowering.prefixAt(step.at.start);
  if (prefix === undefined) return step;
  const at = { start: prefix.start, end: step.at.end };
  return prefix.kind === 'coproc'
    ? { kind: 'background', at, step, coproc: true }
    : { kind: prefix.kind, at, step };
}

function lowerCommand(node: SyntaxNode, lowering: Lowering): Step {
  const assignments: Assignment[] = [];
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  for (const child of node.children) {
    if (child.type === 'variable_assignment') assignments.push(lowerAssignment(child, lowering));
    else if (child.type.endsWith('redirect')) redirects.push(lowerRedirect(child, lowering));
    else if (child.type === 'comment') lowering.noteComment(spanOf(child));
    else words.push(lowerWord(child, lowering));
  }
  const name = words[0] === undefined ? undefined : lowering.slice(words[0].at);
  if (name !== undefined && RESERVED.has(name)) return opaque(node, lowering);
  const start = assignments[0]?.at.start ?? redirects[0]?.at.start ?? node.end;
  const at = { start: Math.min(start, words[0]?.at.start ?? node.end), end: node.end };
  const step = withNewDescriptors({ kind: 'run', at, assignments, words, redirects });
  return withPrefix(step, lowering);
}

function lowerList(node: SyntaxNode, lowering: Lowering): Step {
  const [left, right] = node.children.filter(isStatement);
  if (left === undefined || right === undefined) return opaque(node, lowering);
  const kind = node.children.some(child => child.type === '&&') ? 'and' : 'or';
  for (const child of node.children)
    if (child.type === 'comment') lowering.noteComment(spanOf(child));
  return {
    kind,
    at: spanOf(node),
    left: lowerStatement(left, lowering),
    right: lowerStatement(right, lowering),
  };
}

function lowerRedirected(node: SyntaxNode, lowering: Lowering): Step {
  const body = node.children.find(child => child.field === 'body');
  const redirectNodes = node.children.filter(child => child.type.endsWith('redirect'));
  const redirects = redirectNodes.flatMap(child => redirectsOf(child, lowering));
  if (body === undefined) return { ...run(spanOf(node), [], []), redirects };
  return redirectNodes.reduce(
    (step, child) => behindHeredoc(child, step, lowering),
    withRedirects(lowerStatement(body, lowering), redirects, spanOf(node)),
  );
}

function redirectsOf(node: SyntaxNode, lowering: Lowering): readonly Redirect[] {
  if (node.type !== 'heredoc_redirect') return [lowerRedirect(node, lowering)];
  const body = node.children.find(child => child.type === 'heredoc_body');
  const text = body && bodySpan(node, body, lowering);
  if (text !== undefined) lowering.keepLineBreaks({ start: text.start - 1, end: node.end });
  const named = node.children.find(child => child.type === 'heredoc_start');
  const quoted = named !== undefined && /['"\\]/.test(lowering.slice(spanOf(named)));
  const isLiteral = text !== undefined && (quoted || !/[$`\\]/.test(lowering.slice(text)));
  const own: Redirect = {
    at: spanOf(node),
    operator: '<<',
    target: undefined,
    ...(isLiteral && { body: text }),
  };
  const others = node.children.filter(child => child.type.endsWith('redirect'));
  return [own, ...others.map(child => lowerRedirect(child, lowering))];
}

/** The grammar's body begins behind the first line's blanks; the content begins at the line break. */
function bodySpan(node: SyntaxNode, body: SyntaxNode, lowering: Lowering): Span {
  const before = lowering.slice({ start: node.start, end: body.start });
  const end = node.children.find(child => child.type === 'heredoc_end')?.start ?? body.end;
  return { start: node.start + before.lastIndexOf('\n') + 1, end };
}

/** `a <<E && b` and `a <<E | b` hang from the here-document in the grammar. */
function behindHeredoc(node: SyntaxNode, step: Step, lowering: Lowering): Step {
  if (node.type !== 'heredoc_redirect') return step;
  if (hasOwnError(node)) return opaque(node, lowering);
  const pipeline = node.children.find(child => child.type === 'pipeline');
  if (pipeline !== undefined) {
    const parts = pipeline.children.filter(isStatement).map(part => lowerStatement(part, lowering));
    return pipelineOf([step, ...parts], step.at);
  }
  const operator = node.children.find(child => child.field === 'operator');
  const right = node.children.find(child => child.field === 'right');
  if (operator === undefined || right === undefined) return step;
  return listBehind(step, operator.type === '&&' ? 'and' : 'or', lowerStatement(right, lowering));
}

/** `["x"]` is one word, and no test. */
function testWords(node: SyntaxNode, lowering: Lowering): readonly Word[] {
  const isWord = /^\[[^\s[(]/.test(lowering.textOf(node));
  return isWord
    ? [lowerWord({ ...node, type: 'concatenation' }, lowering)]
    : flatWords(node, lowering);
}

/** Tests and declarations as plain words in source order: their own grammar is read later. */
function flatWords(node: SyntaxNode, lowering: Lowering): readonly Word[] {
  return wholeWords(node).flatMap(child =>
    /_expression$/.test(child.type) && child.type !== 'brace_expression'
      ? flatWords(child, lowering)
      : [lowerWord(withoutBlank(child, lowering), lowering)],
  );
}

/** The grammar cuts a pattern like `*"a b"*` into several operands, and `A"=b"` into several declarations. */
function wholeWords({ type, children }: SyntaxNode): readonly SyntaxNode[] {
  const declares = type === 'declaration_command';
  const whole: SyntaxNode[] = [];
  for (const child of children) {
    const before = whole.at(-1);
    const mayBePart = declares || (before?.field === 'right' && child.field === 'right');
    if (mayBePart && before?.end === child.start) {
      const parts = before.type === 'concatenation' ? before.children : [before];
      whole.pop();
      whole.push({ ...before, type: 'concatenation', end: child.end, children: [...parts, child] });
    } else {
      whole.push(child);
    }
  }
  return whole;
}

/** `= ` was read as `==`. */
function withoutBlank(node: SyntaxNode, lowering: Lowering): SyntaxNode {
  return lowering.textOf(node) === '= ' ? { ...node, end: node.end - 1 } : node;
}

/** A broken redirection (`3<>f`) does not change what the command is; any other error may. */
function hasOwnError(node: SyntaxNode): boolean {
  return node.children.some(
    child => child.type === 'ERROR' || (child.type === 'heredoc_redirect' && hasOwnError(child)),
  );
}

function opaque(node: SyntaxNode, lowering: Lowering): Step {
  lowering.noteError(spanOf(node));
  return { kind: 'opaque', at: spanOf(node) };
}

function run(at: Span, assignments: readonly Assignment[], words: readonly Word[]): RunStep {
  return { kind: 'run', at, assignments, words, redirects: [] };
}
