import type { Argument } from '../programs/command.ts';
import { literalValue, type Step, type Word, type WordPart } from '../shell/steps.ts';
import { type Excerpt, excerptOf, type Piece, placeIn, standIn } from '../text/excerpt.ts';
import type { Context } from './context.ts';
import { onlyValue } from './guarded.ts';
import { digHole, mayBeHole } from './holes.ts';
import { parameterAt, parametersOf } from './parameters.ts';
import { type ListItem, type Parameter, type State, variableOf } from './state.ts';
import { textOf, valuesOf, valuesOfPart } from './values.ts';

/** The arguments that a command receives: `"$@"` becomes many, `"$*"` is one, an unquoted variable is split. */
export function argumentsOf(
  words: readonly Word[],
  state: State,
  context: Context,
): readonly Argument[] {
  return words.flatMap(word => argumentsOfWord(word, state, context));
}

function argumentsOfWord(word: Word, state: State, context: Context): readonly Argument[] {
  const [part] = word.parts;
  const alone = word.parts.length === 1 ? part : undefined;
  if (alone?.kind === 'literal') return [argumentOf(word, alone.value, state, context)];
  if (alone?.kind === 'parameter' && alone.operator === undefined) {
    const { name } = alone;
    const parameters = parametersOf(state, context.machine);
    if (name === '@' || (name === '*' && !alone.quoted))
      return parameters ?? [argumentOf(word, undefined, state, context)];
    const list = name.endsWith('[@]') ? listNamed(name.slice(0, -3), state, context) : undefined;
    if (list !== undefined) return list.map(({ argument }) => argument);
    const parameter =
      alone.quoted && /^[1-9]\d*$/.test(name) && parameterAt(Number(name), parameters);
    if (parameter && parameter !== 'missing') return [parameter];
  }
  if (isSplit(word)) return splitArgument(word, state, context);
  return [argumentOf(word, lookedUpBy(word) ?? textOf(word, state, context), state, context)];
}

/** True where the shell splits what the word comes to; not told of words that are quoted in part. */
function isSplit({ parts }: Word): boolean {
  const isQuoted = (part: WordPart): boolean =>
    part.quoted || (part.kind === 'parameter' && part.operand?.parts.some(isQuoted) === true);
  return parts.some(({ kind }) => /^(parameter|hole)$/.test(kind)) && !parts.some(isQuoted);
}

/** The program of which `$(command -v NAME)` gives the path; as an argument its name says as much. */
export function lookedUpBy({ parts: [part, ...others] }: Word): string | undefined {
  return part?.kind === 'command' && others.length === 0 ? lookedUp(part.body) : undefined;
}

function lookedUp([step, ...others]: readonly Step[]): string | undefined {
  if (step?.kind !== 'run' || others.length > 0) return undefined;
  const [command, ...words] = step.words.map(literalValue);
  const name = words.at(-1);
  const looks = `${command} ${words.slice(0, -1).join(' ')}`.trim();
  return ['command -v', 'type -p', 'type -P', 'which'].includes(looks) ? name : undefined;
}

function listNamed(
  name: string,
  state: State,
  { machine }: Context,
): readonly ListItem[] | undefined {
  const value = onlyValue(variableOf(state, name, machine), state, machine);
  return value?.kind === 'list' ? value.items : undefined;
}

function splitArgument(word: Word, state: State, context: Context): readonly Argument[] {
  const text = textOf(word, state, context);
  if (text === undefined) return [argumentOf(word, undefined, state, context)];
  return text
    .split(/[ \t\n]/)
    .filter(piece => piece !== '')
    .map(piece => {
      const argument = argumentOf(word, piece, state, context);
      const written = standIn(argument.at.path, piece, argument.at.span);
      return { ...argument, source: piece, text: written };
    });
}

function argumentOf(
  word: Word,
  value: string | undefined,
  state: State,
  context: Context,
): Parameter {
  const { excerpt, script } = context.source;
  return {
    value,
    source: script.text.slice(word.at.start, word.at.end),
    at: placeIn(excerpt, word.at),
    text: writtenText(word, state, context),
    ...(value === undefined && { values: valuesOf(word, state, context) }),
  };
}

/** The characters of a word, with the places they stand at in the file: a hole where a part has no single value. */
function writtenText(word: Word, state: State, context: Context): Excerpt | undefined {
  const pieces: Piece[] = [];
  for (const part of word.parts) {
    const piece = pieceOf(part, state, context);
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
  return excerptOf(context.source.excerpt.path, pieces);
}

function pieceOf(part: WordPart, state: State, context: Context): Piece | undefined {
  const { machine, source: own } = context;
  const { start, end } = part.at;
  const source = placeIn(own.excerpt, part.at).span;
  if (part.kind === 'literal') return { value: part.value, source };
  const values = valuesOfPart(part, state, context);
  const value = onlyValue(values, state, machine);
  if (value?.kind === 'text') return { value: value.text, source, computed: true };
  const written = own.script.text.slice(start, end);
  if (!mayBeHole(part, written)) return undefined;
  return { value: written, source, hole: digHole(values, machine) };
}
