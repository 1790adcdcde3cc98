import type { FileContent } from '../analysis.ts';
import { isDockerfileName } from '../dockerfile-name.ts';
import type { Host } from '../gather.ts';
import { addFoldersAbove, concerns, type FileChange } from './file-change.ts';
import type { SearchDepth, ServerRuntime } from './runtime.ts';

/** The saved files of a folder. What was loaded once is kept until somebody says that it changed. */
export interface FolderFiles extends Host {
  /** For who reads so many that they are not all to be kept. */
  readInPassing(path: string): Promise<FileContent>;
  dockerfiles(): Promise<readonly string[]>;
  /**
   * Forgets a file, or everything below a directory, and the folder that it came into or went from; true when
   * something of it was loaded.
   */
  forget(change: FileChange): boolean;
  /** Forgets the list of Dockerfiles when a change may concern it. */
  forgetListing(change: FileChange): boolean;
}

/** So many of the files that are read in passing are kept: those above neighbors are read again and again. */
const PASSING_KEPT = 1_000;

export function createFolderFiles(
  folderUri: string,
  depth: SearchDepth,
  runtime: ServerRuntime,
): FolderFiles {
  const loaded = new Map<string, Promise<FileContent>>();
  /** The one that was asked for last stands last. */
  const passing = new Map<string, Promise<FileContent>>();
  let listing: Promise<readonly string[]> | undefined;
  /** The directories above the Dockerfiles that were found last. */
  const above = new Set<string>();

  const list = async (): Promise<readonly string[]> => {
    const found = await runtime.findDockerfiles(folderUri, depth);
    above.clear();
    for (const path of found) addFoldersAbove(path, above);
    return found;
  };

  const load = (path: string): Promise<FileContent> =>
    loaded.get(path) ?? passing.get(path) ?? runtime.readFile(folderUri, path).then(withoutMark);

  return {
    readFile(path) {
      const content = load(path);
      loaded.set(path, content);
      return content;
    },
    readInPassing(path) {
      const content = load(path);
      passing.delete(path);
      passing.set(path, content);
      const [oldest = path] = passing.keys();
      if (passing.size > PASSING_KEPT) passing.delete(oldest);
      return content;
    },
    dockerfiles() {
      listing ??= list();
      return listing;
    },
    forget(change) {
      const forgotten = [loaded, passing].map(files => forgetIn(files, change));
      return forgotten.includes(true);
    },
    forgetListing(change) {
      if (!mayChangeListing(change, above)) return false;
      listing = undefined;
      return true;
    },
  };
}

function forgetIn(files: Map<string, unknown>, change: FileChange): boolean {
  const gone = [...files.keys()].filter(key => concerns(change, key));
  for (const key of gone) files.delete(key);
  return gone.length > 0;
}

/** A name without a dot may be a directory: of a moved tree, editors report the top alone. */
function mayChangeListing({ path, existence }: FileChange, above: ReadonlySet<string>): boolean {
  if (/(^|\/)(\.git|node_modules)(\/|$)/.test(path)) return false;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === '.gitignore') return true;
  if (existence === 'same') return false;
  return above.has(path) || isDockerfileName(name) || !name.includes('.');
}

/** Editors count positions without the byte order mark. */
function withoutMark(content: FileContent): FileContent {
  return content.kind === 'text' && content.text.startsWith('\uFEFF')
    ? { ...content, text: content.text.slice(1), marked: true }
    : content;
}
