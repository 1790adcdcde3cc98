import type { CodeAction, CodeActionContext } from 'vscode-languageserver';
import type { AnalysisCache } from '../analysis.ts';
import { fixAll, lineEdits } from '../fix-all.ts';
import type { Presentation } from './diagnostics.ts';

export const FIX_ALL = 'source.fixAll.entrypointLint';

/** All safe fixes of one document, to a fixed point. Only who asks for such actions gets them: some on every save. */
export async function fixAllActions(
  path: string,
  { only }: CodeActionContext,
  { snapshot: { project }, converter, features, render }: Presentation,
  cache: AnalysisCache,
): Promise<readonly CodeAction[]> {
  const asked = only?.some(kind => kind === FIX_ALL || FIX_ALL.startsWith(`${kind}.`)) ?? false;
  if (!features.codeActions || !asked) return [];
  const { changed } = await fixAll(
    [project.entries],
    // What no launch has read until now stays unread: nothing is claimed of it.
    {
      readFile: async () => ({ kind: 'unreadable' }),
      ...(project.given === undefined ? {} : { given: project.given }),
    },
    project.files,
    ({ safety, edits, changes }, { at }) =>
      safety === 'safe' &&
      at.path === path &&
      edits.every(({ kind }) => kind === 'replace') &&
      [...changes.keys()].every(other => other === path),
    cache,
  );
  const edit = converter.edit(changed.flatMap(lineEdits));
  if (edit === undefined || changed.length === 0) return [];
  return [{ title: render({ id: 'fix-all' }, path), kind: FIX_ALL, edit }];
}
