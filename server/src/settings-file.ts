/** The file in which a project keeps its settings: JSON, in which comments may stand. */
import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
} from 'jsonc-parser';
import type { FileContent } from './file-content.ts';
import { foldersAbove } from './launch/files.ts';
import {
  combined,
  type GivenSettings,
  NO_SETTINGS,
  readSettings,
  type Settings,
  type SettingsMessage,
} from './settings.ts';
import type { Place } from './text/place.ts';

export const SETTINGS_FILE = '.entrypoint-lint.json';

/** A value that cannot be used, so that the default holds in its place. */
export interface SettingsProblem {
  readonly at: Place;
  readonly message: SettingsMessage;
}

export interface SettingsFile {
  readonly settings: Settings;
  readonly problems: readonly SettingsProblem[];
}

/** Reads the file at `path`; paths in it are relative to `folder`. A broken file sets nothing. */
export function readSettingsFile(
  path: string,
  content: FileContent,
  folder = folderOf(path),
): SettingsFile {
  const problem = (start: number, end: number, message: SettingsMessage): SettingsProblem => ({
    at: { path, span: { start, end } },
    message,
  });
  if (content.kind !== 'text') {
    const unreadable = [problem(0, 0, { id: 'settings-unreadable' })];
    return { settings: NO_SETTINGS, problems: content.kind === 'absent' ? [] : unreadable };
  }
  const errors: ParseError[] = [];
  const root = parseTree(content.text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (root === undefined || error !== undefined) {
    const { offset: start, length } = error ?? { offset: 0, length: 0 };
    const broken = problem(start, start + length, { id: 'settings-no-json' });
    return { settings: NO_SETTINGS, problems: [broken] };
  }
  const { settings, problems } = readSettings(getNodeValue(root), folder);
  const nodeAt = (names: readonly (string | number)[]): Node =>
    findNodeAtLocation(root, [...names]) ?? root;
  const programs = [...settings.programs].map(([name, { behavior }]) => {
    const { offset, length } = nodeAt(['programs', name]);
    return [
      name,
      { behavior, at: { path, span: { start: offset, end: offset + length } } },
    ] as const;
  });
  return {
    settings: { ...settings, programs: new Map(programs) },
    problems: problems.map(({ path: names, message }) => {
      // A name that nobody knows is wrong itself; of others it is the value.
      const value = nodeAt(names);
      const { offset, length } =
        (message.id === 'setting-unknown' && value.parent?.children?.[0]) || value;
      return problem(offset, offset + length, message);
    }),
  };
}

/**
 * What is given, with the nearest file that holds settings: in the folder of the file at `path`, or
 * above it. `read` gives undefined for files that are still to be loaded.
 */
export function settingsFor(
  path: string,
  { above, below, nearestFile }: GivenSettings,
  read: (path: string) => FileContent | undefined,
  known: WeakMap<FileContent, SettingsFile>,
): SettingsFile {
  const candidates = nearestFile ? foldersAbove(path).map(inFolder) : [];
  const [nearest] = candidates.flatMap(candidate => {
    const content = read(candidate);
    return content === undefined || content.kind === 'absent' ? [] : [{ candidate, content }];
  });
  if (nearest === undefined) return { settings: combined(above, below), problems: [] };
  const { candidate, content } = nearest;
  const file = known.get(content) ?? readSettingsFile(candidate, content);
  known.set(content, file);
  return { settings: combined(above, combined(file.settings, below)), problems: file.problems };
}

/** The file that holds for a path; where there is none, the one that might be written in the workspace folder. */
export function nearestSettingsFile(path: string, files: ReadonlyMap<string, FileContent>): string {
  const candidates = foldersAbove(path).map(inFolder);
  return candidates.find(candidate => files.get(candidate)?.kind === 'text') ?? SETTINGS_FILE;
}

function inFolder(folder: string): string {
  return folder === '' ? SETTINGS_FILE : `${folder}/${SETTINGS_FILE}`;
}

export function isSettingsFile(path: string): boolean {
  return path === SETTINGS_FILE || path.endsWith(`/${SETTINGS_FILE}`);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
