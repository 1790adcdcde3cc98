/** What the commands of a RUN print, with the places where it is written. */
import { baseName } from '../programs/command.ts';
import type { RunStep, Script, Word } from '../shell/steps.ts';
import { type Excerpt, excerptOf, partOf, placeIn, standIn } from '../text/excerpt.ts';
import type { Span } from '../text/place.ts';
import type { Run } from './files.ts';
import { variableValue } from './variables.ts';

/** A RUN with its steps. */
export interface RunText {
  readonly run: Run;
  readonly script: Script;
}

/** What `echo`, `printf`, `cat <<EOF` and `echo_supervisord_conf` print; undefined where it is not known. */
export function outputOf(step: RunStep, reader: RunText): Excerpt | undefined {
  const [, ...words] = step.words;
  switch (nameOf(step, reader)) {
    case 'cat':
      return words.length === 0 ? heredocOf(step, reader) : undefined;
    case 'printf': {
      const [format, ...others] = words;
      if (format === undefined) return undefined;
      if (others.length === 0) return literal(format, true, reader);
      const text = wordText(format, reader);
      const lines = others.map(word => literal(word, false, reader));
      return text === '%s\\n' && lines.every(line => line !== undefined)
        ? joined(
            lines.flatMap(line => [line, lineBreak(line)]),
            reader,
          )
        : undefined;
    }
    case 'echo': {
      const options = words.filter(word => /^-[neE]+$/.test(wordText(word, reader) ?? ''));
      const shown = words.slice(options.length).map(word => literal(word, true, reader));
      if (shown.some(text => text === undefined)) return undefined;
      const known = shown.flatMap((text, index) =>
        text === undefined ? [] : index === 0 ? [text] : [constant(' ', text), text],
      );
      const ends = options.some(word => wordText(word, reader)?.includes('n'));
      const last = known.at(-1);
      return joined(ends || last === undefined ? known : [...known, lineBreak(last)], reader);
    }
    case 'echo_supervisord_conf':
      return words.length === 0
        ? standIn(reader.run.text.path, SUPERVISORD_SAMPLE, placeIn(reader.run.text, step.at).span)
        : undefined;
    default:
      return undefined;
  }
}

/** What decides in the sample (https://github.com/Supervisor/supervisor/blob/main/supervisor/skel/sample.conf). */
const SUPERVISORD_SAMPLE = '[supervisord]\nnodaemon=false\n';

/** The body of the one here-document of a command, where nothing in it is expanded. */
export function heredocOf(step: RunStep, { script, run }: RunText): Excerpt | undefined {
  const text = script.text.slice(step.at.start);
  const start = /<<(-?)\s*(['"\\]?)(\w+)['"]?/.exec(text);
  if (start?.[3] === undefined || /<<</.test(text.slice(start.index, start.index + 3)))
    return undefined;
  const from = step.at.start + text.indexOf('\n', start.index) + 1;
  const body = script.text.slice(from);
  const end = new RegExp(`^${start[1] === '-' ? '\\t*' : ''}${start[3]}$`, 'm').exec(body);
  if (end === null) return undefined;
  const span = { start: from, end: from + end.index };
  const expands = start[2] === '' && /[$`\\]/.test(script.text.slice(span.start, span.end));
  return expands ? undefined : partOf(run.text, span);
}

/** A literal word's characters; with `escapes` a `\n` in it is a line break. */
function literal(word: Word, escapes: boolean, { run }: RunText): Excerpt | undefined {
  const pieces: { readonly value: string; readonly source: Span }[] = [];
  for (const part of word.parts) {
    if (part.kind !== 'literal') return undefined;
    const source = placeIn(run.text, part.at).span;
    if (
      !escapes ||
      !part.value.includes('\\') ||
      part.value.length !== part.at.end - part.at.start
    ) {
      pieces.push({ value: part.value, source });
      continue;
    }
    for (const match of part.value.matchAll(/\\[ntr\\]|[^\\]+|\\/g)) {
      const at = part.at.start + match.index;
      const span = placeIn(run.text, { start: at, end: at + match[0].length }).span;
      pieces.push({ value: ESCAPES.get(match[0]) ?? match[0], source: span });
    }
  }
  return excerptOf(run.text.path, pieces);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\n', '\n'],
  ['\\t', '\t'],
  ['\\r', '\r'],
  ['\\\\', '\\'],
]);

/** Characters that are written nowhere: they stand for the place behind `after`. */
function constant(value: string, after: Excerpt): Excerpt {
  const end = after.segments.at(-1)?.source.end ?? 0;
  return excerptOf(after.path, [{ value, source: { start: end, end } }]);
}

function lineBreak(after: Excerpt): Excerpt {
  return constant('\n', after);
}

/** Texts one behind the other. */
export function joined(texts: readonly Excerpt[], { run }: RunText): Excerpt {
  const pieces = texts.flatMap(({ text, segments }) =>
    segments.map(({ at, length, source }) => ({ value: text.slice(at, at + length), source })),
  );
  return excerptOf(run.text.path, pieces);
}

/** The program's name, without its directory. */
export function nameOf({ words }: RunStep, reader: RunText): string | undefined {
  const [first] = words;
  const text = first === undefined ? undefined : wordText(first, reader);
  return text === undefined ? undefined : baseName(text);
}

/** The arguments that are known. */
export function textsOf({ words }: RunStep, reader: RunText): readonly string[] {
  return words.slice(1).flatMap(word => wordText(word, reader) ?? []);
}

/** A word's value with the variables that the Dockerfile sets; undefined where it is not known. */
export function wordText(word: Word, { run }: RunText): string | undefined {
  let text = '';
  for (const part of word.parts) {
    if (part.kind === 'literal') text += part.value;
    else if (part.kind === 'parameter' && part.operator === undefined) {
      const value = variableValue(run.variables, part.name);
      if (value === undefined) return undefined;
      text += value;
    } else return undefined;
  }
  return text;
}
