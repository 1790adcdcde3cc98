/** Which folder of the workspace is the build context of a Dockerfile. */
import { type ComposeBuild, readComposeBuilds } from './compose-builds.ts';
import { type ContainerFiles, cleanPath, copiedFolder, foldersAbove, pathIn } from './files.ts';

/** What stands at a path of the workspace; undefined as long as nobody has looked. */
export type Look = (path: string) => { readonly kind: string; readonly text?: string } | undefined;

const COMPOSE_NAMES = [
  'compose.yaml',
  'compose.yml',
  'docker-compose.yaml',
  'docker-compose.yml',
] as const;

/**
 * The folders that may be the build context, the likeliest first; empty as long as a file that decides has not been
 * looked at. That is what `named` says (a setting), else the Dockerfile's own folder where it has all that COPY
 * names, else what a Compose file says, else those folders above that have most of it.
 */
export function contextFolders(
  dockerfile: string,
  named: string | undefined,
  copied: readonly ContainerFiles[],
  look: Look,
): readonly string[] {
  if (named !== undefined) return [cleanPath(named)];
  const folders = foldersAbove(dockerfile);
  const [own = ''] = folders;
  const sources = [...new Set(copied.flatMap(sourcesIn))].filter(source => source !== '');
  if (sources.length > 0) {
    const found = foundIn(own, sources, look);
    if (found === undefined) return [];
    if (found === sources.length) return [own];
  }
  const said = composeContext(dockerfile, folders, look);
  if (said === 'not-yet') return [];
  if (said !== undefined) return [said];
  const counts = folders.map(folder => foundIn(folder, sources, look));
  if (counts.includes(undefined)) return [];
  const most = Math.max(...counts.map(count => count ?? 0));
  return folders.filter((_folder, index) => counts[index] === most);
}

/** How many of the sources a folder has; undefined as long as one has not been looked at. */
function foundIn(folder: string, sources: readonly string[], look: Look): number | undefined {
  const found = sources.map(source => look(pathIn(folder, source)));
  return found.includes(undefined)
    ? undefined
    : found.filter(file => file !== undefined && file.kind !== 'absent').length;
}

function composeContext(
  dockerfile: string,
  folders: readonly string[],
  look: Look,
): string | 'not-yet' | undefined {
  const builds = composeBuildsIn(folders, look);
  return builds === 'not-yet'
    ? builds
    : builds.find(build => build.dockerfile === dockerfile)?.context;
}

/** The Compose services that are built from a Dockerfile, as far as their files have been looked at. */
export function composeBuilds(dockerfile: string, look: Look): readonly ComposeBuild[] {
  const builds = composeBuildsIn(foldersAbove(dockerfile), look);
  return builds === 'not-yet' ? [] : builds.filter(build => build.dockerfile === dockerfile);
}

function composeBuildsIn(
  folders: readonly string[],
  look: Look,
): readonly ComposeBuild[] | 'not-yet' {
  const paths = folders.flatMap(folder => COMPOSE_NAMES.map(name => pathIn(folder, name)));
  const files = paths.map(path => ({ path, file: look(path) }));
  if (files.some(({ file }) => file === undefined)) return 'not-yet';
  return files.flatMap(({ path, file }) =>
    file?.text === undefined ? [] : readComposeBuilds(path, file.text),
  );
}

/** What COPY and ADD bring from the build context, in this stage and those it takes files from. */
function sourcesIn({ effects, base }: ContainerFiles): readonly string[] {
  const own = effects.flatMap(effect => {
    if (effect.kind !== 'copy') return [];
    if (effect.from === undefined) return [copiedFolder(effect)];
    return effect.from === 'unknown' ? [] : sourcesIn(effect.from);
  });
  return base === undefined ? own : [...own, ...sourcesIn(base)];
}
