import { type AnalysisCache, analyze, type FileContent, withText } from '../analysis.ts';
import { type Gathered, gather } from '../gather.ts';
import { type FixTitle, isShown } from '../rules/finding.ts';
import type { Place } from '../text/place.ts';
import { type Fix, verify } from '../verify.ts';
import type { FixMode } from './arguments.ts';
import { clustersOf } from './clusters.ts';
import { type Folder, isWanted } from './lint.ts';

/** A file that fixes change; `before` is undefined for a new one. */
export interface ChangedFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
}

export interface AppliedFix {
  readonly title: FixTitle;
  /** Where the finding stood when its fix was applied. */
  readonly at: Place;
  /** 0-based, in the text of that moment. */
  readonly line: number;
}

export interface FixedFolder {
  /** The folder as it is after the fixes. */
  readonly gathered: Gathered;
  readonly changed: readonly ChangedFile[];
  readonly applied: readonly AppliedFix[];
}

/** Each fix removes a finding and brings none, so that this many rounds only a defect can need. */
const ROUND_LIMIT = 200;

/** Applies fixes one after the other, in memory, until none is left. */
export async function fixFolder(
  folder: Folder,
  start: Gathered,
  mode: FixMode,
  cache: AnalysisCache,
): Promise<FixedFolder> {
  let files = start.project.files;
  const originals = new Map<string, string | undefined>();
  const applied: AppliedFix[] = [];
  for (const entries of clustersOf(start.analysis.launches)) {
    for (let round = 0; round < ROUND_LIMIT; round += 1) {
      const gathered = await gather(entries, folder.host, cache, files);
      if (gathered === undefined) break;
      files = gathered.project.files;
      const next = nextFix(gathered, mode, cache);
      if (next === undefined) break;
      applied.push(next.applied);
      for (const path of next.fix.changes.keys()) {
        if (!originals.has(path)) originals.set(path, textOf(files.get(path)));
      }
      files = withChanges(files, next.fix.changes);
    }
  }
  const project = { ...start.project, files };
  return {
    gathered: applied.length === 0 ? start : { project, analysis: analyze(project, cache) },
    changed: [...originals].flatMap(([path, before]) => {
      const after = textOf(files.get(path));
      return after === undefined || after === before ? [] : [{ path, before, after }];
    }),
    applied,
  };
}

/** The first finding's first fix that is wanted: overlapping fixes take turns. */
function nextFix(
  { project, analysis }: Gathered,
  mode: FixMode,
  cache: AnalysisCache,
): { readonly fix: Fix; readonly applied: AppliedFix } | undefined {
  for (const finding of analysis.findings.filter(isShown)) {
    const fix = verify(project, finding, cache).find(found => isWanted(found, mode));
    if (fix === undefined) continue;
    const { at } = finding;
    const before = textOf(project.files.get(at.path))?.slice(0, at.span.start) ?? '';
    return { fix, applied: { title: fix.title, at, line: before.split('\n').length - 1 } };
  }
  return undefined;
}

function withChanges(
  files: ReadonlyMap<string, FileContent>,
  changes: ReadonlyMap<string, string>,
): ReadonlyMap<string, FileContent> {
  const changed = new Map(files);
  for (const [path, text] of changes) changed.set(path, withText(files.get(path), text));
  return changed;
}

function textOf(file: FileContent | undefined): string | undefined {
  return file?.kind === 'text' ? file.text : undefined;
}
