/** Where the files of a container come from: what the instructions of all its stages do to them, put together. */

import type { Excerpt } from '../text/excerpt.ts';
import type { Place } from '../text/place.ts';
import {
  type Change,
  type ContainerFiles,
  type Copy,
  copiedFolder,
  type Executable,
  type Run,
  sourcesOf,
} from './files.ts';
import { mayHave } from './images/image.ts';
import { matchesPath } from './path-patterns.ts';
import type { Edit } from './sed.ts';

/** What happens to files, step by step. */
export type Stepwise = Copy | Change;

/** All that happened to the files, the latest first. */
export type ChangesOf = (files: ContainerFiles) => readonly Stepwise[];

/** Where a file may come from. Which of several it is, the build context decides: the first that exists there. */
export type Origin =
  /** COPY brings it with `source`, a file or folder of the build context; a pattern's folder where it is one. */
  (
    | { readonly kind: 'context'; readonly path: string; readonly source: string }
    | {
        readonly kind: 'written';
        readonly text: Excerpt;
        /** What a RUN writes it over, whose mode stays; undefined for a new file. */
        readonly over: (() => readonly Origin[]) | undefined;
      }
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
  const vague: Origin[] = [];
  let later = UNALTERED;
  const kept = (origins: readonly Origin[]): readonly Origin[] =>
    origins.map(origin => ({ ...origin, ...altered(origin, later) }));
  let index = 0;
  const earlier = (at: string): readonly Origin[] =>
    originsAmong(changes.slice(index), at, changesOf);
  for (const change of changes) {
    index += 1;
    switch (change.kind) {
      case 'copy': {
        const sources = sourcesOf(change, path);
        if (sources.length === 0) break;
        (change.vague ? vague : found).push(...kept(copiedFrom(sources, change, changesOf)));
        if (mayBringOfImage(sources, change))
          vague.push(...kept([{ kind: 'elsewhere', ...UNALTERED, executable: change.executable }]));
        break;
      }
      case 'write': {
        const { text, appends, executable, by } = change;
        if (change.path !== path) break;
        if (text === undefined)
          return [...found, { kind: 'changed', ...altered({ executable }, later) }];
        if (!appends) {
          const over = by === undefined ? () => earlier(path) : undefined;
          return [...found, { kind: 'written', text, over, ...altered({ executable }, later) }];
        }
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
  return [...found, ...vague, ...kept(orImage([], later))];
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

/** What no instruction of the other stage brings may be in its base image. */
function mayBringOfImage(sources: readonly string[], copy: Copy): boolean {
  const fromStage = copy.from !== undefined && copy.from !== 'unknown';
  return fromStage && sources.some(source => mayHave(copy.image, `/${source}`));
}

function copiedFrom(
  sources: readonly string[],
  copy: Copy,
  changesOf: ChangesOf,
): readonly Origin[] {
  return sources.flatMap((source): readonly Origin[] => {
    const { from } = copy;
    const brought = { ...UNALTERED, executable: copy.executable };
    if (copy.mayExclude?.(source)) return [{ kind: 'elsewhere', ...brought }];
    if (from === undefined)
      return [{ kind: 'context', path: source, source: copiedFolder(copy), ...brought }];
    if (from === 'unknown') return [{ kind: 'elsewhere', ...brought }];
    return originsOf(from, `/${source}`, changesOf)
      .filter(({ kind }) => kind !== 'removed')
      .map(origin => ({ ...origin, ...altered(origin, brought) }));
  });
}
