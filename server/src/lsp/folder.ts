import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type AnalysisCache, analyze, withText } from '../analysis.ts';
import { isDockerfileName } from '../dockerfile-name.ts';
import { type Gathered, gather, type Host } from '../gather.ts';
import { type GivenSettings, NOTHING_GIVEN } from '../settings.ts';
import { isSettingsFile } from '../settings-file.ts';
import { createDockerfileIndex } from './dockerfile-index.ts';
import { type EditorSettings, NO_EDITOR_SETTINGS } from './editor-settings.ts';
import type { FileChange } from './file-change.ts';
import { createFolderFiles, type FolderFiles } from './folder-files.ts';
import type { StartProgress } from './progress.ts';
import { createRuns, type Runs } from './runs.ts';
import type { SearchDepth, ServerRuntime } from './runtime.ts';
import type { Snapshot } from './snapshot.ts';
import { createQuiet, type Quiet } from './turns.ts';

/** One folder: its open documents over its saved files, and what follows from them. */
export interface Folder {
  readonly uri: string;
  hasOpenDocuments(): boolean;
  /** A document was opened or changed; `isUnsaved`: its file may have another text. */
  show(path: string, document: TextDocument, isUnsaved: boolean): void;
  close(path: string): void;
  saved(path: string): void;
  filesChanged(changes: readonly FileChange[]): void;
  /** Other settings may hold from now on. */
  settingsChanged(): void;
  /** The conclusions from the present state of all documents and files. */
  latest(): Promise<Snapshot>;
  /** It is not looked at any more. */
  leave(): void;
}

export interface FolderOptions {
  readonly uri: string;
  readonly depth: SearchDepth;
  readonly runtime: ServerRuntime;
  readonly cache: Promise<AnalysisCache>;
  /** What the editor's settings say now. */
  settings(): Promise<EditorSettings>;
  readonly startProgress: StartProgress;
  /** New conclusions to be shown. */
  onSnapshot(snapshot: Snapshot): void;
  onFailure(error: unknown): void;
}

type Documents = ReadonlyMap<string, TextDocument>;

export function createFolder(options: FolderOptions): Folder {
  const files = createFolderFiles(options.uri, options.depth, options.runtime);
  const documents = new Map<string, TextDocument>();
  const unsaved = new Set<string>();
  const quiet = createQuiet();
  const { runs, forget, concludeAgain, settingsChanged, show, leave } = createConclusions(
    options,
    documents,
    files,
    unsaved,
    quiet,
  );
  const forgetFile = (change: FileChange): boolean => {
    const forgotten = [files.forget(change), forget(change)];
    return forgotten.includes(true);
  };
  return {
    uri: options.uri,
    hasOpenDocuments: () => documents.size > 0,
    show(path, document, isUnsaved) {
      quiet.disturb();
      const isNew = !documents.has(path);
      documents.set(path, document);
      if (isNew) {
        if (isUnsaved) unsaved.add(path);
        forgetFile({ path, existence: 'same' });
        concludeAgain('files');
        return;
      }
      forget({ path, existence: 'same' });
      // What no launch reads cannot change what was concluded.
      if (runs.settled()?.project.files.has(path) === false) return;
      unsaved.add(path);
      concludeAgain('text');
    },
    close(path) {
      documents.delete(path);
      unsaved.delete(path);
      forgetFile({ path, existence: 'same' });
      concludeAgain('files');
    },
    saved(path) {
      unsaved.delete(path);
      const settled = runs.settled();
      if (settled !== undefined) show(settled);
    },
    settingsChanged,
    filesChanged(changes) {
      const forgotten = changes.flatMap(change => [
        forgetFile(change),
        files.forgetListing(change),
      ]);
      if (forgotten.includes(true)) concludeAgain('files');
    },
    latest() {
      quiet.disturb();
      return runs.latest();
    },
    leave,
  };
}

interface Conclusions {
  readonly runs: Runs<Snapshot>;
  /** Forgets what was concluded from a file; true when something was. */
  forget(change: FileChange): boolean;
  /** `text`: that of a document has changed. `files`: others may take part from now on. */
  concludeAgain(what: 'text' | 'files'): void;
  settingsChanged(): void;
  /** Shows conclusions, unless they are to wait until the texts are saved. */
  show(snapshot: Snapshot): void;
  leave(): void;
}

function createConclusions(
  { uri, runtime, cache, settings, startProgress, onSnapshot, onFailure }: FolderOptions,
  documents: Documents,
  files: FolderFiles,
  unsaved: ReadonlySet<string>,
  quiet: Quiet,
): Conclusions {
  let editor: EditorSettings | undefined;
  let given = NOTHING_GIVEN;
  const host = overlaid(documents, files.readFile, () => given);
  const index = createDockerfileIndex({
    host: overlaid(documents, files.readInPassing, () => given),
    async dockerfiles() {
      const open = [...documents].filter(([path, document]) => isDockerfile(path, document));
      return [...new Set([...(await files.dockerfiles()), ...open.map(([path]) => path)])];
    },
    cache,
    atATime: runtime.atATime(uri),
    quiet: quiet.next,
    startProgress,
    onFailure,
    onComplete() {
      base = undefined;
      runs.restart();
    },
  });
  let base: Snapshot | undefined;
  const conclude = async (stop: () => boolean): Promise<Snapshot | undefined> => {
    if (editor === undefined) {
      const read = await settings();
      if (stop()) return undefined;
      editor = read;
      given = { ...NOTHING_GIVEN, below: read.settings };
    }
    const open = versionsOf(documents);
    const again = base && analyzeAgain(base, documents, await cache);
    const now = { folderUri: uri, open, editor };
    if (again !== undefined) return { ...now, ...again };
    const [own, others] = partition([...open.keys()], isSettingsFile);
    const entries = others.length === 0 ? [] : await index.entriesFor(new Set(others), stop);
    if (entries === undefined) return undefined;
    const all = [...entries, ...own.map(path => ({ kind: 'settings', path }) as const)];
    const partial = index.isPartial();
    const gathered = await gather(all, { ...host, partial }, await cache, undefined, stop);
    return gathered && { ...now, ...gathered };
  };
  const onResult = (snapshot: Snapshot): void => {
    base = snapshot;
    show(snapshot);
  };
  const show = (snapshot: Snapshot): void => {
    if (editor?.run !== 'onSave' || unsaved.size === 0) onSnapshot(snapshot);
  };
  const runs = createRuns({ empty: emptySnapshot(uri), conclude, onResult, onFailure });
  return {
    runs,
    show,
    leave: index.stop,
    settingsChanged() {
      editor = undefined;
      base = undefined;
      index.forgetAll();
      runs.restart();
    },
    forget: index.forget,
    concludeAgain(what) {
      if (what === 'files') base = undefined;
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
  const next = { ...project, files };
  const analysis = analyze(next, cache);
  return analysis.wants.length === 0 ? { project: next, analysis } : undefined;
}

/** Open documents count instead of the saved files. */
function overlaid(
  documents: Documents,
  readSaved: Host['readFile'],
  given: () => GivenSettings,
): Host {
  return {
    get given() {
      return given();
    },
    async readFile(path) {
      const document = documents.get(path);
      const saved = await readSaved(path);
      return document === undefined ? saved : withText(saved, document.getText());
    },
  };
}

function partition(
  paths: readonly string[],
  test: (path: string) => boolean,
): readonly [readonly string[], readonly string[]] {
  return [paths.filter(test), paths.filter(path => !test(path))];
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
  return { folderUri, open: new Map(), editor: NO_EDITOR_SETTINGS, analysis, project };
}
