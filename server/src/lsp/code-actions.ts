import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Command,
  type Range,
} from 'vscode-languageserver';
import type { AnalysisCache } from '../analysis.ts';
import { fixText } from '../messages/render.ts';
import { type Finding, isShown } from '../rules/finding.ts';
import { type Lesson, lessons, suppressions } from '../teaching.ts';
import type { Span } from '../text/place.ts';
import { type Fix, verify } from '../verify.ts';
import { findingDiagnostic, type Presentation } from './diagnostics.ts';

/** The fixes of the findings in a range, each proven now. */
export function codeActionsAt(
  path: string,
  { range, context }: CodeActionParams,
  presentation: Presentation,
  cache: AnalysisCache,
): readonly CodeAction[] {
  const { snapshot, converter, features } = presentation;
  if (!features.codeActions || !wantsQuickFixes(context.only)) return [];
  return snapshot.analysis.findings
    .filter(isShown)
    .filter(({ at }) => at.path === path && meet(converter.range(at), range))
    .flatMap(finding => [
      ...actionsFor(finding, verify(snapshot.project, finding, cache), presentation),
      ...suppressions(finding, snapshot.project, cache).flatMap(lesson =>
        lessonAction(lesson, path, presentation, finding),
      ),
    ])
    .concat(
      lessons(path, offsets(path, range, presentation), snapshot.project, cache).flatMap(lesson =>
        lessonAction(lesson, path, presentation),
      ),
    );
}

function offsets(path: string, { start, end }: Range, { converter }: Presentation): Span {
  return { start: converter.offset(path, start), end: converter.offset(path, end) };
}

/** What the user may say, of a finding or of a command. */
function lessonAction(
  { title, edits }: Lesson,
  path: string,
  presentation: Presentation,
  finding?: Finding,
): readonly CodeAction[] {
  const { converter, render } = presentation;
  const edit = converter.edit(edits);
  if (edit === undefined) return [];
  const diagnostics = finding === undefined ? [] : [findingDiagnostic(finding, presentation)];
  return [{ title: render(title, path), kind: CodeActionKind.QuickFix, diagnostics, edit }];
}

function actionsFor(
  finding: Finding,
  fixes: readonly Fix[],
  presentation: Presentation,
): readonly CodeAction[] {
  const { converter, render } = presentation;
  const preferred = fixes.find(({ safety }) => safety === 'safe');
  return fixes.flatMap(fix => {
    const title = fixText(fix, render, finding.at.path);
    const edit = converter.edit(fix.edits);
    const command = edit === undefined ? lineFeeds(title, fix, presentation) : undefined;
    if (edit === undefined && command === undefined) return [];
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [findingDiagnostic(finding, presentation)],
      isPreferred: fix === preferred,
      ...(edit === undefined ? {} : { edit }),
      ...(command === undefined ? {} : { command }),
    };
  });
}

/** The editor's own command, where a fix is nothing but other line endings of one document. */
function lineFeeds(
  title: string,
  { edits: [edit, ...others] }: Fix,
  { converter, features: { lineFeedsCommand } }: Presentation,
): Command | undefined {
  if (lineFeedsCommand === undefined || edit?.kind !== 'line-endings' || others.length > 0)
    return undefined;
  return { title, command: lineFeedsCommand, arguments: [converter.uri(edit.path)] };
}

/** Kinds form a hierarchy: asking for `quickfix` includes its kinds, and the empty one includes all. */
function wantsQuickFixes(only: readonly string[] | undefined): boolean {
  return only === undefined || only.some(kind => kind === '' || kind === CodeActionKind.QuickFix);
}

/** Ranges that touch meet: the cursor at the end of a word is still on it. */
function meet(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
