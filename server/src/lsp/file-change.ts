/** A saved file, or a directory, that came, changed or went; the path is relative to the workspace folder. */
export interface FileChange {
  readonly path: string;
  readonly existence: 'same' | 'changed';
}

/** The path of the directory that holds a file; empty for the workspace folder itself. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

/** Adds the directories above a file; those above one that is there already are there, too. */
export function addFoldersAbove(path: string, folders: Set<string>): void {
  let folder = folderOf(path);
  while (folder !== '' && !folders.has(folder)) {
    folders.add(folder);
    folder = folderOf(folder);
  }
}
