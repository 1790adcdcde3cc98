/** Finds the Dockerfiles of a folder, whoever reads its directories: the disk, or the editor. */
import ignore, { type Ignore } from 'ignore';
import { isDockerfileName } from './dockerfile-name.ts';

export type WalkDepth = 'tree' | 'directory';

export interface DirectoryEntry {
  readonly name: string;
  /** A link counts as `file` where it leads to one that may be read, and as `other` elsewhere. */
  readonly kind: 'file' | 'directory' | 'other';
}

/** Paths are relative to the folder, with `/`; the folder itself is empty. */
export interface Directories {
  /** Empty when the directory cannot be read. */
  list(path: string): MaybeLater<readonly DirectoryEntry[]>;
  /** Undefined when there is no such text. */
  readText(path: string): MaybeLater<string | undefined>;
}

/** The disk answers at once, which is ten times faster; editors answer later. */
type MaybeLater<Value> = Value | Promise<Value>;

const SKIPPED = new Set(['node_modules', '.git']);

/** Enough to keep an editor at the other end of a line busy, few enough to stop soon. */
const AT_A_TIME = 16;

/** The rules of one `.gitignore`, for paths below its directory. */
interface IgnoreRules {
  readonly base: string;
  readonly rules: Ignore;
}

interface OpenDirectory {
  readonly path: string;
  readonly ignored: readonly IgnoreRules[];
}

/**
 * The Dockerfiles in the directory `start`, and below it unless `depth` says otherwise; sorted. What
 * `.gitignore` files exclude is left out, except when `start` itself is excluded: then it was asked for
 * by name.
 */
export async function walk(
  directories: Directories,
  start: string,
  depth: WalkDepth,
): Promise<readonly string[]> {
  const found: string[] = [];
  const open: OpenDirectory[] = [{ path: start, ignored: await rulesAbove(directories, start) }];
  while (open.length > 0) {
    const batch = open.splice(-AT_A_TIME);
    const visited = await Promise.all(batch.map(directory => visit(directories, directory)));
    for (const { files, below } of visited) {
      found.push(...files);
      if (depth === 'tree') open.push(...below);
    }
  }
  return found.sort();
}

interface Visited {
  readonly files: readonly string[];
  readonly below: readonly OpenDirectory[];
}

async function visit(directories: Directories, directory: OpenDirectory): Promise<Visited> {
  const entries = await directories.list(directory.path);
  const ignored = await withRulesIn(directories, directory.path, directory.ignored, entries);
  const files: string[] = [];
  const below: OpenDirectory[] = [];
  for (const { name, kind } of entries) {
    const path = directory.path === '' ? name : `${directory.path}/${name}`;
    if (kind === 'directory') {
      if (!SKIPPED.has(name) && !isIgnored(`${path}/`, ignored)) below.push({ path, ignored });
    } else if (kind === 'file' && isDockerfileName(name) && !isIgnored(path, ignored)) {
      files.push(path);
    }
  }
  return { files, below };
}

/** The rules that hold in a directory because of its ancestors in the folder. */
async function rulesAbove(
  directories: Directories,
  start: string,
): Promise<readonly IgnoreRules[]> {
  let rules: readonly IgnoreRules[] = [];
  const parts = start.split('/').filter(part => part !== '');
  for (let depth = 0; depth < parts.length; depth += 1) {
    const ancestor = parts.slice(0, depth).join('/');
    rules = await withRulesIn(directories, ancestor, rules, await directories.list(ancestor));
    if (isIgnored(`${parts.slice(0, depth + 1).join('/')}/`, rules)) return [];
  }
  return rules;
}

async function withRulesIn(
  directories: Directories,
  directory: string,
  rules: readonly IgnoreRules[],
  entries: readonly DirectoryEntry[],
): Promise<readonly IgnoreRules[]> {
  if (!entries.some(({ name, kind }) => name === '.gitignore' && kind === 'file')) return rules;
  const path = directory === '' ? '.gitignore' : `${directory}/.gitignore`;
  const text = await directories.readText(path);
  return text === undefined ? rules : [...rules, { base: directory, rules: ignore().add(text) }];
}

/** The innermost `.gitignore` that says something about a path decides. Directories end with `/`. */
function isIgnored(path: string, rules: readonly IgnoreRules[]): boolean {
  for (const { base, rules: inner } of [...rules].reverse()) {
    const { ignored, unignored } = inner.test(base === '' ? path : path.slice(base.length + 1));
    if (ignored || unignored) return ignored;
  }
  return false;
}
