import { Language, Parser, type TreeCursor } from 'web-tree-sitter';
import type { ParserModules } from './parser-modules.ts';

/** A node of the syntax tree as plain data; the parser's own tree is freed at once. */
export interface SyntaxNode {
  readonly type: string;
  readonly field: string | null;
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
}

export type ParseShell = (text: string) => SyntaxNode;

/** Types whose inner structure never matters; not entering them halves the time. */
const LEAVES = new Set([
  'word',
  'number',
  'variable_name',
  'special_variable_name',
  'raw_string',
  'ansi_c_string',
  'string_content',
  'heredoc_content',
  'heredoc_start',
  'heredoc_end',
  'comment',
  'test_operator',
  'file_descriptor',
  'regex',
]);

/** Types whose children are told apart by their types alone: to ask for their fields is costly. */
const WITHOUT_FIELDS = new Set([
  'program',
  'ERROR',
  'command',
  'command_name',
  'string',
  'concatenation',
  'list',
  'pipeline',
  'do_group',
  'compound_statement',
]);

/** Deeper nesting than any person writes; below it all recursion over the tree is safe. */
const DEPTH_LIMIT = 400;

/** Texts beyond this size are not parsed: no startup script is that long, but a data file may be. */
const SIZE_LIMIT = 4_000_000;

type OnInstance = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void;

/** Starts the parser. Resolves to a synchronous function from text to tree that never throws. */
export async function createShellParser({
  runtime,
  bash,
  memory,
}: ParserModules): Promise<ParseShell> {
  await Parser.init({
    instantiateWasm(imports: WebAssembly.Imports, onInstance: OnInstance) {
      onInstance(new WebAssembly.Instance(runtime, imports), runtime);
    },
    ...(memory && { wasmMemory: memory }),
  });
  const parser = new Parser();
  parser.setLanguage(Language.loadSync(bash));
  const copy = createCopying();
  return text => {
    if (text.length > SIZE_LIMIT || text.includes('\0') || nestsTooDeep(text))
      return unreadable(text);
    const tree = parser.parse(text);
    if (tree === null) return unreadable(text);
    const cursor = tree.walk();
    try {
      return copy(cursor, text);
    } finally {
      cursor.delete();
      tree.delete();
    }
  };
}

/** Shorter texts are copied faster than anything about them is looked up. */
const WORTH_KEEPING = 100;

/**
 * Copies trees. Most statements of a text are those of a text before it, a keystroke ago: they are taken
 * from its copy, and moved where they stand now. What the grammar gave up on is always copied anew, as
 * what becomes of it depends on the text around it.
 */
function createCopying(): (cursor: TreeCursor, text: string) => SyntaxNode {
  // Some texts are parsed twice, the second time with something blanked out.
  let before: readonly Statements[] = [];
  return (cursor, text) => {
    const statements: Statements = { byText: new Map(), atPlace: new Map() };
    const copyStatement = (parent: string, isBroken: boolean): SyntaxNode => {
      const { nodeType, startIndex: start, endIndex: end } = cursor;
      if (isBroken && cursor.currentNode.hasError) {
        // An `if` without its end takes all statements before it into one ERROR.
        const opens = parent === 'program' && nodeType === 'ERROR';
        return opens ? copyStatements(parent) : plainTree(cursor, parent);
      }
      const key = `${nodeType} ${text.slice(start, end)}`;
      const known = statementBefore(before, key, start);
      const statement =
        known === undefined ? plainTree(cursor, parent) : moved(known, start - known.start);
      statements.byText.set(key, statement);
      statements.atPlace.set(start, { key, statement });
      return statement;
    };
    const copyStatements = (parent: string): SyntaxNode => {
      const above = openNode(cursor, parent);
      const { hasError } = cursor.currentNode;
      if (!cursor.gotoFirstChild()) return above;
      do above.children.push(copyStatement(above.type, hasError));
      while (cursor.gotoNextSibling());
      cursor.gotoParent();
      return above;
    };
    const root = copyStatements('');
    if (text.length > WORTH_KEEPING) before = [statements, ...before.slice(0, 1)];
    return root;
  };
}

/** Of one text. The keys are types and texts, of which the same may stand at several places. */
interface Statements {
  readonly byText: Map<string, SyntaxNode>;
  readonly atPlace: Map<number, { readonly key: string; readonly statement: SyntaxNode }>;
}

/** The statement as it was copied before, best of all from the same place. */
function statementBefore(
  before: readonly Statements[],
  key: string,
  start: number,
): SyntaxNode | undefined {
  for (const { atPlace } of before) {
    const there = atPlace.get(start);
    if (there?.key === key) return there.statement;
  }
  return before.map(({ byText }) => byText.get(key)).find(known => known !== undefined);
}

function moved(node: SyntaxNode, by: number): SyntaxNode {
  if (by === 0) return node;
  const children = node.children.map(child => moved(child, by));
  return { ...node, start: node.start + by, end: node.end + by, children };
}

/**
 * True for a text that opens more of one kind than may nest before it closes any of them: parsing it
 * would be in vain. In doubt it is false.
 */
function nestsTooDeep(text: string): boolean {
  const open = { word: 0, '(': 0, '{': 0 };
  for (const { 0: found, groups } of text.matchAll(NESTING)) {
    if (groups?.opens !== undefined) open.word += 1;
    else if (groups?.closes !== undefined) open.word = 0;
    else if (found === '(' || found === '{') open[found] += 1;
    else open[found === ')' ? '(' : '{'] = 0;
    if (Math.max(open.word, open['('], open['{']) > DEPTH_LIMIT) return true;
  }
  return false;
}

const NESTING =
  /(?<opens>(?:^|[;&|({)]|\b(?:then|do|else))[ \t]*(?:if|case|for|while|until|select)\b)|(?<closes>\b(?:fi|esac|done)\b)|[(){}]/gm;

function unreadable(text: string): SyntaxNode {
  const error = { type: 'ERROR', field: null, start: 0, end: text.length, children: [] };
  return { type: 'program', field: null, start: 0, end: text.length, children: [error] };
}

interface OpenNode extends SyntaxNode {
  type: string;
  readonly children: SyntaxNode[];
}

/** Copies the tree below the cursor without recursion; what nests too deeply becomes an ERROR. */
function plainTree(cursor: TreeCursor, parent: string): SyntaxNode {
  let current = openNode(cursor, parent);
  const ancestors = [current];
  for (;;) {
    if (!LEAVES.has(current.type) && cursor.gotoFirstChild()) {
      if (ancestors.length < DEPTH_LIMIT) {
        const child = openNode(cursor, current.type);
        current.children.push(child);
        ancestors.push(child);
        current = child;
        continue;
      }
      cursor.gotoParent();
      current.type = 'ERROR';
    }
    while (ancestors.length > 1 && !cursor.gotoNextSibling()) {
      ancestors.pop();
      cursor.gotoParent();
    }
    const last = ancestors.pop();
    const above = ancestors.at(-1);
    if (above === undefined) return last ?? current;
    current = openNode(cursor, above.type);
    above.children.push(current);
    ancestors.push(current);
  }
}

/** Each property of a cursor is a call into the parser: no more are asked for than needed. */
function openNode(cursor: TreeCursor, parent: string): OpenNode {
  const { nodeType, startIndex: start, endIndex: end } = cursor;
  const isMissing = start === end && cursor.nodeIsMissing;
  return {
    type: isMissing ? 'ERROR' : nodeType,
    field: WITHOUT_FIELDS.has(parent) ? null : cursor.currentFieldName,
    start,
    end,
    children: [],
  };
}
