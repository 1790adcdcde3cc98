import { baseName } from '../programs/command.ts';
import { literalValue, type Word, type WordPart } from '../shell/steps.ts';
import { lookedUpBy } from './arguments.ts';
import { compareValues } from './comparisons.ts';
import type { Context } from './context.ts';
import type { Formula } from './formula.ts';
import { comparableText } from './formula-nodes.ts';
import type { State } from './state.ts';
import { equalsText } from './value-texts.ts';
import { valuesOf } from './values.ts';

/**
 * The paths on which a test holds: `[ … ]`, `test …` and `[[ … ]]` without their brackets.
 * What is not understood becomes an atom by its text, so that the same test has the same answer.
 */
export function testHolds(
  words: readonly Word[],
  brackets: 'single' | 'double',
  state: State,
  context: Context,
): Formula {
  const reader: Reader = { words, brackets, at: 0, state, context };
  const formula = readEither(reader);
  return reader.at < words.length ? textAtom(words, state, context) : formula;
}

/** The paths on which the word matches one of the patterns of a `case` clause. */
export function patternMatches(
  subject: Word,
  pattern: Word,
  state: State,
  context: Context,
): Formula {
  const { always, or, and, never } = context.machine.formulas;
  const text = literalValue(pattern);
  if (text === '*') return always;
  if (text === undefined) return textAtom([subject, pattern], state, context);
  let matches: Formula = never;
  for (const { when, value } of valuesOf(subject, state, context)) {
    const holds =
      value.kind === 'text'
        ? globMatches(pattern, value.text)
          ? always
          : never
        : isGlob(pattern)
          ? undefined
          : equalsText(value, text, context.machine);
    matches = or(matches, and(when, holds ?? textAtom([subject, pattern], state, context)));
  }
  return matches;
}

/** An atom for a question that only the container can answer. */
export function textAtom(
  words: readonly Word[],
  state: State,
  context: Context,
  operator = '',
): Formula {
  const { machine, source } = context;
  const start = words[0]?.at.start ?? 0;
  const text = operator + source.script.text.slice(start, words.at(-1)?.at.end ?? start);
  const versions = words.flatMap(word => variableVersions(word, state, context));
  return machine.answered(text, `${context.round} ${text} ${versions.join(' ')}`);
}

/** What tells apart two tests of the same text: the values that their variables have by now. */
function variableVersions(word: Word, state: State, context: Context): readonly string[] {
  return word.parts.flatMap(part => {
    if (part.kind === 'literal') return [];
    if (part.kind !== 'parameter') return [String(context.machine.nextNumber())];
    const plain = { ...word, parts: [{ ...part, operator: undefined, operand: undefined }] };
    return [comparableText(valuesOf(plain, state, context))];
  });
}

interface Reader {
  readonly words: readonly Word[];
  /** Only `[[ … ]]` matches patterns. */
  readonly brackets: 'single' | 'double';
  at: number;
  readonly state: State;
  readonly context: Context;
}

function readEither(reader: Reader): Formula {
  let formula = readBoth(reader);
  while (takes(reader, '-o', '||')) {
    formula = reader.context.machine.formulas.or(formula, readBoth(reader));
  }
  return formula;
}

function readBoth(reader: Reader): Formula {
  let formula = readNot(reader);
  while (takes(reader, '-a', '&&')) {
    formula = reader.context.machine.formulas.and(formula, readNot(reader));
  }
  return formula;
}

function readNot(reader: Reader): Formula {
  if (comparisonAt(reader)) return readPrimary(reader);
  if (takes(reader, '!')) return reader.context.machine.formulas.not(readNot(reader));
  if (takes(reader, '(')) {
    const inner = readEither(reader);
    takes(reader, ')');
    return inner;
  }
  return readPrimary(reader);
}

function readPrimary(reader: Reader): Formula {
  const { words, state, context } = reader;
  const { and, never, not, or } = context.machine.formulas;
  const [first, second] = words.slice(reader.at, reader.at + 2);
  if (first === undefined) return never;
  const comparison = comparisonAt(reader);
  if (comparison !== undefined) {
    const { left, right } = comparison;
    const holds = compare(comparison, reader);
    reader.at += 3;
    // Where a word is gone the test is an error, which is neither true nor different.
    return and(holds, not(or(vanishes(left, reader), vanishes(right, reader))));
  }
  const unary = literalValue(first);
  if (unary !== undefined && /^-[a-zA-Z]$/.test(unary) && second !== undefined) {
    reader.at += 2;
    if (unary === '-z') return isEmpty(second, reader);
    // `[ -n ]`, where the word is gone, asks whether `-n` is something.
    if (unary === '-n') return or(not(isEmpty(second, reader)), vanishes(second, reader));
    // Neither `docker run -d` nor Kubernetes gives a container a terminal.
    if (unary === '-t') return never;
    return textAtom([first, second], state, context);
  }
  reader.at += 1;
  return not(isEmpty(first, reader));
}

/**
 * The paths on which an unquoted variable comes to no word. In busybox ash this is so between double
 * brackets, too (test/oracle).
 */
function vanishes(word: Word, reader: Reader): Formula {
  const { brackets, context } = reader;
  const { never } = context.machine.formulas;
  const split = brackets === 'single' || context.process.shell === 'ash';
  return split && word.parts.every(isBare) ? isEmpty(word, reader) : never;
}

/** A part that may come to nothing, as far as it has a name. */
function isBare(part: WordPart): boolean {
  const named = part.kind === 'parameter' && /^\w+$/.test(part.name);
  return (named || part.kind === 'hole') && !part.quoted;
}

