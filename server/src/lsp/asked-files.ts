import { addFoldersAbove, type FileChange, folderOf } from './file-change.ts';

/**
 * The files of one directory that an analysis asked for. Thousands of Dockerfiles ask for the same files above them, and for
 * files of the same names beside them: equal ones are one object.
 */
export interface AskedFolder {
  readonly path: string;
  readonly names: ReadonlySet<string>;
}

/** What analyses asked for. */
export interface AskedFiles {
  /** Notes the paths that one analysis asked for. */
  note(paths: ReadonlySet<string>): readonly AskedFolder[];
  /** Those that hold one of the files. */
  holding(files: ReadonlySet<string>): ReadonlySet<AskedFolder>;
  /** Those of which a change may have changed what there is to know. */
  concernedBy(change: FileChange): readonly AskedFolder[];
  clear(): void;
}

export function createAskedFiles(): AskedFiles {
  /** What was asked for in each directory, in different analyses. */
  const folders = new Map<string, AskedFolder[]>();
  const nameSets = new Map<string, ReadonlySet<string>>();
  /** All directories in which, or below which, something was asked for. */
  const above = new Set<string>();

  const namesOf = (list: readonly string[]): ReadonlySet<string> => {
    // No name holds a slash.
    const key = list.join('/');
    const names = nameSets.get(key) ?? new Set(list);
    nameSets.set(key, names);
    return names;
  };

  const folderWith = (path: string, names: ReadonlySet<string>): AskedFolder => {
    const known = folders.get(path) ?? [];
    const same = known.find(folder => folder.names === names);
    if (same !== undefined) return same;
    const folder = { path, names };
    folders.set(path, [...known, folder]);
    return folder;
  };

  const holdingOne = (file: string): readonly AskedFolder[] =>
    (folders.get(folderOf(file)) ?? []).filter(({ names }) => names.has(nameOf(file)));

  return {
    note(paths) {
      const byFolder = new Map<string, string[]>();
      for (const path of paths) {
        const folder = folderOf(path);
        const names = byFolder.get(folder) ?? [];
        names.push(nameOf(path));
        byFolder.set(folder, names);
        addFoldersAbove(path, above);
      }
      return [...byFolder].map(([path, names]) => folderWith(path, namesOf(names.sort())));
    },
    holding: files => new Set([...files].flatMap(holdingOne)),
    concernedBy({ path, existence }) {
      const own = existence === 'same' ? [path] : [path, folderOf(path)];
      const found = own.flatMap(holdingOne);
      if (!above.has(path)) return found;
      const isBelow = (folder: string): boolean => folder === path || folder.startsWith(`${path}/`);
      return [
        ...found,
        ...[...folders].flatMap(([folder, asked]) => (isBelow(folder) ? asked : [])),
      ];
    },
    clear() {
      folders.clear();
      nameSets.clear();
      above.clear();
    },
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
