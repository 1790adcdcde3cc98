/** Answers what the execution asks about files, from those of the workspace that are known. */
import type { Comments } from './comments.ts';
import type { ReadFile } from './file-content.ts';
import { isGitIgnored } from './git-ignore.ts';
import { composeBuilds } from './launch/build-context.ts';
import { type Change, pathIn, type Run } from './launch/files.ts';
import { type LookInto, namesIn } from './launch/folders.ts';
import { mayHave, pathOfImage } from './launch/images/image.ts';
import { hasShell, lacksProgram, mayMake } from './launch/installed-shells.ts';
import type { Launch } from './launch/launches.ts';
import { isSimilarName, namesakesOf } from './launch/namesakes.ts';
import { createChanges, originsOf } from './launch/origins.ts';
import { globOf } from './launch/path-patterns.ts';
import { readRunChanges } from './launch/run-changes.ts';
import type { AnswerSizes, Answers, ScriptSource, World } from './lifetime/machine.ts';
import {
  type BuildContext,
  leftByImage,
  type Opening,
  openFirst,
  type ReadWhole,
} from './open-origins.ts';
import { baseName } from './programs/command.ts';
import { type MatchingFiles, type OpenedFile, wholeText } from './programs/files.ts';
import type { TaughtPrograms } from './programs/taught.ts';
import type { ReadScript } from './shell/script.ts';
import { type Excerpt, holesIn, partOf, wholeFile } from './text/excerpt.ts';
import { contains, type Place } from './text/place.ts';

export interface Reader {
  readonly world: World;
  /** The workspace's scripts that were followed, in the order of first use. */
  readonly scripts: readonly string[];
  syntaxErrors(): number;
  sourceAt(place: Place): ScriptSource | undefined;
}

/** What stays between launches. */
export interface ReaderCache {
  /** The script of a text; equal texts share it. */
  readonly scriptOf: ReadScript;
  /** Of each RUN that looks into no file, what it does. */
  readonly runChanges: WeakMap<Run, readonly Change[]>;
}

/** So many folders are searched for a file that is not where it should be. */
const FOLDERS_LIMIT = 100;

