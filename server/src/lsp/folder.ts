import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type AnalysisCache, analyze, withText } from '../analysis.ts';
import { isDockerfileName } from '../dockerfile-name.ts';
import { type Gathered, gather, type Host } from '../gather.ts';
import { createDockerfileIndex, type IndexSource } from './dockerfile-index.ts';
import { createFolderFiles, type FileChange, type FolderFiles } from './folder-files.ts';
import { createRuns, type Runs } from './runs.ts';
import type { SearchDepth, ServerRuntime } from './runtime.ts';
import type { Snapshot } from './snapshot.ts';

/** One folder: its open documents over its saved files, and what follows from them. */
export interface Folder {
  readonly uri: string;
  hasOpenDocuments(): boolean;
  /** A document was opened or changed. */
  show(path: string, document: TextDocument): void;
  close(path: string): void;
  filesChanged(changes: readonly FileChange[]): void;
  /** The conclusions from the present state of all documents and files. */
  latest(): Promise<Snapshot>;
}

export interface FolderOptions {
  readonly uri: string;
  readonly depth: SearchDepth;
  readonly runtime: ServerRuntime;
  readonly cache: Promise<AnalysisCache>;
  onSnapshot(snapshot: Snapshot): void;
  onFailure(error: unknown): void;
}

type Documents = ReadonlyMap<string, TextDocument>;

export function createFolder(options: FolderOptions): Folder {
  const files = createFolderFiles(options.uri, options.depth, options.runtime);
  const documents = new Map<string, TextDocument>();
  const { runs, changed } = createConclusions(options, documents, files);
  return {
    uri: options.uri,
    hasOpenDocuments: () => documents.size > 0,
    show(path, document) {
      const isNew = !documents.has(path);
      documents.set(path, document);
      if (isNew) files.forget(path);
      // What no launch reads cannot change what was concluded.
      else if (runs.settled()?.project.files.has(path) === false) return;
      changed(path, isNew ? 'files' : 'text');
    },
    close(path) {
      documents.delete(path);
      files.forget(path);
      changed(path, 'files');
    },
    filesChanged(changes) {
      const forgotten = changes.flatMap(({ path }) => files.forget(path));
      const listing = changes.filter(files.forgetListing).map(({ path }) => path);
      for (const path of [...forgotten, ...listing]) changed(path, 'files');
    },
    latest: runs.latest,
  };
}

interface Conclusions {
  readonly runs: Runs<Snapshot>;
  /** `text`: of a document that was open before. `files`: others may take part from now on. */
  changed(path: string, what: 'text' | 'files'): void;
}

function createConclusions(
  { uri, cache, onSnapshot, onFailure }: FolderOptions,
  documents: Documents,
  files: FolderFiles,
): Conclusions {
  const overlay = overlayOf(documents, files);
  const index = createDockerfileIndex({ ...overlay, cache });
  let base: Snapshot | undefined;
  const conclude = async (signal: AbortSignal): Promise<Snapshot | undefined> => {
    const open = versionsOf(documents);
    const again = base && analyzeAgain(base, documents, await cache);
    if (again !== undefined) return { folderUri: uri, open, ...again };
    const entries = open.size === 0 ? [] : await index.entriesFor(new Set(open.keys()), signal);
    if (entries === undefined) return undefined;
    const gathered = await gather(entries, overlay.host, await cache, undefined, signal);
    return gathered && { folderUri: uri, open, ...gathered };
  };
  const onResult = (snapshot: Snapshot): void => {
    base = snapshot;
    onSnapshot(snapshot);
  };
  const runs = createRuns({ empty: emptySnapshot(uri), conclude, onResult, onFailure });
  return {
    runs,
    changed(path, what) {
      if (what === 'files') base = undefined;
      index.forget(path);
      runs.restart();
    },
  };
}

/** The short way for a keystroke: the same Dockerfiles and files, unless more are wanted now. */
function analyzeAgain(
  { project }: Snapshot,
  documents: Documents,
  cache: AnalysisCache,
): Gathered | undefined {
  const files = new Map(project.files);
  for (const [path, document] of documents) {
    if (files.has(path)) files.set(path, withText(files.get(path), document.getText()));
  }
  const next = { entries: project.entries, files };
  const analysis = analyze(next, cache);
  return analysis.wants.length === 0 ? { project: next, analysis } : undefined;
}

/** Open documents count instead of the saved files. */
function overlayOf(documents: Documents, files: FolderFiles): Omit<IndexSource, 'cache'> {
  const host: Host = {
    async readFile(path) {
      const document = documents.get(path);
      const saved = await files.readFile(path);
      return document === undefined ? saved : withText(saved, document.getText());
    },
  };
  return {
    host,
    async dockerfiles() {
      const open = [...documents].filter(([path, document]) => isDockerfile(path, document));
      return [...new Set([...(await files.dockerfiles()), ...open.map(([path]) => path)])];
    },
  };
}

function isDockerfile(path: string, { languageId }: TextDocument): boolean {
  return languageId === 'dockerfile' || isDockerfileName(path.slice(path.lastIndexOf('/') + 1));
}

function versionsOf(documents: Documents): Snapshot['open'] {
  return new Map([...documents].map(([path, { uri, version }]) => [path, { uri, version }]));
}

function emptySnapshot(folderUri: string): Snapshot {
  const analysis = { launches: [], findings: [], problems: [], excluded: [], wants: [] };
  const project = { entries: [], files: new Map() };
  return { folderUri, open: new Map(), analysis, project };
}
