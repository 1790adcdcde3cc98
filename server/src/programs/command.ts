/**
 * The room `programs`: what programs do when they are started. Knowledge is typed data, each entry
 * with its source; one interpreter reads it. It never looks at scripts, files or the container.
 */
import type { Excerpt } from '../text/excerpt.ts';
import type { Place } from '../text/place.ts';

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

/** The last part of a program's path: `/usr/sbin/nginx` is `nginx`. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
