import { expandVariables, splitWords, type Variables } from './expand.ts';
import type { Instruction } from './instructions.ts';

/** What COPY and ADD bring into a stage, later instructions first. */
export interface ContainerFiles {
  readonly copies: readonly Copy[];
  /** The stage that this one begins with. */
  readonly base: ContainerFiles | undefined;
}

export interface Copy {
  /** Path in the build context, or in the other stage; without a leading `/`. */
  readonly source: string;
  /** Absolute path in the container, without a trailing `/`. */
  readonly target: string;
  /** True where `target` can only be a directory. */
  readonly intoDirectory: boolean;
  /** The stage of `--from`; undefined for the build context; `unknown` for an image. */
  readonly from: ContainerFiles | 'unknown' | undefined;
}

export const NO_FILES: ContainerFiles = { copies: [], base: undefined };

/** Reads one COPY or ADD. A source or target that is not known before the build brings nothing. */
export function readCopies(
  instruction: Instruction,
  workdir: string | undefined,
  variables: Variables,
  stageFiles: (name: string) => ContainerFiles | undefined,
): readonly Copy[] {
  const words = copyWords(instruction).map(word => expandVariables(word, variables));
  const target = words.at(-1);
  const sources = words.slice(0, -1);
  if (target === undefined || sources.length === 0) return [];
  const absolute = absolutePath(target, workdir);
  if (absolute === undefined) return [];
  const stage = instruction.flags.get('from');
  const from = stage === undefined ? undefined : (stageFiles(stage) ?? 'unknown');
  const intoDirectory = sources.length > 1 || /(^|\/)\.?\.?$/.test(target);
  return sources.flatMap(source =>
    source === undefined || /^[a-z]+:\/\//.test(source)
      ? []
      : [{ source: cleanPath(source), target: absolute, intoDirectory, from }],
  );
}

/**
 * The paths in the build context that the file at an absolute container path may come from, the
 * likeliest first; which of them exists decides. Empty when the context brings no such file.
 */
export function contextPaths(files: ContainerFiles, path: string): readonly string[] {
  const found: string[] = [];
  for (const copy of files.copies) {
    for (const source of sourcesOf(copy, path)) {
      if (copy.from === undefined) found.push(source);
      else if (copy.from !== 'unknown') found.push(...contextPaths(copy.from, `/${source}`));
    }
  }
  if (files.base !== undefined) found.push(...contextPaths(files.base, path));
  return [...new Set(found)];
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

function copyWords(instruction: Instruction): readonly string[] {
  const text = instruction.rest.text;
  if (text.startsWith('<<')) return [];
  if (!text.startsWith('[')) return splitWords(text);
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter(value => typeof value === 'string') : [];
  } catch {
    return [];
  }
}

/** Docker copies a file to the target or into it, and the content of a directory into it. */
function sourcesOf(copy: Copy, path: string): readonly string[] {
  const name = copy.source.slice(copy.source.lastIndexOf('/') + 1);
  if (path === copy.target) return copy.intoDirectory ? [] : [copy.source];
  const prefix = copy.target === '/' ? '/' : `${copy.target}/`;
  if (!path.startsWith(prefix)) return [];
  const rest = path.slice(prefix.length);
  const inside = copy.source === '' ? rest : `${copy.source}/${rest}`;
  if (matchesName(name, rest)) return [replaceName(copy.source, rest), inside];
  return [inside];
}

function matchesName(pattern: string, name: string): boolean {
  if (name.includes('/') || pattern === '') return false;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`).test(name);
}

function replaceName(path: string, name: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) + name;
}
