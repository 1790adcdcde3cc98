/** The file system, as the entries for Node need it: everything here stays inside one folder. */
import {
  type Dirent,
  readdirSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileContent } from './analysis.ts';
import { isDockerfileName } from './dockerfile-name.ts';
import { type Directories, type DirectoryEntry, type WalkDepth, walk } from './dockerfile-walk.ts';
import type { Host } from './gather.ts';
import { readGitIndex } from './git-index.ts';

/** One folder of the disk. Paths are relative to it, with `/`. */
export interface FolderHost extends Host {
  /** The Dockerfiles in a directory of the folder, as `walk` finds them. */
  findDockerfiles(under?: string, depth?: WalkDepth): Promise<readonly string[]>;
}

/** No Dockerfile and no startup script is that long, but a data file with such a name may be. */
const SIZE_LIMIT = 4_000_000;

/** A directory with more entries than this is data: nobody starts that many scripts. */
const NAMES_LIMIT = 2_000;

/** A long walk lets the process answer others in between. */
const DIRECTORIES_PER_TURN = 200;

const ABSENT: FileContent = { kind: 'absent' };
const UNREADABLE: FileContent = { kind: 'unreadable' };

/** Where the right to execute is written: Windows keeps none, and there git's index has the word. */
export type ModeSource = 'disk' | 'git';

/** Reads files below `rootDirectory`, and nothing outside of it: links that lead out lead nowhere. */
export function createFolderHost(
  rootDirectory: string,
  modes: ModeSource = process.platform === 'win32' ? 'git' : 'disk',
): FolderHost {
  const root = realDirectory(rootDirectory);
  const isExecutable = createModes(root, modes);
  return {
    readFile: async path => readInside(root, path, isExecutable),
    findDockerfiles: (under = '', depth = 'tree') => findDockerfiles(root, under, depth),
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
function readInside(root: string, path: string, isExecutable: IsExecutable): FileContent {
  try {
    const asked = resolve(root, path);
    const status = statSync(asked, { throwIfNoEntry: false });
    // Most of what is asked for is not there, which `realpath` takes ten times longer to tell.
    if (status === undefined) return ABSENT;
    const real = realpathSync.native(asked);
    if (!isInside(root, real)) return ABSENT;
    if (status.isDirectory()) return folderOf(readdirSync(real));
    if (!status.isFile() || status.size > SIZE_LIMIT) return UNREADABLE;
    const bytes = readFileSync(real);
    if (bytes.includes(0)) return UNREADABLE;
    const executable = isExecutable(relative(root, real).split(sep).join('/'), status);
    return { kind: 'text', text: bytes.toString('utf8'), executable };
  } catch (error) {
    return isMissing(error) ? ABSENT : UNREADABLE;
  }
}

function folderOf(names: readonly string[]): FileContent {
  return names.length > NAMES_LIMIT ? UNREADABLE : { kind: 'folder', names };
}

/** Undefined where nothing is known of the path. */
type IsExecutable = (path: string, status: Stats) => boolean | undefined;

function createModes(root: string, source: ModeSource): IsExecutable {
  if (source === 'disk') return (_path, { mode }) => (mode & 0o111) !== 0;
  const index = join(root, '.git', 'index');
  let known: ReadonlyMap<string, boolean> = new Map();
  let version = '';
  return path => {
    try {
      const { mtimeMs, size } = statSync(index);
      if (version !== `${mtimeMs} ${size}`) known = readGitIndex(readFileSync(index)) ?? new Map();
      version = `${mtimeMs} ${size}`;
    } catch {
      return undefined;
    }
    return known.get(path);
  };
}

/** `ENOTDIR`: the path goes through a file. */
function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

async function findDockerfiles(
  root: string,
  under: string,
  depth: WalkDepth,
): Promise<readonly string[]> {
  const start = relative(root, resolve(root, under)).split(sep).join('/');
  if (!isInside(root, realDirectory(resolve(root, start)))) return [];
  return walk(directoriesOf(root), start, depth);
}

function directoriesOf(root: string): Directories {
  let listed = 0;
  return {
    list(path) {
      listed += 1;
      const entries = (): readonly DirectoryEntry[] => list(root, path);
      return listed % DIRECTORIES_PER_TURN === 0 ? nextTurn().then(entries) : entries();
    },
    readText(path) {
      try {
        return readFileSync(join(root, path), 'utf8');
      } catch {
        return undefined;
      }
    },
  };
}

function list(root: string, path: string): readonly DirectoryEntry[] {
  try {
    return readdirSync(join(root, path), { withFileTypes: true }).map(entry => ({
      name: entry.name,
      kind: kindOf(root, path, entry),
    }));
  } catch {
    return [];
  }
}

function kindOf(root: string, directory: string, entry: Dirent): DirectoryEntry['kind'] {
  if (entry.isDirectory()) return 'directory';
  if (entry.isFile()) return 'file';
  // Of links, only those that pass for Dockerfiles matter.
  const mayLead = entry.isSymbolicLink() && isDockerfileName(entry.name);
  return mayLead && leadsToFile(root, join(directory, entry.name)) ? 'file' : 'other';
}

function leadsToFile(root: string, path: string): boolean {
  try {
    const real = realpathSync.native(join(root, path));
    return isInside(root, real) && statSync(real).isFile();
  } catch {
    return false;
  }
}
