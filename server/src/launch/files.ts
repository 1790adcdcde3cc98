/** What the instructions of a Dockerfile put where, and how a file came to its path. */

import type { Excerpt } from '../text/excerpt.ts';
import type { Place } from '../text/place.ts';
import type { Variables } from './expand.ts';
import type { Instruction } from './instructions.ts';
import { globOf, matchesPath } from './path-patterns.ts';
import type { Edit } from './sed.ts';

/** What instructions did to the files of a stage, the latest first. */
export interface ContainerFiles {
  readonly effects: readonly Effect[];
  /** The stage that this one begins with. */
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

/** What happens to files, step by step. */
export type Stepwise = Copy | Change;

/** All that happened to the files, the latest first. */
export type ChangesOf = (files: ContainerFiles) => readonly Stepwise[];

/** Where a file may come from. Which of several it is, the build context decides: the first that exists there. */
export type Origin =
  /** COPY brings it with `source`, a file or folder of the build context; a pattern's folder where it is one. */
  (
    | { readonly kind: 'context'; readonly path: string; readonly source: string }
    | { readonly kind: 'written'; readonly text: Excerpt }
    /** The one that the base image, or a package, has there; the build only adds to it. */
    | { readonly kind: 'image' }
    /** The build has removed what was there. */
    | { readonly kind: 'removed' }
    /** A text that the build changes in a way that is not followed. */
    | { readonly kind: 'changed' }
    /** A program that a command of the Dockerfile compiles. */
    | { readonly kind: 'built'; readonly at: Place }
    /** From another image or a download. */
    | { readonly kind: 'elsewhere' }
  ) &
    Treatment;

/** A change of a text that leaves the rest of it alone. */
export type Alteration =
  | { readonly kind: 'append'; readonly text: Excerpt }
  | { readonly kind: 'edit'; readonly edits: readonly Edit[]; readonly at: Place };

/** What the build makes of a file after it has come to its path. */
export interface Treatment {
  /** Its right to execute; undefined where it keeps the one it has. */
  readonly executable: Executable;
  /** Carriage returns are taken out. */
  readonly unixLines: boolean;
  /** What is done to the text, in order. */
  readonly alterations: readonly Alteration[];
}

export const NO_FILES: ContainerFiles = { effects: [], base: undefined };

/** The origins of the file at an absolute container path, the likeliest first; empty when nothing puts it there. */
export function originsOf(
  files: ContainerFiles,
  path: string,
  changesOf: ChangesOf,
): readonly Origin[] {
  return originsAmong(changesOf(files), path, changesOf);
}

/** Reads the changes of all files once. `readRun` tells what a RUN does, in order. */
export function createChanges(readRun: (run: Run) => readonly Change[]): ChangesOf {
  const known = new Map<ContainerFiles, readonly Stepwise[]>();
  const changesOf: ChangesOf = files => {
    const before = known.get(files);
    if (before !== undefined) return before;
    const own = files.effects.flatMap((effect): readonly Stepwise[] =>
      effect.kind === 'run' ? [...readRun(effect)].reverse() : [effect],
    );
    const changes = files.base === undefined ? own : [...own, ...changesOf(files.base)];
    known.set(files, changes);
    return changes;
  };
  return changesOf;
}

function originsAmong(
  changes: readonly Stepwise[],
  path: string,
  changesOf: ChangesOf,
): readonly Origin[] {
  const found: Origin[] = [];
  let later = UNALTERED;
  const kept = (origins: readonly Origin[]): readonly Origin[] =>
    origins.map(origin => ({ ...origin, ...altered(origin, later) }));
  for (const [index, change] of changes.entries()) {
    const earlier = (at: string): readonly Origin[] =>
      originsAmong(changes.slice(index + 1), at, changesOf);
    switch (change.kind) {
      case 'copy':
        found.push(...kept(copiedBy(change, path, changesOf)));
        break;
      case 'write': {
        const { text, appends, executable } = change;
        if (change.path !== path) break;
        if (text === undefined)
          return [...found, { kind: 'changed', ...altered({ executable }, later) }];
        if (!appends)
          return [...found, { kind: 'written', text, ...altered({ executable }, later) }];
        later = altered({ executable, alterations: [{ kind: 'append', text }] }, later);
        break;
      }
      case 'take': {
        const inside = path.startsWith(`${change.path}/`) ? path.slice(change.path.length) : '';
        if (change.path === path || inside !== '')
          return [...found, ...kept(orImage(earlier(change.from + inside), later))];
        break;
      }
      case 'remove':
        if (change.path === path || path.startsWith(`${change.path}/`))
          return [...found, { kind: 'removed', ...later }];
        break;
      case 'build':
        if (matchesPath(change.pattern, path, false))
          return [...found, { kind: 'built', at: change.at, ...later }];
        break;
      case 'mode':
        if (matchesPath(change.pattern, path, change.recursive))
          later = altered({ executable: change.executable }, later);
        break;
      case 'edit':
        if (matchesPath(change.pattern, path, false))
          later = altered({ alterations: [change] }, later);
        break;
      case 'line-endings':
        if (matchesPath(change.pattern, path, change.recursive))
          later = altered({ unixLines: true }, later);
        break;
      case 'change':
        if (matchesPath(change.pattern, path, false))
          return [...found, { kind: change.replaces ? 'elsewhere' : 'changed', ...later }];
    }
  }
  return [...found, ...kept(orImage([], later))];
}

/** What the build adds to a file shows even where nothing says how the file came there. */
function orImage(origins: readonly Origin[], { alterations }: Treatment): readonly Origin[] {
  return origins.length === 0 && alterations.length > 0
    ? [{ kind: 'image', ...UNALTERED }]
    : origins;
}

const UNALTERED: Treatment = { executable: undefined, unixLines: false, alterations: [] };

/** One treatment after the other. */
function altered(earlier: Partial<Treatment>, later: Treatment): Treatment {
  return {
    executable: later.executable ?? earlier.executable,
    unixLines: later.unixLines || earlier.unixLines === true,
    alterations: [...(earlier.alterations ?? []), ...later.alterations],
  };
}

function copiedBy(copy: Copy, path: string, changesOf: ChangesOf): readonly Origin[] {
  return sourcesOf(copy, path).flatMap((source): readonly Origin[] => {
    const { from } = copy;
    const brought = { ...UNALTERED, executable: copy.executable };
    if (from === undefined)
      return [{ kind: 'context', path: source, source: copiedFolder(copy), ...brought }];
    if (from === 'unknown') return [{ kind: 'elsewhere', ...brought }];
    return originsOf(from, `/${source}`, changesOf)
      .filter(({ kind }) => kind !== 'removed')
      .map(origin => ({ ...origin, ...altered(origin, brought) }));
  });
}

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
