import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileChange } from './file-change.ts';
import type { Folder } from './folder.ts';
import { canonicalUri, directoryOf, pathIn } from './folder-uri.ts';
import type { SearchDepth } from './runtime.ts';

/** The folders that are open, and which of them each document belongs to. */
export interface Workspace {
  locate(uri: string): Located | undefined;
  /** A document was opened or changed. */
  show(document: TextDocument): void;
  close(document: TextDocument): void;
  saved(document: TextDocument): void;
  settingsChanged(): void;
  filesChanged(changes: readonly SavedChange[]): void;
  changeFolders(added: readonly string[], removed: readonly string[]): void;
}

export interface Located {
  readonly folder: Folder;
  /** Relative to the folder, with `/`. */
  readonly path: string;
}

export type SavedChange = Pick<FileChange, 'existence'> & { readonly uri: string };

export type OpenFolder = (uri: string, depth: SearchDepth) => Folder;

export function createWorkspace(openFolder: OpenFolder): Workspace {
  const documents = new Map<string, TextDocument>();
  const unsaved = new Set<string>();
  const folders = createFolders(openFolder);

  const show = (document: TextDocument): void => {
    const located = folders.locate(document.uri) ?? folders.adopt(document.uri);
    located?.folder.show(located.path, document, unsaved.has(document.uri));
  };
  const hide = ({ uri }: TextDocument): void => {
    const located = folders.locate(uri);
    located?.folder.close(located.path);
    folders.release();
  };
  return {
    locate: folders.locate,
    show(document) {
      if (documents.has(document.uri)) unsaved.add(document.uri);
      documents.set(document.uri, document);
      show(document);
    },
    close(document) {
      documents.delete(document.uri);
      unsaved.delete(document.uri);
      hide(document);
    },
    saved({ uri }) {
      unsaved.delete(uri);
      const located = folders.locate(uri);
      located?.folder.saved(located.path);
    },
    settingsChanged() {
      for (const folder of folders.all()) folder.settingsChanged();
    },
    filesChanged(changes) {
      for (const folder of folders.all()) {
        const inside = changes.flatMap(({ uri, existence }) => {
          const path = pathIn(folder.uri, uri);
          return path === undefined ? [] : [{ path, existence }];
        });
        folder.filesChanged(inside);
      }
    },
    changeFolders(added, removed) {
      for (const document of documents.values()) hide(document);
      for (const uri of removed) folders.remove(uri);
      for (const uri of added) folders.add(uri);
      for (const document of documents.values()) show(document);
    },
  };
}

interface Folders {
  all(): readonly Folder[];
  locate(uri: string): Located | undefined;
  add(uri: string): void;
  remove(uri: string): void;
  /** Takes in the directory of a file that was opened without its folder. */
  adopt(uri: string): Located | undefined;
  /** Drops the adopted directories that have no open document. */
  release(): void;
}

function createFolders(openFolder: OpenFolder): Folders {
  const opened = new Map<string, Folder>();
  const adopted = new Map<string, Folder>();
  return {
    all: () => [...opened.values(), ...adopted.values()],
    locate(uri) {
      const innermostFirst = [...opened.values()].sort((a, b) => b.uri.length - a.uri.length);
      const own = adopted.get(directoryOf(uri));
      return locateIn(own === undefined ? innermostFirst : [...innermostFirst, own], uri);
    },
    add(uri) {
      const canonical = canonicalUri(uri);
      opened.set(canonical, openFolder(canonical, 'tree'));
    },
    remove(uri) {
      const canonical = canonicalUri(uri);
      opened.get(canonical)?.leave();
      opened.delete(canonical);
    },
    adopt(uri) {
      // Other schemes, such as that of unsaved files, have no directories.
      if (!uri.startsWith('file:')) return undefined;
      const directory = directoryOf(uri);
      // It may be a home directory: to search all that is below it may take minutes.
      const folder = openFolder(directory, 'directory');
      adopted.set(directory, folder);
      return locateIn([folder], uri);
    },
    release() {
      for (const [uri, folder] of adopted) {
        if (folder.hasOpenDocuments()) continue;
        folder.leave();
        adopted.delete(uri);
      }
    },
  };
}

function locateIn(folders: readonly Folder[], uri: string): Located | undefined {
  for (const folder of folders) {
    const path = pathIn(folder.uri, uri);
    if (path !== undefined) return { folder, path };
  }
  return undefined;
}
