import { addFoldersAbove, type FileChange, folderOf } from './file-change.ts';

/** The paths that analyses asked for, each text once: thousands of Dockerfiles ask for the same files above them. */
export interface AskedPaths {
  /** Notes that a path is asked for, and returns the one text of it that is kept. */
  note(path: string): string;
  /** Those of which a change may have changed what there is to know. */
  concernedBy(change: FileChange): readonly string[];
  clear(): void;
}

export function createAskedPaths(): AskedPaths {
  const asked = new Map<string, string>();
  /** The directories above them. */
  const above = new Set<string>();

  return {
    note(path) {
      const known = asked.get(path);
      if (known !== undefined) return known;
      asked.set(path, path);
      addFoldersAbove(path, above);
      return path;
    },
    concernedBy({ path, existence }) {
      const own = existence === 'same' ? [path] : [path, folderOf(path)];
      const found = own.filter(known => asked.has(known));
      if (!above.has(path)) return found;
      return [...found, ...[...asked.keys()].filter(known => known.startsWith(`${path}/`))];
    },
    clear() {
      asked.clear();
      above.clear();
    },
  };
}
