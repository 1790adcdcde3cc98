/** What the instructions of a Dockerfile put where, and how a file came to its path. */
import { type Excerpt, joinExcerpts } from '../text/excerpt.ts';
import type { Variables } from './expand.ts';

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
  readonly executable: boolean | undefined;
}

/** Text that the Dockerfile itself holds; undefined where only part of it is understood. */
export interface Write {
  readonly kind: 'write';
  /** Absolute. */
  readonly path: string;
  readonly text: Excerpt | undefined;
  readonly appends: boolean;
  /** Undefined where the file keeps its mode. */
  readonly executable: boolean | undefined;
}

/** A RUN: what it does to files is read only when a file is asked for. */
export interface Run {
  readonly kind: 'run';
  readonly text: Excerpt;
  readonly workdir: string | undefined;
  readonly variables: Variables;
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
      readonly executable: boolean;
    }
  /** Carriage returns are taken out. */
  | { readonly kind: 'line-endings'; readonly pattern: string }
  | { readonly kind: 'remove'; readonly path: string }
  /** The file is edited in a way that is not followed, or replaced by one from elsewhere. */
  | { readonly kind: 'change'; readonly pattern: string; readonly replaces: boolean };

/** Reads what a RUN does, in order. */
export type ReadRun = (run: Run) => readonly Change[];

/** Where a file may come from. Which of several it is, the build context decides: the first that exists there. */
export type Origin = (
  | { readonly kind: 'context'; readonly path: string }
  /** `whole` is false where the text was appended to a file that is not known. */
  | { readonly kind: 'written'; readonly text: Excerpt; readonly whole: boolean }
  /** A text that the build changes in a way that is not followed. */
  | { readonly kind: 'changed' }
  /** From an image or a download. */
  | { readonly kind: 'elsewhere' }
) & {
  /** What the build makes of its right to execute; undefined where it keeps the one it has. */
  readonly executable: boolean | undefined;
  /** The build takes carriage returns out. */
  readonly unixLines: boolean;
};

export const NO_FILES: ContainerFiles = { effects: [], base: undefined };

/** The origins of the file at an absolute container path, the likeliest first; empty when nothing puts it there. */
export function originsOf(
  files: ContainerFiles,
  path: string,
  readRun: ReadRun,
): readonly Origin[] {
  return originsAmong(changesIn(files, readRun), path, readRun);
}

type Stepwise = Copy | Change;

/** All that happened to the files, the latest first. */
function changesIn({ effects, base }: ContainerFiles, readRun: ReadRun): readonly Stepwise[] {
  const own = effects.flatMap((effect): readonly Stepwise[] =>
    effect.kind === 'run' ? [...readRun(effect)].reverse() : [effect],
  );
  return base === undefined ? own : [...own, ...changesIn(base, readRun)];
}

function originsAmong(
  changes: readonly Stepwise[],
  path: string,
  readRun: ReadRun,
): readonly Origin[] {
  const found: Origin[] = [];
  let executable: boolean | undefined;
  let unixLines = false;
  const kept = (origins: readonly Origin[]): readonly Origin[] =>
    origins.map(origin => ({
      ...origin,
      executable: executable ?? origin.executable,
      unixLines: unixLines || origin.unixLines,
    }));
  for (const [index, change] of changes.entries()) {
    const earlier = (at: string): readonly Origin[] =>
      originsAmong(changes.slice(index + 1), at, readRun);
    switch (change.kind) {
      case 'copy':
        found.push(...kept(copiedBy(change, path, readRun)));
        break;
      case 'write':
        if (change.path === path) return [...found, ...kept(writtenBy(change, earlier))];
        break;
      case 'take': {
        const inside = path.startsWith(`${change.path}/`) ? path.slice(change.path.length) : '';
        if (change.path === path || inside !== '')
          return [...found, ...kept(earlier(change.from + inside))];
        break;
      }
      case 'remove':
        if (change.path === path || path.startsWith(`${change.path}/`)) return found;
        break;
      case 'mode':
        if (matchesPath(change.pattern, path, change.recursive)) executable ??= change.executable;
        break;
      case 'line-endings':
        if (matchesPath(change.pattern, path, false)) unixLines = true;
        break;
      case 'change':
        if (matchesPath(change.pattern, path, false))
          return [
            ...found,
            { kind: change.replaces ? 'elsewhere' : 'changed', executable, unixLines },
          ];
    }
  }
  return found;
}

function copiedBy(copy: Copy, path: string, readRun: ReadRun): readonly Origin[] {
  return sourcesOf(copy, path).flatMap((source): readonly Origin[] => {
    const { from, executable } = copy;
    if (from === undefined)
      return [{ kind: 'context', path: source, executable, unixLines: false }];
    if (from === 'unknown') return [{ kind: 'elsewhere', executable, unixLines: false }];
    return originsOf(from, `/${source}`, readRun).map(origin => ({
      ...origin,
      executable: executable ?? origin.executable,
    }));
  });
}

/** What is appended stands behind what was there before, if that is known. */
function writtenBy(
  { path, text, appends, executable }: Write,
  earlier: (path: string) => readonly Origin[],
): readonly Origin[] {
  const base = { executable, unixLines: false };
  if (text === undefined) return [{ kind: 'changed', ...base }];
  if (!appends) return [{ kind: 'written', text, whole: true, ...base }];
  const [before] = earlier(path);
  if (before?.kind !== 'written') return [{ kind: 'written', text, whole: false, ...base }];
  const joined = joinExcerpts([before.text, text]);
  return joined === undefined
    ? [{ kind: 'changed', ...base }]
    : [{ ...before, text: joined, executable: executable ?? before.executable }];
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

/** Docker copies a file to the target or into it, and the content of a directory into it. */
function sourcesOf(copy: Copy, path: string): readonly string[] {
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

function matchesPath(pattern: string, path: string, recursive: boolean): boolean {
  const directory = recursive && path.startsWith(pattern === '/' ? '/' : `${pattern}/`);
  return directory || pattern === path || (/[*?]/.test(pattern) && globOf(pattern).test(path));
}

/** `*` and `?` of a path; neither matches a `/`. */
function globOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  return new RegExp(`^${source}$`);
}
