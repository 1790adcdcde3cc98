/** Answers what the execution asks about files, from those of the workspace that are known. */
import type { Comments } from './comments.ts';
import { isGitIgnored } from './git-ignore.ts';
import { type KeepsOut, readDockerIgnore } from './launch/docker-ignore.ts';
import {
  type Change,
  cleanPath,
  createChanges,
  type Executable,
  type Origin,
  originsOf,
  type Run,
  type Treatment,
} from './launch/files.ts';
import { filesBelow } from './launch/folders.ts';
import { hasShell, mayMake } from './launch/installed-shells.ts';
import type { Launch } from './launch/launches.ts';
import { namesakesOf } from './launch/namesakes.ts';
import { readRunChanges } from './launch/run-changes.ts';
import { broughtBy, edited } from './launch/sed.ts';
import type { ScriptSource, World } from './lifetime/machine.ts';
import { baseName } from './programs/command.ts';
import { type FileText, type MissingFile, type OpenedFile, wholeText } from './programs/files.ts';
import type { TaughtPrograms } from './programs/taught.ts';
import type { Script } from './shell/steps.ts';
import { type Excerpt, joinExcerpts, standIn, wholeFile } from './text/excerpt.ts';
import { contains, type Place } from './text/place.ts';

/** A file as it was found. `absent` is an answer; `unreadable` is binary, too large, or a directory. */
export type FileContent =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Somebody may execute it; undefined where nobody knows. */
      readonly executable?: boolean | undefined;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' };

/** The content of a file of the workspace folder; undefined as long as it has not been loaded. */
export type ReadFile = (path: string) => FileContent | undefined;

/** What the builder gets from the workspace. */
export interface BuildContext {
  /** The folders that it may be, the likeliest first. */
  readonly folders: readonly string[];
  /** What does not belong to it, by path in the workspace folder. */
  isIgnored(path: string, folder: string): boolean;
}

export interface Reader {
  readonly world: World;
  /** Where else a file of that name is, where nothing puts one at the path. */
  namesakes(path: string): readonly string[];
  /** The workspace's scripts that were followed, in the order of first use. */
  readonly scripts: readonly string[];
  syntaxErrors(): number;
  sourceAt(place: Place): ScriptSource | undefined;
}

/** The context of an entry's launches in these folders; a script that is named alone has nothing ignored. */
export function createContext(
  { kind, path: entry }: { readonly kind: string; readonly path: string },
  folders: readonly string[],
  read: ReadFile,
): BuildContext {
  const rules = new Map<string, KeepsOut>();
  const rulesOf = (folder: string): KeepsOut => {
    const own = read(`${entry}.dockerignore`);
    const file = own?.kind === 'text' ? own : read(cleanPath(`${folder}/.dockerignore`));
    return readDockerIgnore(file?.kind === 'text' ? file.text : '');
  };
  return {
    folders,
    isIgnored(path, folder) {
      if (kind === 'script') return false;
      const keepsOut = rules.get(folder) ?? rulesOf(folder);
      rules.set(folder, keepsOut);
      return keepsOut(path);
    },
  };
}

/** Opens the files of one launch. */
export function createReader(
  launch: Launch,
  context: BuildContext,
  taught: TaughtPrograms,
  comments: Comments,
  read: ReadFile,
  scriptOf: (text: string) => Script,
): Reader {
  const scripts: string[] = [];
  const sources = new Map<Excerpt, ScriptSource>();
  const ofWorkspace = new Set<string>();
  const opened = new Map<string, OpenedFile>();
  const runs = new Map<Run, readonly Change[]>();
  const changesOf = createChanges(run => {
    const known = runs.get(run) ?? readRunChanges(run, { scriptOf, openScript });
    runs.set(run, known);
    return known;
  });
  const openScript = (path: string, { before }: Run): Excerpt | undefined => {
    const origins = originsOf(before, path, changesOf);
    const file = origins.length === 0 ? undefined : openFirst(origins, opening(path));
    return file === undefined ? undefined : wholeText(file);
  };

  const readText = (excerpt: Excerpt): ScriptSource => {
    const known = sources.get(excerpt);
    if (known !== undefined) return known;
    const source = { excerpt, script: scriptOf(excerpt.text) };
    sources.set(excerpt, source);
    if (ofWorkspace.has(excerpt.path) && !scripts.includes(excerpt.path))
      scripts.push(excerpt.path);
    comments.noteScript(source);
    return source;
  };
  const readWhole: ReadWhole = path => {
    const file = read(path);
    if (file?.kind !== 'text' || file.text.includes('\0')) return file;
    const excerpt = wholeFile(path, file.text);
    ofWorkspace.add(path);
    return { excerpt, executable: file.executable };
  };
  const openFile = (path: string): OpenedFile => {
    const known =
      opened.get(path) ?? openFirst(originsOf(launch.files, path, changesOf), opening(path));
    opened.set(path, known);
    return known;
  };
  const opening = (path: string): Opening => ({ context, readWhole, ...leftByImage(launch, path) });

  const build = { files: launch.files, scriptOf, openFile };
  const isLost = (path: string): boolean => {
    const file = openFile(path);
    const gone = file.kind === 'absent' && file.behind !== 'unknown';
    return gone && !mayMake(baseName(path), launch.files, build);
  };

  comments.noteLaunch(launch);
  return {
    world: {
      taught,
      annotations: comments.annotations,
      readText,
      openFile,
      hasShell: name => hasShell(name, launch.image, build),
      lostFile(path) {
        const file = openFile(path);
        const lost = file.kind === 'absent' && isLost(path);
        const made = lost && file.missing.some(missing => isGitIgnored(missing.path, read));
        return lost && !made ? file.missing : [];
      },
      filesBelow: folder => filesBelow(launch.files, folder, changesOf),
    },
    namesakes: path =>
      isLost(path)
        ? namesakesOf(launch.files, path, changesOf).filter(
            other => openFile(other).kind === 'text',
          )
        : [],
    scripts,
    syntaxErrors: () =>
      [...sources.values()].reduce((sum, { script }) => sum + script.errors.length, 0),
    sourceAt: place =>
      [...sources.values()].find(
        ({ excerpt }) =>
          excerpt.path === place.path &&
          excerpt.segments.some(({ source }) => contains(source, place.span)),
      ),
  };
}

