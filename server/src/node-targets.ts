/** Finds what the command line's paths mean on the disk: roots, and the entries below them. */
import { accessSync, constants, existsSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Entry, FileContent } from './analysis.ts';
import type { CliMessage, CliProblem } from './cli/cli-message.ts';
import type { Folder } from './cli/lint.ts';
import { STANDARD_INPUT } from './cli/report.ts';
import { isDockerfileName } from './dockerfile-name.ts';
import { createFolderHost, type FolderHost } from './node-files.ts';

export interface Targets {
  readonly folders: readonly Folder[];
  readonly problems: readonly CliProblem[];
  readonly notes: readonly CliMessage[];
}

/** A folder while its entries are being collected. */
interface OpenFolder {
  readonly root: string;
  readonly host: FolderHost;
  readonly entries: Map<string, Entry>;
  readonly known: Map<string, FileContent>;
  /** All Dockerfiles below the root are among the entries. */
  isWhole: boolean;
}

interface Search {
  readonly directory: string;
  readonly root: string | undefined;
  readonly readStandardInput: () => Promise<string>;
  readonly folders: Map<string, OpenFolder>;
  readonly problems: CliProblem[];
  readonly notes: CliMessage[];
}

/** Looks up the paths. What cannot be read is a problem, and the others are still found. */
export async function findTargets(
  paths: readonly string[],
  directory: string,
  root: string | undefined,
  readStandardInput: () => Promise<string>,
): Promise<Targets> {
  const search: Search = {
    directory,
    root: root === undefined ? undefined : resolve(directory, root),
    readStandardInput,
    folders: new Map(),
    problems: [],
    notes: [],
  };
  const rootProblem = search.root === undefined ? undefined : problemWithRoot(search.root, root);
  if (rootProblem !== undefined) return { folders: [], problems: [rootProblem], notes: [] };
  for (const path of new Set(paths)) {
    if (path === STANDARD_INPUT) await addStandardInput(search);
    else await addPath(path, search);
  }
  const folders = [...search.folders.values()].map(folder => ({
    root: folder.root,
    entries: [...folder.entries.values()],
    host: { ...folder.host, partial: !folder.isWhole },
    known: folder.known,
  }));
  return { folders, problems: search.problems, notes: search.notes };
}

function problemWithRoot(root: string, path = root): CliProblem | undefined {
  const status = statusOf(root);
  if (typeof status === 'string') return { id: 'cli-cannot-read', path, code: status };
  return status.isDirectory() ? undefined : { id: 'cli-cannot-read', path, code: 'ENOTDIR' };
}

async function addPath(path: string, search: Search): Promise<void> {
  const absolute = resolve(search.directory, path);
  const status = statusOf(absolute);
  if (typeof status === 'string') {
    search.problems.push({ id: 'cli-cannot-read', path, code: status });
    return;
  }
  const root = search.root ?? rootOf(absolute, status, search.directory);
  const inside = relative(root, absolute).split(sep).join('/');
  if (isOutside(inside) || isOutside(relative(realpathSync(root), realpathSync(absolute)))) {
    search.problems.push({ id: 'cli-outside', path, root });
    return;
  }
  const folder = folderAt(root, search);
  if (status.isDirectory()) await addDirectory(inside, path, folder, search);
  else await addFile(inside, path, folder, search);
}

async function addDirectory(
  inside: string,
  path: string,
  folder: OpenFolder,
  search: Search,
): Promise<void> {
  const found = await folder.host.findDockerfiles(inside);
  if (inside === '') folder.isWhole = true;
  if (found.length === 0) search.notes.push({ id: 'cli-no-dockerfiles', path });
  for (const dockerfile of found) addEntry({ kind: 'dockerfile', path: dockerfile }, folder);
}

async function addFile(
  inside: string,
  path: string,
  folder: OpenFolder,
  search: Search,
): Promise<void> {
  const content = await folder.host.readFile(inside);
  if (content.kind !== 'text') {
    search.problems.push({ id: 'cli-not-text', path });
    return;
  }
  folder.known.set(inside, content);
  addEntry(
    { kind: isDockerfile(inside, content.text) ? 'dockerfile' : 'script', path: inside },
    folder,
  );
}

/** A file of any other name is a Dockerfile when it has a stage. */
function isDockerfile(path: string, text: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return isDockerfileName(name) || (!text.startsWith('#!') && /^\s*FROM\s+\S/im.test(text));
}

/** The text is taken to stand in the current directory, so that its build context is there. */
async function addStandardInput(search: Search): Promise<void> {
  const root = search.root ?? rootAbove(search.directory) ?? search.directory;
  const path = relative(root, join(search.directory, STANDARD_INPUT)).split(sep).join('/');
  if (isOutside(path)) {
    search.problems.push({ id: 'cli-outside', path: STANDARD_INPUT, root });
    return;
  }
  const text = await search.readStandardInput();
  if (text.includes('\0')) {
    search.problems.push({ id: 'cli-not-text', path: STANDARD_INPUT });
    return;
  }
  const folder = folderAt(root, search);
  folder.known.set(path, { kind: 'text', text });
  addEntry({ kind: 'dockerfile', path }, folder);
}

function addEntry(entry: Entry, { entries }: OpenFolder): void {
  if (!entries.has(entry.path)) entries.set(entry.path, entry);
}

function folderAt(root: string, { folders }: Search): OpenFolder {
  const folder = folders.get(root) ?? {
    root,
    host: createFolderHost(root),
    entries: new Map<string, Entry>(),
    known: new Map<string, FileContent>(),
    isWhole: false,
  };
  folders.set(root, folder);
  return folder;
}

/** A path that is named outside of the current directory, and in no repository, is its own root. */
function rootOf(absolute: string, status: Stats, directory: string): string {
  const start = status.isDirectory() ? absolute : dirname(absolute);
  const repository = rootAbove(start);
  if (repository !== undefined) return repository;
  return isOutside(relative(directory, absolute)) ? start : directory;
}

function rootAbove(directory: string): string | undefined {
  for (let current = directory; ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) return current;
    if (dirname(current) === current) return undefined;
  }
}

function isOutside(way: string): boolean {
  return way === '..' || way.startsWith(`..${sep}`) || way.startsWith('../') || isAbsolute(way);
}

/** The path's status, or the system's name of the reason why it cannot be read. */
function statusOf(path: string): Stats | string {
  try {
    const status = statSync(path);
    accessSync(path, constants.R_OK);
    return status;
  } catch (error) {
    return errorCode(error);
  }
}

/** The system's name of an error, such as `ENOENT`. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : String(error);
}
