/**
 * The room `shell`: script text in, steps out. It is the only user of tree-sitter, and repairs what
 * the grammar gets wrong. It never interprets: what a step does is the business of `lifetime`.
 *
 * All spans are offsets in the script's own text, so that equal texts share their steps.
 */
import type { Span } from '../text/place.ts';
import type { FoundConstruct } from './constructs.ts';
import type { Readable } from './holes.ts';

/** A script as steps. `comments` and `errors` are in order; `shebang` is the first line behind `#!`. */
export interface Script {
  readonly text: string;
  readonly shebang: string | undefined;
  readonly steps: readonly Step[];
  /** What is written in it that not every shell has (`dialects.ts`), by the step that has it. */
  readonly constructs: ReadonlyMap<Step, readonly FoundConstruct[]>;
  readonly comments: readonly Span[];
  /** Text whose line breaks are content (heredoc bodies, quoted text): never to be indented. */
  readonly fixedTexts: readonly Span[];
  /** Where the grammar gave up. */
  readonly errors: readonly Span[];
  /** What it takes to read the text in spite of its holes; undefined where nothing does. */
  readonly readableWith: Readable | undefined;
}

/** One command or compound command of a script. */
export type Step =
  | RunStep
  | ListStep
  | NotStep
  | TimeStep
  | PipelineStep
  | BackgroundStep
  | IfStep
  | CaseStep
  | ForStep
  | LoopStep
  | GroupStep
  | FunctionStep
  | RedirectedStep
  | OpaqueStep;

/** A simple command. Tests (`[ … ]`, `[[ … ]]`) are runs whose first word is the bracket. */
export interface RunStep {
  readonly kind: 'run';
  readonly at: Span;
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
}

/** `left && right` or `left || right`. */
export interface ListStep {
  readonly kind: 'and' | 'or';
  readonly at: Span;
  readonly left: Step;
  readonly right: Step;
}

/** `! step`. */
export interface NotStep {
  readonly kind: 'not';
  readonly at: Span;
  readonly step: Step;
}

/** `time step`: a reserved word of bash; other shells look for a program of that name. */
export interface TimeStep {
  readonly kind: 'time';
  readonly at: Span;
  readonly step: Step;
}

/** `a | b`, also `a |& b`. At least two parts. */
export interface PipelineStep {
  readonly kind: 'pipeline';
  readonly at: Span;
  readonly parts: readonly Step[];
}

/** `step &`; the span includes the `&`. Or `coproc step`, which only bash has. */
export interface BackgroundStep {
  readonly kind: 'background';
  readonly at: Span;
  readonly step: Step;
  readonly coproc?: true;
}

export interface IfStep {
  readonly kind: 'if';
  readonly at: Span;
  /** The `if` and each `elif`. */
  readonly branches: readonly IfBranch[];
  readonly otherwise: Block | undefined;
}

export interface IfBranch {
  readonly condition: readonly Step[];
  readonly body: Block;
}

/** Steps between two reserved words; the span runs from behind the first to the second's start. */
export interface Block {
  readonly at: Span;
  readonly steps: readonly Step[];
}

export interface CaseStep {
  readonly kind: 'case';
  readonly at: Span;
  readonly subject: Word;
  readonly clauses: readonly CaseClause[];
}

export interface CaseClause {
  readonly patterns: readonly Word[];
  readonly body: Block;
  /** `;;`, `;&` (fall through) or `;;&` (test on). */
  readonly end: ';;' | ';&' | ';;&';
}

/** `for NAME in WORDS` (undefined words: the positional parameters), and `select`. */
export interface ForStep {
  readonly kind: 'for' | 'select';
  readonly at: Span;
  readonly name: string;
  readonly words: readonly Word[] | undefined;
  readonly body: Block;
}

/** `while`, `until`, and C-style `for`, which has no condition steps: `endless` when `for ((;;))`. */
export interface LoopStep {
  readonly kind: 'while' | 'until' | 'arithmetic-for';
  readonly at: Span;
  readonly condition: readonly Step[];
  readonly endless: boolean;
  readonly body: Block;
}

/** `{ … }` or `( … )`. */
export interface GroupStep {
  readonly kind: 'group' | 'subshell';
  readonly at: Span;
  readonly body: Block;
}

export interface FunctionStep {
  readonly kind: 'function';
  readonly at: Span;
  readonly name: string;
  readonly body: Step;
}

/** A compound command with redirections of its own. */
export interface RedirectedStep {
  readonly kind: 'redirected';
  readonly at: Span;
  readonly step: Step;
  readonly redirects: readonly Redirect[];
}

/** Text that could not be understood: nothing is claimed about what depends on it. */
export interface OpaqueStep {
  readonly kind: 'opaque';
  readonly at: Span;
}

export interface Assignment {
  readonly at: Span;
  readonly name: string;
  /** Undefined for arrays and subscripts. */
  readonly value: Word | undefined;
  /** The words of `NAME=(…)`, which only bash has. */
  readonly elements?: readonly Word[];
  /** `+=`. */
  readonly appends?: true;
}

export interface Redirect {
  readonly at: Span;
  /** `>`, `>>`, `<`, `>&`, `&>`, `<<`, `<<<`, … */
  readonly operator: string;
  /** The number before the operator, where one is written; also that of a new one, whose number goes into … */
  readonly descriptor?: number;
  /** … the variable that is named here: `{log}> file`, which only bash has. */
  readonly variable?: Span;
  readonly target: Word | undefined;
  /** The text of a here-document in which nothing is expanded. */
  readonly body?: Span;
}

export interface Word {
  readonly at: Span;
  readonly parts: readonly WordPart[];
}

export type WordPart =
  | LiteralPart
  | ParameterPart
  | {
      readonly kind: 'command';
      readonly at: Span;
      readonly quoted: boolean;
      readonly body: readonly Step[];
    }
  /** What was not known when the text was made (`holes.ts`). */
  | { readonly kind: 'hole'; readonly at: Span; readonly quoted: boolean }
  | { readonly kind: 'other'; readonly at: Span; readonly quoted: boolean };

/** `at` is the content without its quotes; an escape is a part of its own (`value` shorter than `at`). */
export interface LiteralPart {
  readonly kind: 'literal';
  readonly at: Span;
  readonly value: string;
  readonly quoted: boolean;
}

/** `$NAME`, `${NAME}` or `${NAME[@]}`, whose name ends in `[@]`; with an operator (`:-`, `#`, …) and its operand where written. */
export interface ParameterPart {
  readonly kind: 'parameter';
  readonly at: Span;
  readonly name: string;
  readonly quoted: boolean;
  readonly operator: string | undefined;
  readonly operand: Word | undefined;
}

/** The word's value when it is made of literals only, else undefined. */
export function literalValue(word: Word): string | undefined {
  let value = '';
  for (const part of word.parts) {
    if (part.kind !== 'literal') return undefined;
    value += part.value;
  }
  return value;
}

/** All words that a command expands. */
export function wordsOf({ words, assignments, redirects }: RunStep): readonly Word[] {
  const values = assignments.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const targets = redirects.flatMap(({ target }) => (target === undefined ? [] : [target]));
  return [...values, ...words, ...targets];
}
