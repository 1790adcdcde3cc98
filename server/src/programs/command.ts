/**
 * The room `programs`: what programs do when they are started. Knowledge is typed data, each entry
 * with its source; one interpreter reads it. It never looks at scripts, files or the container.
 */
import { type Excerpt, placeIn } from '../text/excerpt.ts';
import { type Place, placeKey } from '../text/place.ts';

/** One word of a command as the program receives it, after expansion. */
export interface Argument {
  /** Undefined where it cannot be known before the container runs. */
  readonly value: string | undefined;
  /** As it is written, for messages. */
  readonly source: string;
  readonly at: Place;
  /** The value's characters with the map back to where they are written, for texts like `sh -c '…'`. */
  readonly text: Excerpt | undefined;
}

/** A command as people write it, cut to a length that a message can hold. */
export function commandText(argv: readonly Argument[]): string {
  const text = argv.map(({ source }) => source.replace(/\s+/g, ' ')).join(' ');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** The same words, though other objects may stand for them. */
export function writtenAlike(some: readonly Argument[], others: readonly Argument[]): boolean {
  const keys = others.map(({ at }) => placeKey(at));
  return (
    some.length === others.length && some.every(({ at }, index) => placeKey(at) === keys[index])
  );
}

/** From the first word to the last, as far as they stand together in one file. */
export function commandPlace(argv: readonly Argument[]): Place {
  const [first, ...others] = argv.map(({ at }) => at);
  if (first === undefined) return { path: '', span: { start: 0, end: 0 } };
  const end = others
    .filter(({ path, span }) => path === first.path && span.start >= first.span.start)
    .reduce((latest, { span }) => Math.max(latest, span.end), first.span.end);
  return { path: first.path, span: { start: first.span.start, end } };
}

/** The last part of a program's path: `/usr/sbin/nginx` is `nginx`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `sh -c TEXT`, as the program runs it that the first word names; nobody wrote its words. */
export function shellCommand(text: Excerpt, [program]: readonly Argument[]): readonly Argument[] {
  const at = placeIn(text, { start: 0, end: text.text.length });
  const word = (value: string): Argument => ({
    value,
    source: value,
    at: program?.at ?? at,
    text: undefined,
  });
  return [word('sh'), word('-c'), { value: text.text, source: text.text, at, text }];
}
