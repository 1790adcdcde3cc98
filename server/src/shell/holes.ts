/**
 * Texts with holes: where a hole is, the shell will find what is not known yet, such as the value of a variable of the
 * shell that starts it. Read is only a text of which each hole is a word, or a part of one.
 */
import type { Span } from '../text/place.ts';
import { childSteps } from './child-steps.ts';
import { substitutedIn, targetsOf, wordsOf } from './constructs.ts';
import {
  literalValue,
  type RunStep,
  type Script,
  type Step,
  type Word,
  type WordPart,
} from './steps.ts';

/** The text with an expansion of the same length in the place of each hole, so that the grammar takes it for a part of a word. */
export function withoutHoles(text: string, holes: readonly Span[]): string {
  return holes.reduce(
    (masked, { start, end }) =>
      masked.slice(0, start) + expansionOf(end - start) + masked.slice(end),
    text,
  );
}

/** A hole is written as an expansion, of which the shortest is `$A`. */
function expansionOf(length: number): string {
  return length < 4 ? '$'.padEnd(length, '_') : `\${${'_'.repeat(length - 3)}}`;
}

/** What it takes to read a text in spite of its holes. */
export interface Readable {
  /** Of each of these groups one hole at least may not be empty: otherwise words are gone that are needed. */
  readonly filled: readonly (readonly Span[])[];
  /** These have to be one word: with blanks in them, the shell would read more than one. */
  readonly single: readonly Span[];
}

interface Lowered extends Pick<Script, 'text' | 'steps' | 'errors'> {
  readonly holes: readonly Span[];
}

/** Undefined where a hole is no part of a word, or decides which variable is set, or read. */
export function readableWith(lowered: Lowered): Readable | undefined {
  if (lowered.holes.length === 0) return { filled: [], single: [] };
  if (lowered.errors.length > 0 || !areInWords(lowered)) return undefined;
  const steps = lowered.steps.flatMap(withInner);
  const bare = steps.flatMap(neededIn).filter(words => words.every(mayVanish));
  const whole = steps.flatMap(takenWhole).flatMap(({ parts }) => parts.filter(isBareHole));
  return { filled: bare.map(words => words.flatMap(inWord)), single: whole.map(({ at }) => at) };
}

function withInner(step: Step): readonly Step[] {
  const inner = [...substitutedIn(wordsOf(step)), ...childSteps(step)];
  return [step, ...inner.flatMap(withInner)];
}

function areInWords({ text, steps, holes }: Lowered): boolean {
  const found = steps.flatMap(inStep);
  const starts = new Set(found.map(({ start }) => start));
  const names = holes.some(({ start }, index) =>
    /\$[A-Za-z_]\w*$/.test(text.slice(holes[index - 1]?.end ?? 0, start)),
  );
  return !names && holes.every(({ start }) => starts.has(start)) && !steps.some(namesByHole);
}

function inStep(step: Step): readonly Span[] {
  return [...wordsOf(step).flatMap(inWord), ...childSteps(step).flatMap(inStep)];
}

function inWord({ parts }: Word): readonly Span[] {
  return parts.flatMap(part => {
    if (part.kind === 'hole') return [part.at];
    if (part.kind === 'command') return part.body.flatMap(inStep);
    return part.kind === 'parameter' && part.operand ? inWord(part.operand) : [];
  });
}

/** A redirection, a `case` and `[[` need their words, and between operators there has to be a command. */
function neededIn(step: Step): readonly (readonly Word[])[] {
  if (step.kind !== 'run') return takenWhole(step).map(word => [word]);
  const { words, assignments, redirects } = step;
  const isAlone = assignments.length + redirects.length === 0 && words.length > 0;
  const single = [...targetsOf(redirects), ...(isNamed(step, /^\[\[$/) ? words : [])];
  return [...(isAlone ? [words] : []), ...single.map(word => [word])];
}

/** The words that a shell does not split when it expands them itself. */
function takenWhole(step: Step): readonly Word[] {
  switch (step.kind) {
    case 'run': {
      const { words, assignments, redirects } = step;
      const values = assignments.flatMap(({ value }) => (value === undefined ? [] : [value]));
      const own = isNamed(step, /^\[\[$/) || isNamed(step, DECLARES) ? words : [];
      return [...values, ...targetsOf(redirects), ...own];
    }
    case 'case':
    case 'redirected':
      return wordsOf(step);
    default:
      return [];
  }
}

function isNamed({ words: [first] }: RunStep, names: RegExp): boolean {
  return first !== undefined && names.test(literalValue(first) ?? '');
}

function mayVanish({ parts }: Word): boolean {
  return parts.length > 0 && parts.every(isBareHole);
}

function isBareHole({ kind, quoted }: WordPart): boolean {
  return kind === 'hole' && !quoted;
}

const DECLARES = /^(export|local|declare|typeset|readonly|unset|read|getopts)$/;

/** `A_$B=x`, which is an assignment as soon as B has a value, and `export "$A"`. */
function namesByHole(step: Step): boolean {
  if (step.kind !== 'run') return childSteps(step).some(namesByHole);
  const [first, ...rest] = step.words;
  if (first === undefined) return false;
  const declared = isNamed(step, DECLARES) ? rest : [];
  return declared.some(hasHoleInName) || (first.parts.some(hasEquals) && hasHoleInName(first));
}

function hasHoleInName({ parts }: Word): boolean {
  const end = parts.findIndex(hasEquals);
  return (end < 0 ? parts : parts.slice(0, end)).some(({ kind }) => kind === 'hole');
}

function hasEquals(part: WordPart): boolean {
  return part.kind === 'literal' && part.value.includes('=');
}
