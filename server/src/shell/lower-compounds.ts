import type { Span } from '../text/place.ts';
import { lowerWord } from './lower-words.ts';
import { blockOf, type Lowering, spanOf } from './lowering.ts';
import type { Block, CaseClause, IfBranch, Step } from './steps.ts';
import type { SyntaxNode } from './syntax.ts';

type LowerOne = (node: SyntaxNode) => Step;

/** Lowers a compound command or a function; undefined for a node of another type. */
export function lowerCompound(
  node: SyntaxNode,
  lowering: Lowering,
  lowerOne: LowerOne,
): Step | undefined {
  const at = spanOf(node);
  switch (node.type) {
    case 'if_statement':
      return lowerIf(node, lowering);
    case 'case_statement':
      return lowerCase(node, lowering);
    case 'for_statement':
      return lowerFor(node, lowering);
    case 'c_style_for_statement': {
      const header = node.children.filter(child => child.field !== 'body');
      const endless = header.every(child => /^(for|\(\(|;|\)\))$/.test(child.type));
      const body = bodyOf(node, lowering);
      return body && { kind: 'arithmetic-for', at, condition: [], endless, body };
    }
    case 'while_statement': {
      const kind = node.children[0]?.type === 'until' ? 'until' : 'while';
      const condition = lowering.lowerSequence(withField(node, 'condition'));
      const body = bodyOf(node, lowering);
      return body && { kind, at, condition, endless: false, body };
    }
    case 'compound_statement':
      if (node.children[0]?.type === '((') {
        return {
          kind: 'run',
          at,
          assignments: [],
          words: [lowerWord(arithmetic(node), lowering)],
          redirects: [],
        };
      }
      return { kind: 'group', at, body: insideOf(node, lowering) };
    case 'subshell':
      return { kind: 'subshell', at, body: insideOf(node, lowering) };
    case 'function_definition': {
      const name = node.children.find(child => child.field === 'name');
      const body = node.children.find(child => child.field === 'body');
      if (name === undefined || body === undefined) return undefined;
      return { kind: 'function', at, name: lowering.textOf(name), body: lowerOne(body) };
    }
    default:
      return undefined;
  }
}

/** `((…))` as a word of its own, so that it reads as the command it is. */
function arithmetic(node: SyntaxNode): SyntaxNode {
  return { ...node, type: 'word', children: [] };
}

function lowerIf(node: SyntaxNode, lowering: Lowering): Step {
  const branches: IfBranch[] = [];
  let otherwise: Block | undefined;
  const clauses = node.children.filter(child => /^el(if|se)_clause$/.test(child.type));
  const firstClause = clauses[0]?.start ?? closing(node).start;
  branches.push(branchOf(node, firstClause, lowering));
  clauses.forEach((clause, index) => {
    const end = clauses[index + 1]?.start ?? closing(node).start;
    if (clause.type === 'elif_clause') branches.push(branchOf(clause, end, lowering));
    else
      otherwise = blockOf({ start: clause.start + 'else'.length, end }, clause.children, lowering);
  });
  return { kind: 'if', at: spanOf(node), branches, otherwise };
}

function branchOf(node: SyntaxNode, end: number, lowering: Lowering): IfBranch {
  const then = node.children.findIndex(child => child.type === 'then');
  const condition = node.children.slice(1, then);
  const body = node.children
    .slice(then + 1)
    .filter(child => !/^el(if|se)_clause$/.test(child.type));
  const start = node.children[then]?.end ?? node.end;
  return {
    condition: lowering.lowerSequence(condition),
    body: blockOf({ start, end }, body, lowering),
  };
}

function lowerCase(node: SyntaxNode, lowering: Lowering): Step | undefined {
  const subject = node.children.find(child => child.field === 'value');
  if (subject === undefined) return undefined;
  const items = node.children.filter(child => child.type === 'case_item');
  const clauses = items.map((item): CaseClause => {
    const paren = item.children.findIndex(child => child.type === ')');
    const end = item.children.find(child => /^;[;&]&?$/.test(child.type));
    const body = item.children.slice(paren + 1);
    const at = { start: item.children[paren]?.end ?? item.start, end: end?.start ?? item.end };
    return {
      patterns: withField(item, 'value').map(value => lowerWord(value, lowering)),
      body: blockOf(at, body, lowering),
      end: (end === undefined ? ';;' : lowering.textOf(end)) as CaseClause['end'],
    };
  });
  return { kind: 'case', at: spanOf(node), subject: lowerWord(subject, lowering), clauses };
}

function lowerFor(node: SyntaxNode, lowering: Lowering): Step | undefined {
  const name = node.children.find(child => child.field === 'variable');
  const body = bodyOf(node, lowering);
  if (name === undefined || body === undefined) return undefined;
  const words = withField(node, 'value').map(value => lowerWord(value, lowering));
  return {
    kind: node.children[0]?.type === 'select' ? 'select' : 'for',
    at: spanOf(node),
    name: lowering.textOf(name),
    words: node.children.some(child => child.type === 'in') ? words : undefined,
    body,
  };
}

function bodyOf(node: SyntaxNode, lowering: Lowering): Block | undefined {
  const body = node.children.find(child => child.field === 'body');
  return body && insideOf(body, lowering);
}

function insideOf(node: SyntaxNode, lowering: Lowering): Block {
  const opening = node.children[0]?.end ?? node.start;
  const at: Span = { start: opening, end: closing(node).start };
  return blockOf(at, node.children, lowering);
}

function closing(node: SyntaxNode): SyntaxNode {
  return node.children.at(-1) ?? node;
}

function withField(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  return node.children.filter(child => child.field === field);
}
