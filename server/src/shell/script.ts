import { contains, type Span } from '../text/place.ts';
import { constructsIn } from './constructs.ts';
import { readableWith, withoutHoles } from './holes.ts';
import { lowerProgram, lowerSequence, lowerStatement, RESERVED } from './lower.ts';
import type { Lowering } from './lowering.ts';
import { misleadingIn, type Prefix, withoutMisleading } from './prefixes.ts';
import type { Script, Step } from './steps.ts';
import type { ParseShell, SyntaxNode } from './syntax.ts';

/** Reads a text of which these stretches are holes. */
export type ReadScript = (text: string, holes?: readonly Span[]) => Script;

/** What is noted while a text is lowered. */
interface Notes {
  readonly comments: Span[];
  readonly fixedTexts: Span[];
  readonly errors: Span[];
}

/** What one statement of a text gives; all spans are offsets in that text. */
type Statement = Pick<Script, 'constructs' | keyof Notes> & { readonly step: Step };

interface LoweredStatement extends Statement {
  /** The statement's text where something in it was blanked out, which is not to be seen in its node. */
  readonly behindMask: string;
}

/**
 * Creates a reader of scripts. It never throws: what is not understood is an `opaque` step, noted in
 * `errors`. A statement of which the parser gives the same node again is lowered once.
 */
export function createScriptReader(parse: ParseShell): ReadScript {
  const lowered = new WeakMap<SyntaxNode, LoweredStatement>();
  return (text, holes = []) => {
    const { root, prefixes, masked } = parseRepaired(withoutHoles(text, holes), parse);
    const notes: Notes = { comments: [], fixedTexts: [], errors: [] };
    const statements: Statement[] = [];
    const lower = (node: SyntaxNode): Step => {
      const written = text.slice(node.start, node.end);
      const isSeen = written === masked.slice(node.start, node.end) && holes.length === 0;
      const behindMask = isSeen ? '' : `${written} ${holes.map(({ start }) => start - node.start)}`;
      const known = lowered.get(node);
      const statement =
        known?.behindMask === behindMask
          ? known
          : { behindMask, ...lowerAlone(node, { text, holes, prefixes }) };
      lowered.set(node, statement);
      statements.push(statement);
      return statement.step;
    };
    const steps = lowerProgram(root, loweringOf({ text, holes, prefixes }, notes), lower);
    const errors = inOrder([notes, ...statements].flatMap(found => found.errors));
    return {
      text,
      shebang: /^#!(.*)/.exec(text)?.[1]?.trim(),
      steps,
      constructs: new Map(statements.flatMap(({ constructs }) => [...constructs])),
      comments: inOrder([notes, ...statements].flatMap(({ comments }) => comments)),
      fixedTexts: inOrder([notes, ...statements].flatMap(({ fixedTexts }) => fixedTexts)),
      errors,
      readableWith: readableWith({ text, holes, steps, errors }),
    };
  };
}

type Prefixes = ReadonlyMap<number, Prefix>;

interface Source {
  readonly text: string;
  readonly holes: readonly Span[];
  readonly prefixes: Prefixes;
}

function lowerAlone(node: SyntaxNode, source: Source): Statement {
  const notes: Notes = { comments: [], fixedTexts: [], errors: [] };
  const step = lowerStatement(node, loweringOf(source, notes));
  return { step, constructs: constructsIn([step], source.text), ...notes };
}

function loweringOf({ text, holes, prefixes }: Source, notes: Notes): Lowering {
  const slice = (span: Span): string => text.slice(span.start, span.end);
  const lowering: Lowering = {
    slice,
    textOf: node => text.slice(node.start, node.end),
    holesIn: span => holes.filter(hole => contains(span, hole)),
    keepLineBreaks: span => {
      if (slice(span).includes('\n')) notes.fixedTexts.push(span);
    },
    noteComment: span => notes.comments.push(span),
    noteError: span => notes.errors.push(span),
    prefixAt: offset => prefixes.get(offset),
    lowerSequence: children => lowerSequence(children, lowering),
  };
  return lowering;
}

