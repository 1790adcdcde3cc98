import type { Excerpt } from '../text/excerpt.ts';
import type { Place } from '../text/place.ts';

/** What stands at a path of the container, as far as the workspace can tell. */
export type OpenedFile =
  | FileText
  /** A file of the workspace that is no text, or a directory. */
  | { readonly kind: 'unreadable' }
  /** No instruction puts a file there. */
  | {
      readonly kind: 'absent';
      /** What is there then: nothing, what a known base image or a package has, or nobody knows. */
      readonly behind: FileText['behind'];
      readonly missing: readonly MissingFile[];
    }
  /** A file that the build writes or changes in a way that is not followed. */
  | { readonly kind: 'changed' }
  /** A program that a command of the Dockerfile compiles. */
  | { readonly kind: 'built'; readonly at: Place }
  /** From another image, a download, or a part of the build context that is not in the workspace. */
  | { readonly kind: 'unknown' };

/** A text that is known, or the known parts of one. */
export interface FileText {
  readonly kind: 'text';
  /** In order; more than one where they come from different files. */
  readonly pieces: readonly Excerpt[];
  /** What stands around them: nothing, what a known base image or a package has, or nobody knows. */
  readonly behind: 'nothing' | 'image' | 'unknown';
  /** What the build makes of its right to execute; undefined where it keeps the one of the workspace. */
  readonly executable: boolean | undefined;
  /** The build takes carriage returns out. */
  readonly unixLines: boolean;
  /** The file begins with a byte order mark, which is no part of the text. */
  readonly marked: boolean;
}

/** A file of the build context that a COPY would bring to the path, were it there. */
export interface MissingFile {
  readonly path: string;
  /** It exists, but `.dockerignore` keeps it out. */
  readonly ignored: boolean;
}

/** What programs ask of the container's files. Paths are absolute, or relative to the working directory. */
export interface Files {
  open(path: string): OpenedFile;
  /** The files that `FOLDER/PATTERN` means, in the order of their names. */
  matching(pattern: string): MatchingFiles;
  /** The texts of the scripts that the container has come to by now, which may have changed files. */
  scripts(): readonly string[];
}

/** What a pattern means in the container. */
export interface MatchingFiles {
  /** Each begins with the folder as the pattern has it. */
  readonly paths: readonly string[];
  /** False where the build may put others there. */
  readonly complete: boolean;
  /** What else is in the folder: nothing, what a known base image or a package has, or nobody knows. */
  readonly behind: FileText['behind'];
}

/** The text of a file of which everything is known. */
export function wholeText(file: OpenedFile | undefined): Excerpt | undefined {
  if (file?.kind !== 'text' || file.behind !== 'nothing') return undefined;
  return file.pieces.length === 1 ? file.pieces[0] : undefined;
}
