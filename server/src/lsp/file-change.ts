/** A saved file, or a directory, that came, changed or went; the path is relative to the workspace folder. */
export interface FileChange {
  readonly path: string;
  readonly existence: 'same' | 'changed';
}

/** The path of the directory that holds a file; empty for the workspace folder itself. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** True when what is known of a path may be different after a change: also below a directory, or of its listing. */
export function concerns({ path, existence }: FileChange, known: string): boolean {
  const isListing = existence === 'changed' && known === folderOf(path);
  return known === path || isListing || known.startsWith(`${path}/`);
}

/** Adds the directories above a file; those above one that is there already are there, too. */
export function addFoldersAbove(path: string, folders: Set<string>): void {
  let folder = folderOf(path);
  while (folder !== '' && !folders.has(folder)) {
    folders.add(folder);
    folder = folderOf(folder);
  }
}
