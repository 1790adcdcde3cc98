import { relative, resolve, sep } from 'node:path';
import type { Entry, LaunchReport } from '../analysis.ts';
import type { LintedFolder } from './lint.ts';
import { createTexts, type Texts } from './texts.ts';

/** What a run found out, as the printers need it. */
export interface Report {
  readonly folders: readonly ReportedFolder[];
  readonly milliseconds: number;
}

export interface ReportedFolder extends LintedFolder {
  readonly texts: Texts;
  /** A path of the folder as the user sees it: from the current directory, with `/`. */
  shown(path: string): string;
}

/** Where the Dockerfile from standard input is taken to stand in its directory. */
export const STANDARD_INPUT = '-';

export function createReport(
  folders: readonly LintedFolder[],
  directory: string,
  milliseconds: number,
): Report {
  return {
    milliseconds,
    folders: folders.map(linted => ({
      ...linted,
      texts: createTexts(linted.gathered.project.files),
      shown: path => shownPath(linted.folder.root, path, directory),
    })),
  };
}

export function shownPath(root: string, path: string, directory: string): string {
  const shown = relative(directory, resolve(root, path)).split(sep).join('/');
  return shown === '' ? '.' : shown;
}

export function launchesIn({ gathered }: LintedFolder): readonly LaunchReport[] {
  return gathered.analysis.launches;
}

/** Workspace scripts that were followed, each once. */
export function scriptCount({ folders }: Report): number {
  return folders
    .map(folder => new Set(launchesIn(folder).flatMap(({ scripts }) => scripts)).size)
    .reduce((sum, count) => sum + count, 0);
}

export function dockerfileCount({ folders }: Report): number {
  const count = (entries: readonly Entry[]): number =>
    entries.filter(({ kind }) => kind === 'dockerfile').length;
  return folders.reduce(
    (sum, { folder, gathered }) => sum + count(folder.entries) - count(gathered.analysis.excluded),
    0,
  );
}
