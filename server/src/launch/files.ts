/** What the instructions of a Dockerfile put where, and how a file came to its path. */

import type { Excerpt } from '../text/excerpt.ts';
import type { Place } from '../text/place.ts';
import type { Image } from './images/image.ts';
import type { Instruction } from './instructions.ts';
import { globOf } from './path-patterns.ts';
import type { Edit } from './sed.ts';
import type { Variables } from './variables.ts';

/** What instructions did to the files of a stage, the latest first. */
export interface ContainerFiles {
  readonly effects: readonly Effect[];
  /** What was done before: by earlier instructions, or the stage that this one begins with. */
  readonly base: ContainerFiles | undefined;
}

export type Effect = Copy | Write | Run;

/** A source of COPY or ADD. */
export interface Copy {
  readonly kind: 'copy';
  /** Path in the build context, or in the other stage; without a leading `/`. */
  readonly source: string;
  /** Absolute path in the container, without a trailing `/`. */
  readonly target: string;
  /** True where `target` can only be a directory. */
  readonly intoDirectory: boolean;
  /** The stage of `--from`; undefined for the build context; `unknown` for an image. */
  readonly from: ContainerFiles | 'unknown' | undefined;
  /** The base image of that stage, as far as it is known. */
  readonly image: Image | undefined;
  /** What it brings is not known, so that what others bring counts: an archive, a repository, a variable. */
  readonly vague?: true;
  /** True for sources that `--exclude` may leave out. */
  readonly mayExclude?: (source: string) => boolean;
  /** What `--chmod` says. */
  readonly executable: Executable;
  /** Undefined where no Dockerfile says it. */
  readonly by: BroughtBy | undefined;
}

/** The instruction that brings a file, and the user that USER names before it. */
export interface BroughtBy {
  readonly instruction: Instruction;
  readonly user: string | undefined;
}

/** The right to execute a file; undefined where it stays as it is. */
export type Executable = boolean | 'unknown' | undefined;

/** Text that the Dockerfile itself holds; undefined where only part of it is understood. */
export interface Write {
  readonly kind: 'write';
  /** Absolute. */
  readonly path: string;
  readonly text: Excerpt | undefined;
  readonly appends: boolean;
  readonly executable: Executable;
  /** The COPY whose here-document it is; undefined for what a RUN writes. */
  readonly by: BroughtBy | undefined;
}

/** A RUN: what it does to files is read only when a file is asked for. */
export interface Run {
  readonly kind: 'run';
  readonly text: Excerpt;
  readonly workdir: string | undefined;
  readonly variables: Variables;
  /** The files as the instructions before it leave them. */
  readonly before: ContainerFiles;
}

/** What a command of a RUN does to a file. */
export type Change =
  | Write
  /** `mv`, `cp`, `ln`: the file at `path` is the one that was at `from`. */
  | { readonly kind: 'take'; readonly from: string; readonly path: string }
  | {
      readonly kind: 'mode';
      readonly pattern: string;
      readonly recursive: boolean;
      readonly executable: Executable;
    }
  /** Carriage returns are taken out. */
  | { readonly kind: 'line-endings'; readonly pattern: string; readonly recursive: boolean }
  /** `sed -i` with a script that is understood. */
  | {
      readonly kind: 'edit';
      readonly pattern: string;
      readonly edits: readonly Edit[];
      readonly at: Place;
    }
  | { readonly kind: 'remove'; readonly path: string }
  /** A compiler leaves a program there. */
  | { readonly kind: 'build'; readonly pattern: string; readonly at: Place }
  /** The file is edited in a way that is not followed, or replaced by one from elsewhere. */
  | { readonly kind: 'change'; readonly pattern: string; readonly replaces: boolean };

export const NO_FILES: ContainerFiles = { effects: [], base: undefined };

/** What must be in the build context for the COPY to bring anything. */
export function copiedFolder({ source }: Copy): string {
  const parts = source.split('/');
  const pattern = parts.findIndex(part => /[*?[]/.test(part));
  return pattern < 0 ? source : parts.slice(0, pattern).join('/');
}

/** The absolute form of a container path; undefined where the working directory is not known. */
export function absolutePath(path: string, workdir: string | undefined): string | undefined {
  if (path.startsWith('/')) return `/${cleanPath(path)}`;
  return workdir === undefined ? undefined : `/${cleanPath(`${workdir}/${path}`)}`;
}

/** Resolves `.` and `..`; no leading or trailing `/`. */
export function cleanPath(path: string): string {
  if (!/(^|\/)\.{0,2}(\/|$)/.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** The same for a path that must not lead out of its folder: then undefined. */
export function pathInside(path: string): string | undefined {
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth -= 1;
    else if (part !== '' && part !== '.') depth += 1;
    if (depth < 0) return undefined;
  }
  return cleanPath(path);
}

/** A path that is written in a folder of the workspace, whose own folder is `''`. */
export function pathIn(folder: string, path: string): string {
  return cleanPath(folder === '' ? path : `${folder}/${path}`);
}

/** The folder of a file, then its ancestors; the workspace folder is `''`. */
export function foldersAbove(path: string): readonly string[] {
  if (!path.includes('/')) return [''];
  const parts = path.split('/').slice(0, -1);
  return parts.map((_part, index) => parts.slice(0, parts.length - index).join('/')).concat('');
}

/** Docker copies a file to the target or into it, and the content of a directory into it. */
export function sourcesOf(copy: Copy, path: string): readonly string[] {
  const name = copy.source.slice(copy.source.lastIndexOf('/') + 1);
  if (path === copy.target) return copy.intoDirectory ? [] : [copy.source];
  const prefix = copy.target === '/' ? '/' : `${copy.target}/`;
  if (!path.startsWith(prefix)) return [];
  const rest = path.slice(prefix.length);
  const inside = copy.source === '' ? rest : `${copy.source}/${rest}`;
  if (name !== '' && !rest.includes('/') && globOf(name).test(rest)) {
    return [replaceName(copy.source, rest), inside];
  }
  return [inside];
}

function replaceName(path: string, name: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) + name;
}
