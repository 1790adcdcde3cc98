import type { FileContent } from '../analysis.ts';
import { isDockerfileName } from '../dockerfile-name.ts';
import type { Host } from '../gather.ts';
import type { SearchDepth, ServerRuntime } from './runtime.ts';

/** The saved files of a folder. What was loaded once is kept until somebody says that it changed. */
export interface FolderFiles extends Host {
  dockerfiles(): Promise<readonly string[]>;
  /**
   * Forgets a file, or everything below a directory, and the folder that it came into or went from; returns the
   * forgotten paths that were loaded.
   */
  forget(change: FileChange): readonly string[];
  /** Forgets the list of Dockerfiles when a change may concern it. */
  forgetListing(change: FileChange): boolean;
}

/** A saved file, or a directory, that came, changed or went. */
export interface FileChange {
  readonly path: string;
  readonly existence: 'same' | 'changed';
}

export function createFolderFiles(
  folderUri: string,
  depth: SearchDepth,
  runtime: ServerRuntime,
): FolderFiles {
  const loaded = new Map<string, Promise<FileContent>>();
  let listing: Promise<readonly string[]> | undefined;
  let listed: readonly string[] = [];

  const list = async (): Promise<readonly string[]> => {
    const found = await runtime.findDockerfiles(folderUri, depth);
    listed = found;
    return found;
  };

  return {
    readFile(path) {
      const known = loaded.get(path) ?? runtime.readFile(folderUri, path).then(withoutMark);
      loaded.set(path, known);
      return known;
    },
    dockerfiles() {
      listing ??= list();
      return listing;
    },
    forget({ path, existence }) {
      const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
      const gone = [...loaded.keys()].filter(
        key =>
          key === path || key.startsWith(`${path}/`) || (existence === 'changed' && key === folder),
      );
      for (const key of gone) loaded.delete(key);
      return gone;
    },
    forgetListing(change) {
      if (!mayChangeListing(change, listed)) return false;
      listing = undefined;
      return true;
    },
  };
}

/** A name without a dot may be a directory: of a moved tree, editors report the top alone. */
function mayChangeListing({ path, existence }: FileChange, listed: readonly string[]): boolean {
  if (/(^|\/)(\.git|node_modules)(\/|$)/.test(path)) return false;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === '.gitignore') return true;
  if (existence === 'same') return false;
  const isAbove = listed.some(dockerfile => dockerfile.startsWith(`${path}/`));
  return isAbove || isDockerfileName(name) || !name.includes('.');
}

/** Editors count positions without the byte order mark. */
function withoutMark(content: FileContent): FileContent {
  return content.kind === 'text' && content.text.startsWith('\uFEFF')
    ? { ...content, text: content.text.slice(1), marked: true }
    : content;
}