/** A text of the workspace, or what stands in its place. */
type ReadWhole = (path: string) => FileContent | WholeText | undefined;

interface WholeText {
  readonly excerpt: Excerpt;
  readonly executable: boolean | undefined;
}

/** What there is to know besides where a file may come from. */
interface Opening {
  readonly context: BuildContext;
  readonly readWhole: ReadWhole;
  /** What the base image has at the path. */
  readonly known: Excerpt | undefined;
  readonly behind: FileText['behind'];
}

function leftByImage({ image, from }: Launch, path: string): Pick<Opening, 'known' | 'behind'> {
  const text = image?.files.get(path);
  return {
    known: text === undefined ? undefined : standIn(from.path, text, from.span),
    behind: image === undefined ? 'unknown' : 'image',
  };
}

/** The first origin that brings a file decides, in the first folder where one does. */
function openFirst(origins: readonly Origin[], opening: Opening): OpenedFile {
  const { context, known, behind, readWhole } = opening;
  const missing: MissingFile[] = [];
  for (const folder of context.folders) {
    for (const origin of origins) {
      const file = openOrigin(origin, folder, opening);
      if ('kind' in file) return file;
      missing.push(file);
    }
  }
  const [folder] = context.folders;
  if (folder === undefined || origins.some(origin => !isThere(origin, folder, readWhole)))
    return { kind: 'unknown' };
  return known === undefined
    ? { kind: 'absent', behind, missing }
    : { kind: 'text', pieces: [known], behind, executable: undefined, unixLines: false };
}

/** Where the build context lacks the very thing that COPY names, another tool makes it. */
function isThere(origin: Origin, folder: string, readWhole: ReadWhole): boolean {
  if (origin.kind !== 'context' || origin.source === '') return true;
  const source = readWhole(cleanPath(`${folder}/${origin.source}`));
  return source !== undefined && !('kind' in source && source.kind === 'absent');
}

function openOrigin(
  origin: Origin,
  folder: string,
  { context, readWhole, known, behind }: Opening,
): OpenedFile | MissingFile {
  switch (origin.kind) {
    case 'written':
      return wholeFileText(origin.text, origin);
    case 'image':
      return partialFileText(known, behind, origin);
    case 'removed':
      return origin.alterations.length > 0
        ? partialFileText(undefined, 'nothing', origin)
        : { kind: 'absent', behind: 'nothing', missing: [] };
    case 'built':
      return { kind: 'built', at: origin.at };
    case 'changed':
    case 'elsewhere':
      if (origin.alterations.length > 0) return partialFileText(undefined, 'unknown', origin);
      return { kind: origin.kind === 'changed' ? 'changed' : 'unknown' };
    case 'context': {
      const path = cleanPath(`${folder}/${origin.path}`);
      const file = readWhole(path);
      if (file === undefined || ('kind' in file && file.kind === 'absent'))
        return { path, ignored: false };
      if (context.isIgnored(origin.path, folder)) return { path, ignored: true };
      if ('kind' in file) return { kind: 'unreadable' };
      const executable = origin.executable ?? file.executable;
      return wholeFileText(file.excerpt, { ...origin, executable });
    }
  }
}

/** A text of which all is known, and so is what the build makes of it. */
function wholeFileText(text: Excerpt, { alterations, executable, unixLines }: Treatment): FileText {
  let pieces: readonly Excerpt[] = [text];
  for (const alteration of alterations) {
    pieces =
      alteration.kind === 'append'
        ? joined([...pieces, alteration.text])
        : pieces.map(piece => edited(piece, alteration.edits));
  }
  return { kind: 'text', pieces, behind: 'nothing', executable: decided(executable), unixLines };
}

/** What the build adds to a text that is not known, or not all of it. */
function partialFileText(
  known: Excerpt | undefined,
  behind: FileText['behind'],
  { alterations, executable, unixLines }: Treatment,
): OpenedFile {
  const added = alterations.flatMap((alteration): readonly (Excerpt | undefined)[] =>
    alteration.kind === 'append'
      ? [alteration.text]
      : alteration.edits.map(edit => broughtBy(edit, alteration.at)),
  );
  if (added.includes(undefined)) return { kind: 'changed' };
  const pieces = [known, ...added].filter(piece => piece !== undefined);
  return {
    kind: 'text',
    pieces: joined(pieces),
    behind,
    executable: decided(executable),
    unixLines,
  };
}

/** As one where they stand in the same file. */
function joined(pieces: readonly Excerpt[]): readonly Excerpt[] {
  const one = pieces.length > 1 ? joinExcerpts(pieces) : undefined;
  return one === undefined ? pieces : [one];
}

function decided(executable: Executable): boolean | undefined {
  return executable === 'unknown' ? undefined : executable;
}
