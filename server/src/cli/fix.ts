import { type AnalysisCache, analyze } from '../analysis.ts';
import { type AppliedFix, type ChangedFile, fixAll } from '../fix-all.ts';
import type { Gathered } from '../gather.ts';
import type { FixMode } from './arguments.ts';
import { clustersOf } from './clusters.ts';
import { type Folder, isWanted } from './lint.ts';

export interface FixedFolder {
  /** The folder as it is after the fixes. */
  readonly gathered: Gathered;
  readonly changed: readonly ChangedFile[];
  readonly applied: readonly AppliedFix[];
}

/** Applies the folder's fixes in memory. */
export async function fixFolder(
  folder: Folder,
  start: Gathered,
  mode: FixMode,
  cache: AnalysisCache,
): Promise<FixedFolder> {
  const { files, changed, applied } = await fixAll(
    clustersOf(start.analysis.launches),
    folder.host,
    start.project.files,
    fix => isWanted(fix, mode),
    cache,
  );
  const project = { ...start.project, files };
  return {
    gathered: applied.length === 0 ? start : { project, analysis: analyze(project, cache) },
    changed,
    applied,
  };
}
