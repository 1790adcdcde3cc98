/** The file system, as the entries for Node need it: everything here stays inside one folder. */
import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import ignore, { type Ignore } from 'ignore';
import type { FileContent } from './analysis.ts';
import { isDockerfileName } from './dockerfile-name.ts';
import type { Host } from './gather.ts';
import type { ParserFiles } from './shell/syntax.ts';

export type WalkDepth = 'tree' | 'directory';

/** One folder of the disk. Paths are relative to it, with `/`. */
export interface FolderHost extends Host {
  /**
   * The Dockerfiles in a directory of the folder, and below it unless `depth` says otherwise; sorted.
   * What `.gitignore` files exclude is left out, except when the directory itself is excluded: then
   * it was asked for by name.
   */
  findDockerfiles(under?: string, depth?: WalkDepth): Promise<readonly string[]>;
}

/** No Dockerfile and no startup script is that long, but a data file with such a name may be. */
const SIZE_LIMIT = 4_000_000;

/** A long walk lets the process answer others in between. */
const DIRECTORIES_PER_TURN = 200;

const SKIPPED = new Set(['node_modules', '.git']);

const ABSENT: FileContent = { kind: 'absent' };
const UNREADABLE: FileContent = { kind: 'unreadable' };

/** Reads files below `rootDirectory`, and nothing outside of it: links that lead out lead nowhere. */
export function createFolderHost(rootDirectory: string): FolderHost {
  const root = realDirectory(rootDirectory);
  return {
    readFile: async path => readInside(root, path),
    findDockerfiles: (under = '', depth = 'tree') => walk(root, under, depth),
  };
}

/** The parser's WASM files, which the build puts beside the bundles. */
export function loadParserFiles(directory: string): ParserFiles {
  return {
    runtime: readFileSync(join(directory, 'web-tree-sitter.wasm')),
    bash: readFileSync(join(directory, 'tree-sitter-bash.wasm')),
  };
}

function realDirectory(directory: string): string {
  try {
    return realpathSync.native(directory);
  } catch {
    return resolve(directory);
  }
}

/** True for the folder itself and what is below it; both paths are real. */
function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Synchronous: waiting for the thread pool takes ten times longer than to read a script. */
function readInside(root: string, path: string): FileContent {
  try {
    const real = realpathSync.native(resolve(root, path));
    if (!isInside(root, real)) return ABSENT;
    const status = statSync(real);
    if (!status.isFile() || status.size > SIZE_LIMIT) return UNREADABLE;
    const bytes = readFileSync(real);
    return bytes.includes(0) ? UNREADABLE : { kind: 'text', text: bytes.toString('utf8') };
  } catch (error) {
    return isMissing(error) ? ABSENT : UNREADABLE;
  }
}

/** `ENOTDIR`: the path goes through a file. */
function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** The rules of one `.gitignore`, for paths below its directory. */
interface IgnoreRules {
  readonly base: string;
  readonly rules: Ignore;
}

interface OpenDirectory {
  readonly path: string;
  readonly ignored: readonly IgnoreRules[];
}

async function walk(root: string, under: string, depth: WalkDepth): Promise<readonly string[]> {
  const start = relative(root, resolve(root, under)).split(sep).join('/');
  if (!isInside(root, realDirectory(resolve(root, start)))) return [];
  const found: string[] = [];
  const stack: OpenDirectory[] = [{ path: start, ignored: rulesAbove(root, start) }];
  for (let count = 1; ; count += 1) {
    const directory = stack.pop();
    if (directory === undefined) return found.sort();
    if (count % DIRECTORIES_PER_TURN === 0) await nextTurn();
    const entries = list(join(root, directory.path));
    const ignored = withRulesIn(root, directory.path, directory.ignored, entries);
    for (const entry of entries) {
      const path = directory.path === '' ? entry.name : `${directory.path}/${entry.name}`;
      if (entry.isDirectory()) {
        if (depth === 'tree' && !SKIPPED.has(entry.name) && !isIgnored(`${path}/`, ignored)) {
          stack.push({ path, ignored });
        }
      } else if (isDockerfileName(entry.name) && isFileInside(root, path, entry)) {
        if (!isIgnored(path, ignored)) found.push(path);
      }
    }
  }
}

/** The rules that hold in a directory because of its ancestors in the folder. */
function rulesAbove(root: string, start: string): readonly IgnoreRules[] {
  let rules: readonly IgnoreRules[] = [];
  const parts = start.split('/').filter(part => part !== '');
  for (let depth = 0; depth < parts.length; depth += 1) {
    const ancestor = parts.slice(0, depth).join('/');
    rules = withRulesIn(root, ancestor, rules, list(join(root, ancestor)));
    if (isIgnored(`${parts.slice(0, depth + 1).join('/')}/`, rules)) return [];
  }
  return rules;
}

function list(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}

function withRulesIn(
  root: string,
  directory: string,
  rules: readonly IgnoreRules[],
  entries: readonly Dirent[],
): readonly IgnoreRules[] {
  if (!entries.some(entry => entry.name === '.gitignore' && entry.isFile())) return rules;
  try {
    const text = readFileSync(join(root, directory, '.gitignore'), 'utf8');
    return [...rules, { base: directory, rules: ignore().add(text) }];
  } catch {
    return rules;
  }
}

/** The innermost `.gitignore` that says something about a path decides. Directories end with `/`. */
function isIgnored(path: string, rules: readonly IgnoreRules[]): boolean {
  for (const { base, rules: inner } of [...rules].reverse()) {
    const { ignored, unignored } = inner.test(base === '' ? path : path.slice(base.length + 1));
    if (ignored || unignored) return ignored;
  }
  return false;
}

function isFileInside(root: string, path: string, entry: Dirent): boolean {
  if (entry.isFile()) return true;
  if (!entry.isSymbolicLink()) return false;
  try {
    const real = realpathSync.native(join(root, path));
    return isInside(root, real) && statSync(real).isFile();
  } catch {
    return false;
  }
}