/** Opens the files of one launch. */
export function createReader(
  launch: Launch,
  context: BuildContext,
  taught: TaughtPrograms,
  comments: Comments,
  read: ReadFile,
  { scriptOf, runChanges }: ReaderCache,
): Reader {
  const scripts: string[] = [];
  const ofWorkspace = new Set<string>();
  const opened = new Map<string, OpenedFile>();
  const texts = new Map<Excerpt, ScriptSource>();
  const built = new Set<string>();
  /** What those do that look into files, which may be others the next time. */
  const runs = new Map<Run, readonly Change[]>();
  const changesOf = createChanges(run => {
    const known = runChanges.get(run) ?? runs.get(run);
    if (known !== undefined) return known;
    let readsFiles = false;
    const changes = readRunChanges(run, {
      scriptOf,
      openText: path => {
        readsFiles = true;
        return openText(path, run);
      },
    });
    (readsFiles ? runs : runChanges).set(run, changes);
    return changes;
  });
  const openText = (path: string, { before }: Run): Excerpt | undefined => {
    const origins = originsOf(before, path, changesOf);
    const file = origins.length === 0 ? undefined : openFirst(origins, opening(path));
    const text = file === undefined ? undefined : wholeText(file);
    if (text !== undefined) built.add(text.path);
    return text;
  };

  const readText = (excerpt: Excerpt): ScriptSource => {
    const known = texts.get(excerpt);
    if (known !== undefined) return known;
    const source = { excerpt, script: scriptOf(excerpt.text, holesIn(excerpt)) };
    if (source.script.readableWith !== undefined) noteText(source);
    return source;
  };
  const noteText = (source: ScriptSource): void => {
    const { excerpt } = source;
    texts.set(excerpt, source);
    if (ofWorkspace.has(excerpt.path) && !scripts.includes(excerpt.path))
      scripts.push(excerpt.path);
    comments.noteScript(source);
  };
  const recall = (earlier: Answers, sizes: AnswerSizes): void => {
    for (const [path, file] of [...earlier.opened].slice(0, sizes.opened)) {
      if (!opened.has(path)) opened.set(path, file);
    }
    for (const path of earlier.ofWorkspace) ofWorkspace.add(path);
    for (const text of [...earlier.texts.values()].slice(texts.size, sizes.texts)) noteText(text);
  };
  const readWhole: ReadWhole = path => {
    const file = read(path);
    if (file?.kind !== 'text' || file.text.includes('\0')) return file;
    const written = file.text.startsWith('\uFEFF');
    const whole = wholeFile(path, file.text);
    const excerpt = written ? partOf(whole, { start: 1, end: file.text.length }) : whole;
    ofWorkspace.add(path);
    return { excerpt, executable: file.executable, marked: written || file.marked === true };
  };
  const openFile = (path: string): OpenedFile => {
    const known =
      opened.get(path) ?? openFirst(originsOf(launch.files, path, changesOf), opening(path));
    opened.set(path, known);
    return known;
  };
  const opening = (path: string): Opening => ({
    context,
    readWhole,
    rewrites: 0,
    ...leftByImage(launch, path),
  });

  const build = { files: launch.files, scriptOf, openFile };
  const isLost = (path: string): boolean => {
    const file = openFile(path);
    const gone = file.kind === 'absent' && file.behind !== 'unknown';
    return gone && !mayMake(baseName(path), launch.files, build);
  };
  const lookInto: LookInto = path => {
    const found = context.folders.map(folder => read(pathIn(folder, path)));
    const content = found.find(there => there !== undefined && there.kind !== 'absent');
    if (content === undefined) return 'absent';
    if (content.kind === 'folder') return content.names;
    return content.kind === 'text' ? 'file' : 'unreadable';
  };
  const mayBeMounted = (): boolean => composeBuilds(launch.at.path, read).length > 0;
  const matching = (pattern: string): MatchingFiles => {
    const end = pattern.lastIndexOf('/');
    const folder = pattern.slice(0, end) || '/';
    if (/[*?[]/.test(folder) || pattern.includes('['))
      return { paths: [], complete: false, behind: 'unknown' };
    const { names, folders, complete } = namesIn(launch.files, folder, lookInto, changesOf);
    const isMeant = globOf(pattern.slice(end + 1));
    const inFolder = (found: readonly string[]): readonly string[] =>
      found
        .filter(name => isMeant.test(name) && (!name.startsWith('.') || pattern[end + 1] === '.'))
        .map(name => pattern.slice(0, end + 1) + name);
    const paths = inFolder(names).filter(path => openFile(path).kind !== 'absent');
    const foreign =
      mayHave(launch.image, `${folder}/`) ||
      mayBeMounted() ||
      mayMake(baseName(folder), launch.files, build);
    return {
      paths: [...new Set([...paths, ...inFolder(folders)])].sort(),
      complete,
      behind: foreign ? leftByImage(launch, folder).behind : 'nothing',
    };
  };
  const namesakes = (path: string): readonly string[] => {
    const end = path.lastIndexOf('/');
    const inside = matching(`${path.slice(0, end)}/*`).paths.slice(0, FOLDERS_LIMIT);
    const beside = inside.map(folder => folder + path.slice(end));
    const all = new Set([...namesakesOf(launch.files, path, changesOf), ...beside]);
    return [...all].filter(other => openFile(other).kind === 'text');
  };
  const similar = (path: string): readonly string[] =>
    matching(`${path.slice(0, path.lastIndexOf('/'))}/*`).paths.filter(
      other => isSimilarName(baseName(path), baseName(other)) && openFile(other).kind === 'text',
    );

  comments.noteLaunch(launch);
  return {
    world: {
      taught,
      path: pathOfImage(launch.image).split(':'),
      ownPath: launch.image?.path ?? [],
      annotations: comments.annotations,
      answers: { opened, texts, ofWorkspace, built },
      recall,
      readText,
      openFile,
      hasShell: name => hasShell(name, launch.image, build),
      lacksProgram: name => lacksProgram(name, launch.image, build),
      lostFile(path) {
        const file = openFile(path);
        const lost = file.kind === 'absent' && isLost(path) && !mayHave(launch.image, path);
        const made = lost && file.missing.some(missing => isGitIgnored(missing.path, read));
        return lost && !made ? file.missing : [];
      },
      isLost,
      namesakes,
      similar,
      mayBeMounted,
      matching,
    },
    scripts,
    syntaxErrors: () =>
      [...texts.values()].reduce((sum, { script }) => sum + script.errors.length, 0),
    sourceAt: place =>
      [...texts.values()].find(
        ({ excerpt }) =>
          excerpt.path === place.path &&
          excerpt.segments.some(({ source }) => contains(source, place.span)),
      ),
  };
}