/** `! time { …` hides one prefix behind another: a few rounds find them all. */
const PREFIX_ROUNDS = 4;

/** What the grammar made of a text in which what misleads it stands in other words of the same length (`masked`). */
interface Repaired {
  readonly root: SyntaxNode;
  /** By where their command begins. */
  readonly prefixes: Prefixes;
  readonly masked: string;
}

function parseRepaired(text: string, parse: ParseShell): Repaired {
  const plain = withoutLastFall(text);
  const first = parseWithoutPrefixes(plain, parse);
  const errors = errorsIn(first);
  const readable = errors === 0 ? plain : withReadableTests(plain);
  if (readable === plain) return first;
  const second = parseWithoutPrefixes(readable, parse);
  return errorsIn(second) < errors ? second : first;
}

function parseWithoutPrefixes(text: string, parse: ParseShell): Repaired {
  const prefixes = new Map<number, Prefix>();
  let masked = text;
  let root = parse(masked);
  for (let round = 0; round < PREFIX_ROUNDS; round += 1) {
    const found = misleadingIn(root, masked);
    if (found.prefixes.length === 0 && found.swallowed.length === 0) break;
    for (const prefix of found.prefixes) prefixes.set(prefix.command, prefix);
    masked = withoutMisleading(masked, found);
    root = parse(masked);
  }
  return { root, prefixes, masked };
}

/** The grammar does not know `;&` and `;;&` behind the last clause, where they mean `;;`; all offsets stay. */
function withoutLastFall(text: string): string {
  return text.replace(/;;?&(?=(\s|#.*\n)*esac\b)/g, end => ';;'.padStart(end.length));
}

/**
 * Tests that the grammar does not know, in other words of the same length. `[` with `\(`, or with a word of dashes alone, is
 * to be a command with any words, and a name of one letter; `'a'` before `&&` is no expression of its own, but `"a"` is; a
 * dash alone is no word; a regular expression has no parentheses behind quotes; and a pattern stands behind `==`.
 */
function withReadableTests(text: string): string {
  return text
    .replace(/(?<=^|[\s;&|(!])\[(?=\s(?:\\\n|[^\n;&|]){0,500}?(?:\\\(|\s[-+]{1,2}\s))/gm, 't')
    .replace(/(?<!\S)\[\[\s[\s\S]{0,500}?\s\]\]/g, test =>
      test
        .replace(/(=\s+)'([^'"$`\\]*)'/g, '$1"$2"')
        .replace(/(?<=\s)[-+]{1,2}(?=\s)/g, word => '_'.repeat(word.length))
        .replace(/(?<=\s)=\s(?=\S)/g, '==')
        .replace(/(?<==~\s+)\S+/g, pattern => pattern.replace(/(?<!\$)[()|]/g, '_')),
    );
}

/** A test in brackets may have a redirection for the grammar, and then commands before it, up to the bracket of another test. */
function swallowsCommands({ type, children }: SyntaxNode): boolean {
  if (type !== 'test_command') return false;
  const redirected = children.find(child => child.type === 'redirected_statement');
  const body = redirected?.children.find(({ field }) => field === 'body');
  return body !== undefined && body.type !== 'command';
}

/** What the grammar gave up on; sometimes it makes a command of `elif` instead of saying so. */
function errorsIn({ root, masked }: Repaired): number {
  let errors = 0;
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const isGone = node.type === 'regex' && node.start === node.end;
    const isStray =
      node.type === 'command_name' && RESERVED.has(masked.slice(node.start, node.end));
    if (node.type === 'ERROR' || isGone || isStray || swallowsCommands(node)) errors += 1;
    open.push(...node.children);
  }
  return errors;
}

function inOrder(spans: Span[]): readonly Span[] {
  return spans.sort((a, b) => a.start - b.start);
}