interface Comparison {
  readonly left: Word;
  readonly operator: string;
  readonly right: Word;
  readonly words: readonly Word[];
}

/** `left operator right`, where that stands next. */
function comparisonAt({ words: all, at }: Reader): Comparison | undefined {
  const words = all.slice(at, at + 3);
  const [left, middle, right] = words;
  const operator = (middle && literalValue(middle)) ?? '';
  return left && right && BINARY.test(operator) ? { left, operator, right, words } : undefined;
}

const BINARY = /^(=|==|!=|=~|<|>|-(eq|ne|lt|le|gt|ge|nt|ot|ef))$/;

function compare(
  { left, operator, right, words }: Comparison,
  { state, context, brackets }: Reader,
): Formula {
  const opaque = textAtom(words, state, context);
  const isPattern = operator === '=~' || (isGlob(right) && /^[=!]/.test(operator));
  if (brackets === 'double' && isPattern) {
    const matches = matcherOf(operator, right, context);
    return matches ? textsMatch(left, matches, opaque, state, context) : opaque;
  }
  const found = lookedUpBy(left) ?? lookedUpBy(right);
  if (found !== undefined && /^(==?|!=)$/.test(operator)) {
    const other = lookedUpBy(left) === undefined ? left : right;
    // A path of that name is taken to be the one that is found.
    const matches = (text: string): boolean | undefined =>
      text.startsWith('/') ? (baseName(text) === found) !== operator.startsWith('!') : undefined;
    return textsMatch(other, matches, opaque, state, context);
  }
  const sides = [valuesOf(left, state, context), valuesOf(right, state, context)] as const;
  return compareValues(sides[0], operator, sides[1], opaque, context.machine);
}

/** What a pattern or a regular expression says of a text; undefined where nobody knows. Only bash's are read. */
function matcherOf(
  operator: string,
  pattern: Word,
  { process, source }: Context,
): ((text: string) => boolean | undefined) | undefined {
  const written = source.script.text.slice(pattern.at.start, pattern.at.end);
  if (process.shell !== 'bash' || pattern.parts.some(({ kind }) => kind !== 'literal')) return;
  if (operator === '=~') {
    const isPlain = PLAIN_EXPRESSION.test(written) && !COSTLY_EXPRESSION.test(written);
    const expression = isPlain ? regularExpression(written) : undefined;
    return expression && (text => (text.length > TEXT_LIMIT ? undefined : expression.test(text)));
  }
  if (/[@!?*+]\(|\[[:.=]|\\/.test(written)) return;
  return text => globMatches(pattern, text) !== operator.startsWith('!');
}

/** What means the same to bash as it does here: no quotes, no classes of names, no anchors inside. */
const PLAIN_EXPRESSION = /^\^?(?:[\w\s.|()*+?/:=,@%~-]|\[\^?[\w\s./:=,@%~-]+\])*\$?$/;

/** Three repetitions try a longer text in too many ways. */
const TEXT_LIMIT = 300;

/** What may be tried in too many ways: repeated groups, and more than three repetitions. */
const COSTLY_EXPRESSION = /\)[*+]|(?:[*+].*){4}/;

function regularExpression(written: string): RegExp | undefined {
  try {
    return new RegExp(written);
  } catch {
    return undefined;
  }
}

function textsMatch(
  subject: Word,
  matches: (text: string) => boolean | undefined,
  unread: Formula,
  state: State,
  context: Context,
): Formula {
  const { and, or, always, never } = context.machine.formulas;
  let holds: Formula = never;
  for (const { when, value } of valuesOf(subject, state, context)) {
    const isRead = value.kind === 'text' && value.text.length <= 200;
    const answer = isRead ? matches(value.text) : undefined;
    holds = or(holds, and(when, answer === undefined ? unread : answer ? always : never));
  }
  return holds;
}

function isEmpty(word: Word, reader: Reader): Formula {
  const { state, context } = reader;
  const { and, or, never, not } = context.machine.formulas;
  let empty: Formula = never;
  for (const { when, value } of valuesOf(word, state, context)) {
    const holds =
      equalsText(value, '', context.machine) ?? not(textAtom([word], state, context, '-n '));
    empty = or(empty, and(when, holds));
  }
  return empty;
}

/** Only between double brackets do quotes make an operator a word. */
function takes(reader: Reader, ...operators: readonly string[]): boolean {
  const word = reader.words[reader.at];
  const quoted = word?.parts.some(part => part.quoted) && reader.brackets === 'double';
  const text = word && !quoted ? literalValue(word) : undefined;
  if (text === undefined || !operators.includes(text)) return false;
  reader.at += 1;
  return true;
}

function isGlob(word: Word): boolean {
  return word.parts.some(
    part => part.kind === 'literal' && !part.quoted && /[*?[]/.test(part.value),
  );
}

/** Shell patterns without classes of characters: those match nothing here. */
function globMatches(pattern: Word, text: string): boolean {
  const source = pattern.parts.map(part => {
    if (part.kind !== 'literal') return '';
    const escaped = part.value.replace(/[.+^${}()|\\]/g, '\\$&');
    if (part.quoted) return escaped.replace(/[*?[\]]/g, '\\$&');
    return escaped.replace(/\*/g, '[\\s\\S]*').replace(/\?/g, '[\\s\\S]').replace(/\[!/g, '[^');
  });
  try {
    return new RegExp(`^${source.join('')}$`).test(text);
  } catch {
    return false;
  }
}
