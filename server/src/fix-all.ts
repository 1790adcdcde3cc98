/** Applies fixes one after the other, in memory, until none is left: what `--fix` and "fix all" share. */
import { diffLines } from 'diff';
import type { AnalysisCache, Entry, FileContent } from './analysis.ts';
import { withText } from './analysis.ts';
import { type Gathered, gather, type Host } from './gather.ts';
import { type Finding, type FixTitle, isShown } from './rules/finding.ts';
import type { Edit } from './text/edit.ts';
import type { Place } from './text/place.ts';
import { type Fix, verify } from './verify.ts';

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

export interface Fixed {
  readonly files: ReadonlyMap<string, FileContent>;
  readonly changed: readonly ChangedFile[];
  readonly applied: readonly AppliedFix[];
}

/** Which fixes are applied. */
export type IsWanted = (fix: Fix, finding: Finding) => boolean;

/** Each fix removes a finding and brings none, so that this many rounds only a defect can need. */
const ROUND_LIMIT = 200;

/** Fixes each group of entries to a fixed point; `files` are contents that need no loading. */
export async function fixAll(
  groups: readonly (readonly Entry[])[],
  host: Host,
  known: ReadonlyMap<string, FileContent>,
  isWanted: IsWanted,
  cache: AnalysisCache,
): Promise<Fixed> {
  let files = known;
  const originals = new Map<string, string | undefined>();
  const applied: AppliedFix[] = [];
  for (const entries of groups) {
    for (let round = 0; round < ROUND_LIMIT; round += 1) {
      const gathered = await gather(entries, host, cache, files);
      if (gathered === undefined) break;
      files = gathered.project.files;
      const next = nextFix(gathered, isWanted, cache);
      if (next === undefined) break;
      applied.push(next.applied);
      for (const path of next.fix.changes.keys()) {
        if (!originals.has(path)) originals.set(path, textOf(files.get(path)));
      }
      files = withChanges(files, next.fix.changes);
    }
  }
  const changed = [...originals].flatMap(([path, before]) => {
    const after = textOf(files.get(path));
    return after === undefined || after === before ? [] : [{ path, before, after }];
  });
  return { files, changed, applied };
}

/** The lines that differ, as edits of the text before; a new file is none of them. */
export function lineEdits({ path, before = '', after }: ChangedFile): readonly Edit[] {
  const edits: Edit[] = [];
  let at = 0;
  for (const { value, added, removed } of diffLines(before, after)) {
    const end = added ? at : at + value.length;
    const text = added ? value : '';
    if (added || removed) edits.push({ kind: 'replace', path, span: { start: at, end }, text });
    at = end;
  }
  return edits;
}

/** The first finding's first fix that is wanted: overlapping fixes take turns. */
function nextFix(
  { project, analysis }: Gathered,
  isWanted: IsWanted,
  cache: AnalysisCache,
): { readonly fix: Fix; readonly applied: AppliedFix } | undefined {
  for (const finding of analysis.findings.filter(isShown)) {
    const fix = verify(project, finding, cache).find(found => isWanted(found, finding));
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
