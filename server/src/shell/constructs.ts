/** Finds the constructs in which shells differ (`dialects.ts`), step by step. */
import type { Span } from '../text/place.ts';
import { childSteps } from './child-steps.ts';
import type { Construct } from './dialects.ts';
import {
  type Assignment,
  type FunctionStep,
  literalValue,
  type RedirectedStep,
  type RunStep,
  type Step,
  type Word,
  type WordPart,
} from './steps.ts';

/** A construct of a step itself, not of the steps inside it. */
export interface FoundConstruct {
  readonly construct: Construct;
  readonly at: Span;
}

/** The steps that contain such constructs, each with its own, in the order of the text. */
export function constructsIn(
  steps: readonly Step[],
  text: string,
): ReadonlyMap<Step, readonly FoundConstruct[]> {
  const found = new Map<Step, readonly FoundConstruct[]>();
  const visit = (step: Step): void => {
    const words = wordsOf(step);
    const own = constructsOf(step, words, text);
    if (own.length > 0) found.set(step, own);
    for (const inner of substitutedIn(words)) visit(inner);
    for (const child of childSteps(step)) visit(child);
  };
  for (const step of steps) visit(step);
  return found;
}

function constructsOf(step: Step, words: readonly Word[], text: string): readonly FoundConstruct[] {
  const found: FoundConstruct[] = [];
  const note = (construct: Construct | undefined, at: Span): void => {
    if (construct !== undefined) found.push({ construct, at });
  };
  switch (step.kind) {
    case 'run':
      note(commandConstruct(step.words, text), step.words[0]?.at ?? step.at);
      for (const assignment of step.assignments)
        note(assignmentConstruct(assignment, text), assignment.at);
      break;
    case 'background':
      if (step.coproc) note(step.step.kind === 'run' ? 'coproc' : 'coproc-compound', step.at);
      break;
    case 'time':
      if (step.step.kind !== 'run') note('time-compound', step.at);
      break;
    case 'pipeline':
      step.parts.slice(1).forEach((part, index) => {
        const gap = { start: step.parts[index]?.at.end ?? part.at.start, end: part.at.start };
        if (text.slice(gap.start, gap.end).includes('|&')) note('ampersand-pipe', gap);
      });
      break;
    case 'case':
      if (step.clauses.some(({ end }) => end !== ';;')) note('fall-through', step.at);
      break;
    case 'select':
    case 'arithmetic-for':
      note(step.kind, step.at);
      break;
    case 'function':
      if (text.startsWith('function', step.at.start)) note(functionConstruct(step, text), step.at);
      else if (!/^[A-Za-z_]\w*$/.test(step.name)) note('function-name', step.at);
      break;
  }
  if (step.kind === 'run' || step.kind === 'redirected') {
    for (const { operator, at, variable } of step.redirects) {
      note(REDIRECTS.get(operator), at);
      if (variable !== undefined) note(descriptorConstruct(step), variable);
    }
  }
  for (const { parts } of words) for (const part of parts) note(partConstruct(part, text), part.at);
  return found;
}

