/** Opens a file where it may come from: what the workspace has there, and what the build makes of it. */
import type { FileContent, ReadFile } from './file-content.ts';
import { type KeepsOut, readDockerIgnore } from './launch/docker-ignore.ts';
import { type Executable, pathIn } from './launch/files.ts';
import { mayHave } from './launch/images/image.ts';
import type { Launch } from './launch/launches.ts';
import type { Origin, Treatment } from './launch/origins.ts';
import { broughtBy, edited } from './launch/sed.ts';
import type { FileText, MissingFile, OpenedFile } from './programs/files.ts';
import { type Excerpt, joinExcerpts, standIn } from './text/excerpt.ts';

/** What the builder gets from the workspace. */
export interface BuildContext {
  /** The folders that it may be, the likeliest first. */
  readonly folders: readonly string[];
  /** What does not belong to it, by path in the workspace folder. */
  isIgnored(path: string, folder: string): boolean;
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
    const file = own?.kind === 'text' ? own : read(pathIn(folder, '.dockerignore'));
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

/** A text of the workspace, or what stands in its place. */
export type ReadWhole = (path: string) => FileContent | WholeText | undefined;

export interface WholeText {
  /** Without a byte order mark. */
  readonly excerpt: Excerpt;
  readonly executable: boolean | undefined;
  readonly marked: boolean;
}

/** What there is to know besides where a file may come from. */
export interface Opening {
  readonly context: BuildContext;
  readonly readWhole: ReadWhole;
  /** What the base image has at the path. */
  readonly known: Excerpt | undefined;
  readonly behind: FileText['behind'];
  /** The base image may have a file there. */
  readonly mayHave: boolean;
  /** How often the file was written anew, as far as that was asked. */
  readonly rewrites: number;
}

/** What the base image leaves at a path. */
export function leftByImage(
  { image, from }: Launch,
  path: string,
): Pick<Opening, 'known' | 'behind' | 'mayHave'> {
  const text = image?.files.get(path);
  return {
    known: text === undefined ? undefined : standIn(from.path, text, from.span),
    behind: image === undefined ? 'unknown' : 'image',
    mayHave: mayHave(image, path),
  };
}

/** The first origin that brings a file decides, in the first folder where one does. */
export function openFirst(origins: readonly Origin[], opening: Opening): OpenedFile {
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
    : {
        kind: 'text',
        pieces: [known],
        behind,
        executable: undefined,
        unixLines: false,
        marked: false,
      };
}

/** Where the build context lacks the very thing that COPY names, another tool makes it. */
function isThere(origin: Origin, folder: string, readWhole: ReadWhole): boolean {
  if (origin.kind !== 'context' || origin.source === '') return true;
  const source = readWhole(pathIn(folder, origin.source));
  return source !== undefined && !('kind' in source && source.kind === 'absent');
}

function openOrigin(origin: Origin, folder: string, opening: Opening): OpenedFile | MissingFile {
  const { context, readWhole, known, behind } = opening;
  switch (origin.kind) {
    case 'written':
      return wholeFileText(origin.text, {
        ...origin,
        executable: origin.executable ?? modeBeneath(origin, opening),
      });
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
      const path = pathIn(folder, origin.path);
      const file = readWhole(path);
      if (file === undefined || ('kind' in file && file.kind === 'absent'))
        return { path, ignored: false };
      if (context.isIgnored(origin.path, folder)) return { path, ignored: true };
      if ('kind' in file) return { kind: 'unreadable' };
      const executable = origin.executable ?? file.executable;
      return { ...wholeFileText(file.excerpt, { ...origin, executable }), marked: file.marked };
    }
  }
}

/** Who writes a file more often than this is a test of this program. */
const REWRITES_LIMIT = 20;

/** The mode of what a RUN writes: that of the file which was there, and of a new one that nobody may execute it. */
function modeBeneath({ over }: Extract<Origin, { kind: 'written' }>, opening: Opening): Executable {
  if (over === undefined) return false;
  if (opening.rewrites >= REWRITES_LIMIT) return 'unknown';
  const file = openFirst(over(), { ...opening, rewrites: opening.rewrites + 1 });
  if (file.kind === 'text' && file.behind === 'nothing') return file.executable ?? 'unknown';
  const isNew = file.kind === 'absent' && (file.behind === 'nothing' || !opening.mayHave);
  return isNew ? false : 'unknown';
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
  return {
    kind: 'text',
    pieces,
    behind: 'nothing',
    executable: decided(executable),
    unixLines,
    marked: false,
  };
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
    marked: false,
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
