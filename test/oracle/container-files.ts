/** Where the workspace's files stand in the container, by what COPY says. */
import { posix } from 'node:path';
import type { LaunchReport } from '../../server/src/analysis.ts';
import { type ContainerFiles, cleanPath, type Executable } from '../../server/src/launch/files.ts';
import { mayHave } from '../../server/src/launch/images/image.ts';
import type { Launch } from '../../server/src/launch/launches.ts';
import {
  type ChangesOf,
  createChanges,
  type Origin,
  originsOf,
  type Treatment,
} from '../../server/src/launch/origins.ts';
import { readRunChanges } from '../../server/src/launch/run-changes.ts';
import { edited } from '../../server/src/launch/sed.ts';
import type { Script } from '../../server/src/shell/steps.ts';
import { wholeFile } from '../../server/src/text/excerpt.ts';

/** Container path to the path in the workspace folder, out of the texts of the workspace. */
export function placedFiles(
  { context, launch }: LaunchReport,
  texts: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const { files } = launch;
  const paths = [...texts.keys()];
  const placed = new Map<string, string>();
  for (const folder of context.folders) {
    for (const path of paths) {
      if (folder !== '' && !path.startsWith(`${folder}/`)) continue;
      const source = folder === '' ? path : path.slice(folder.length + 1);
      if (context.isIgnored(source, folder)) continue;
      for (const target of targetsOf(files, source)) {
        const first = contextPaths(files, target).find(found =>
          paths.includes(cleanPath(`${folder}/${found}`)),
        );
        if (first === source && !placed.has(target)) placed.set(target, path);
      }
    }
  }
  // A file that may stand at `/a` or, were that a folder, at `/a/b`, stands at `/a`.
  const below = (target: string): boolean =>
    [...placed.keys()].some(other => target.startsWith(`${other}/`));
  return new Map([...placed].filter(([target]) => !below(target)));
}

/** The scripts that others source and that are taken to be there, though no file of the workspace is. */
export function presumedScripts(
  { launch, lifetime }: LaunchReport,
  texts: ReadonlyMap<string, string>,
): readonly string[] {
  const doubted = lifetime.endings.flatMap(({ when }) =>
    when.flatMap(fact => (fact.kind === 'test' ? [fact.text] : [])),
  );
  const scripts = [...texts.values()].filter(text => !/^FROM /m.test(text));
  return scripts.flatMap(text =>
    [...text.matchAll(/(?<![^\s;&|("'])(?:\.|source) +(\.{0,2}\/[\w./-]*\w)/g)]
      .filter(([command]) => !doubted.includes(command))
      .map(([, path = '']) => posix.resolve(launch.workdir ?? '/', path)),
  );
}

/** What the build makes of the files that it puts in their places. */
export function alteredFiles(
  { files, image }: Launch,
  paths: readonly string[],
  texts: ReadonlyMap<string, string>,
  modes: ReadonlyMap<string, number>,
  scriptOf: (text: string) => Script,
): ReadonlyMap<string, Treatment> {
  const changesOf = changesReader(texts, scriptOf);
  return new Map(
    paths.flatMap(path =>
      originsOf(files, path, changesOf)
        .slice(0, 1)
        .map(origin => {
          const executable = executableOf(origin, modes, !mayHave(image, path));
          return [path, { ...origin, executable }] as const;
        }),
    ),
  );
}

/** As it is in the image; undefined where nothing states it. */
function executableOf(
  origin: Origin,
  modes: ReadonlyMap<string, number>,
  isNew: boolean,
): Executable {
  if (origin.executable !== undefined) return origin.executable;
  if (origin.kind === 'context') {
    const mode = modes.get(origin.path);
    return mode === undefined ? undefined : (mode & 0o111) !== 0;
  }
  if (origin.kind !== 'written') return undefined;
  const [before] = origin.over?.() ?? [];
  if (before?.kind === 'removed') return false;
  if (before === undefined) return isNew ? false : undefined;
  return executableOf(before, modes, isNew);
}

/** The files that RUN and here-documents leave behind, by container path. */
export function writtenFiles(
  files: ContainerFiles,
  texts: ReadonlyMap<string, string>,
  scriptOf: (text: string) => Script,
): ReadonlyMap<string, string> {
  const changesOf = changesReader(texts, scriptOf);
  const changes = changesOf(files).filter(change => change.kind !== 'copy');
  const paths = changes.flatMap(change => ('path' in change ? [change.path] : []));
  const found = [...new Set(paths)].flatMap(path => {
    const [origin] = originsOf(files, path, changesOf);
    const first =
      origin?.kind === 'written'
        ? origin.text.text
        : origin?.kind === 'context'
          ? texts.get(origin.path)
          : undefined;
    if (origin === undefined || first === undefined) return [];
    return [[path, treated(first, origin)] as const];
  });
  return new Map(found.filter(([path]) => !found.some(([other]) => path.startsWith(`${other}/`))));
}

/** The text as the build leaves it. */
export function treated(text: string, { alterations, unixLines }: Treatment): string {
  const altered = alterations.reduce(
    (before, alteration) =>
      alteration.kind === 'append'
        ? before + alteration.text.text
        : edited(wholeFile('', before), alteration.edits).text,
    text,
  );
  return unixLines ? altered.replaceAll('\r\n', '\n') : altered;
}

/** Reads what RUNs do, and the scripts of the workspace that they start. */
function changesReader(
  texts: ReadonlyMap<string, string>,
  scriptOf: (text: string) => Script,
): ChangesOf {
  const changesOf = createChanges(run =>
    readRunChanges(run, {
      scriptOf,
      openText(path, { before }) {
        const [origin] = originsOf(before, path, changesOf);
        const text = origin?.kind === 'context' ? texts.get(origin.path) : undefined;
        return text === undefined ? undefined : wholeFile(path, text);
      },
    }),
  );
  return changesOf;
}

/** Candidates: every way in which a COPY may bring this file; `originsOf` decides. */
function targetsOf(files: ContainerFiles, source: string): readonly string[] {
  const own = files.effects.flatMap(copy => {
    if (copy.kind !== 'copy') return [];
    const from = typeof copy.from === 'object' ? targetsOf(copy.from, source) : [source];
    return from.flatMap(path => {
      const name = path.replace(/^\//, '');
      const inside = name.startsWith(`${copy.source}/`)
        ? name.slice(copy.source.length + 1)
        : undefined;
      const ends = [posix.basename(name), inside, copy.source === '' ? name : undefined];
      const below = ends.flatMap(end => (end === undefined ? [] : [posix.join(copy.target, end)]));
      return [copy.target, ...below];
    });
  });
  return [...own, ...(files.base === undefined ? [] : targetsOf(files.base, source))];
}

/** The files of the build context that may stand at a path; what RUN does is not looked at. */
function contextPaths(files: ContainerFiles, path: string): readonly string[] {
  return originsOf(
    files,
    path,
    createChanges(() => []),
  ).flatMap(origin => (origin.kind === 'context' ? [origin.path] : []));
}