function functionConstruct({ at, body }: FunctionStep, text: string): Construct {
  return /^[^(]*\n/.test(text.slice(at.start, body.at.start))
    ? 'function-line'
    : 'function-keyword';
}

const REDIRECTS: ReadonlyMap<string, Construct> = new Map([
  ['<<<', 'here-string'],
  ['&>', 'ampersand-redirect'],
  ['&>>', 'ampersand-append'],
]);

/** To a shell that does not know it, it is a word, and `exec` looks for a program of that name. */
function descriptorConstruct(step: RunStep | RedirectedStep): Construct {
  const [name] = step.kind === 'run' ? step.words : [];
  const executes = name !== undefined && literalValue(name) === 'exec';
  return executes ? 'exec-descriptor' : 'new-descriptor';
}

const BASH_BUILTINS =
  /^(declare|typeset|shopt|mapfile|readarray|pushd|popd|dirs|disown|builtin|enable|caller|compgen|complete)$/;

/** What the words of a command say about it, its options included. */
function commandConstruct(words: readonly Word[], text: string): Construct | undefined {
  const [name = '', ...values] = words.map(word => literalValue(word) ?? '');
  const has = (pattern: RegExp): boolean => values.some(value => pattern.test(value));
  if (name.startsWith('((')) return 'arithmetic-command';
  if (BASH_BUILTINS.test(name)) return 'bash-builtin';
  switch (name) {
    case '[[':
      // To ash, a parenthesis after a backslash is a word like any other.
      return words.some(({ at }) => text.slice(at.start, at.end) === '(')
        ? 'double-bracket-group'
        : 'double-bracket';
    case 'source':
    case 'let':
      return name;
    case 'set':
      return has(/^pipefail$/) && has(/^[-+]\w*o$/) ? 'pipefail' : undefined;
    case 'wait':
      return has(/^-n$/) ? 'wait-next' : undefined;
    case '[':
    case 'test':
      return has(/^==$/) ? 'test-equals' : has(/^-v$/) ? 'test-variable' : undefined;
    case 'trap':
      return values
        .slice(1)
        .map(trapConstruct)
        .find(construct => construct !== undefined);
    case 'kill':
      return has(/^-?SIG/) ? 'kill-signal-prefix' : undefined;
    case 'read':
      if (has(/^-\w*a$/)) return 'read-array';
      return has(/^-\w*[tnNdsue]/) ? 'read-option' : undefined;
    case 'exec':
      return values[0] === '-a' ? 'exec-name' : undefined;
    case 'export':
      return values[0] === '-f' ? 'export-function' : undefined;
    default:
      return undefined;
  }
}

/** What the name of a signal in `trap ACTION SIGNAL…` says. */
export function trapConstruct(signal: string): Construct | undefined {
  if (signal === 'DEBUG' || signal === 'RETURN') return 'debug-trap';
  if (signal === 'ERR') return 'error-trap';
  return signal.startsWith('SIG') ? 'trap-signal-prefix' : undefined;
}

function assignmentConstruct(
  { at, appends, elements }: Assignment,
  text: string,
): Construct | undefined {
  const source = text.slice(at.start, at.end);
  if (elements !== undefined || /^\w+\+?=\(/.test(source)) return 'array';
  if (/^\w+\[/.test(source)) return 'array-element';
  return appends ? 'append' : undefined;
}

function partConstruct(part: WordPart, text: string): Construct | undefined {
  if (part.kind !== 'parameter' && part.kind !== 'other') return undefined;
  const source = text.slice(part.at.start, part.at.end);
  return PARTS.find(([pattern]) => pattern.test(source))?.[1];
}

const PARTS: readonly (readonly [RegExp, Construct])[] = [
  [/^\$\{[!#]?[A-Za-z_]\w*\[/, 'array-expansion'],
  [/^\$\{![A-Za-z_]/, 'indirect-expansion'],
  [/^\$\{(\w+|[@*])[\^,@]/, 'transforming-expansion'],
  [/^\$\{(\w+|[@*])\//, 'replacement'],
  [/^\$\{(\w+|[@*]):[^-=?+]/, 'substring'],
  [/^\$'/, 'ansi-quoting'],
  [/^[<>]\(/, 'process-substitution'],
  [/^\(/, 'array'],
  [/^\{-?\w+\.\./, 'brace-range'],
];

/** The words that a step has itself, those of its redirections included. */
export function wordsOf(step: Step): readonly Word[] {
  switch (step.kind) {
    case 'run':
      return [
        ...step.assignments.flatMap(({ value, elements }) => elements ?? (value ? [value] : [])),
        ...step.words,
        ...targetsOf(step.redirects),
      ];
    case 'redirected':
      return targetsOf(step.redirects);
    case 'case':
      return [step.subject, ...step.clauses.flatMap(({ patterns }) => patterns)];
    case 'for':
    case 'select':
      return step.words ?? [];
    default:
      return [];
  }
}

export function targetsOf(
  redirects: Extract<Step, { kind: 'redirected' }>['redirects'],
): readonly Word[] {
  return redirects.flatMap(({ target }) => (target === undefined ? [] : [target]));
}

export function substitutedIn(words: readonly Word[]): readonly Step[] {
  return words.flatMap(({ parts }) =>
    parts.flatMap(part => {
      if (part.kind === 'command') return part.body;
      const operand = part.kind === 'parameter' ? part.operand : undefined;
      return operand === undefined ? [] : substitutedIn([operand]);
    }),
  );
}
