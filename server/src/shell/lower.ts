import type { Span } from '../text/place.ts';
import { listBehind, pipelineOf, withRedirects } from './compose.ts';
import { lowerCompound } from './lower-compounds.ts';
import { lowerAssignment, lowerRedirect, lowerWord } from './lower-words.ts';
import { type Lowering, spanOf } from './lowering.ts';
import type { Assignment, Redirect, RunStep, Step, Word } from './steps.ts';
import type { SyntaxNode } from './syntax.ts';

/** Words that open or close a compound command; as a command's name they mean a broken tree. */
const RESERVED = new Set(
  '{ } if then elif else fi for while until do done case esac select function in ! time coproc'.split(
    ' ',
  ),
);

type LowerStatement = (node: SyntaxNode) => readonly Step[];

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
      steps.push(...lower(child));
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

/** One node is one step, but for assignments that the grammar glued to the next line's command. */
export function lowerStatement(node: SyntaxNode, lowering: Lowering): readonly Step[] {
  if (node.type === 'command') return lowerCommand(node, lowering);
  if (node.type === 'redirected_statement' && !hasOwnError(node))
    return lowerRedirected(node, lowering);
  return [lowerOne(node, lowering)];
}

function lowerOne(node: SyntaxNode, lowering: Lowering): Step {
  const at = spanOf(node);
  if (hasOwnError(node)) return opaque(node, lowering);
  switch (node.type) {
    case 'command':
      return single(lowerCommand(node, lowering), node, lowering);
    case 'list':
      return lowerList(node, lowering);
    case 'pipeline': {
      const parts = node.children.filter(isStatement);
      return pipelineOf(
        parts.map(part => lowerOne(part, lowering)),
        at,
      );
    }
    case 'redirected_statement':
      return single(lowerRedirected(node, lowering), node, lowering);
    case 'negated_command': {
      const inner = node.children.find(isStatement);
      return inner === undefined
        ? opaque(node, lowering)
        : { kind: 'not', at, step: lowerOne(inner, lowering) };
    }
    case 'variable_assignment':
      return run(at, [lowerAssignment(node, lowering)], []);
    case 'variable_assignments':
      return run(
        at,
        node.children.map(child => lowerAssignment(child, lowering)),
        [],
      );
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
  const step = lowerCompound(node, lowering, child => lowerOne(child, lowering));
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

function lowerCommand(node: SyntaxNode, lowering: Lowering): readonly Step[] {
  if (hasOwnError(node)) return [opaque(node, lowering)];
  const assignments: Assignment[] = [];
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  const before: Step[] = [];
  for (const child of node.children) {
    const previous = assignments.at(-1);
    if (
      previous &&
      words.length === 0 &&
      breaksLine({ start: previous.at.end, end: child.start }, lowering)
    ) {
      before.push(...assignments.splice(0).map(assignment => run(assignment.at, [assignment], [])));
    }
    if (child.type === 'variable_assignment') assignments.push(lowerAssignment(child, lowering));
    else if (child.type.endsWith('redirect')) redirects.push(lowerRedirect(child, lowering));
    else if (child.type === 'comment') lowering.noteComment(spanOf(child));
    else words.push(lowerWord(child, lowering));
  }
  const name = words[0] === undefined ? undefined : lowering.slice(words[0].at);
  if (name !== undefined && RESERVED.has(name)) return [...before, opaque(node, lowering)];
  const start = assignments[0]?.at.start ?? redirects[0]?.at.start ?? node.end;
  const at = { start: Math.min(start, words[0]?.at.start ?? node.end), end: node.end };
  const step = withPrefix({ kind: 'run', at, assignments, words, redirects }, lowering);
  return [...before, step];
}

/** The grammar swallows the line break of `A=1 B=2⏎cmd`. */
function breaksLine(gap: Span, lowering: Lowering): boolean {
  return /(^|[^\\])\n/.test(lowering.slice(gap));
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
    left: lowerOne(left, lowering),
    right: lowerOne(right, lowering),
  };
}

function lowerRedirected(node: SyntaxNode, lowering: Lowering): readonly Step[] {
  const body = node.children.find(child => child.field === 'body');
  const redirectNodes = node.children.filter(child => child.type.endsWith('redirect'));
  const redirects = redirectNodes.flatMap(child => redirectsOf(child, lowering));
  if (body === undefined) return [{ ...run(spanOf(node), [], []), redirects }];
  const steps = lowerStatement(body, lowering);
  const last = steps.at(-1);
  if (last === undefined) return [];
  const start = steps.length > 1 ? last.at.start : node.start;
  let step = withRedirects(last, redirects, { start, end: node.end });
  for (const child of redirectNodes) step = behindHeredoc(child, step, lowering);
  return [...steps.slice(0, -1), step];
}

/** Where one step is wanted, the grammar's glued lines cannot be told apart. */
function single(steps: readonly Step[], node: SyntaxNode, lowering: Lowering): Step {
  const [first, ...others] = steps;
  return first === undefined || others.length > 0 ? opaque(node, lowering) : first;
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
    const parts = pipeline.children.filter(isStatement).map(part => lowerOne(part, lowering));
    return pipelineOf([step, ...parts], step.at);
  }
  const operator = node.children.find(child => child.field === 'operator');
  const right = node.children.find(child => child.field === 'right');
  if (operator === undefined || right === undefined) return step;
  return listBehind(step, operator.type === '&&' ? 'and' : 'or', lowerOne(right, lowering));
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
  return node.children.flatMap(child =>
    /_expression$/.test(child.type) && child.type !== 'brace_expression'
      ? flatWords(child, lowering)
      : [lowerWord(child, lowering)],
  );
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
