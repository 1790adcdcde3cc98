import type {
  CodeAction,
  CodeActionParams,
  Command,
  Diagnostic,
  Range,
} from 'vscode-languageserver';
import type { AnalysisCache } from '../analysis.ts';
import { fixText } from '../messages/render.ts';
import { type Finding, isShown } from '../rules/finding.ts';
import { type Lesson, lessons, suppressions } from '../teaching.ts';
import type { Place, Span } from '../text/place.ts';
import { type Fix, verify } from '../verify.ts';
import {
  findingDiagnostic,
  launchMarks,
  markDiagnostic,
  type Presentation,
} from './diagnostics.ts';
import { CodeActionKind } from './protocol.ts';

/** The fixes of the findings in a range, each proven now; at a launch also of those that its mark points to. */
export function codeActionsAt(
  path: string,
  { range, context }: CodeActionParams,
  presentation: Presentation,
  cache: AnalysisCache,
): readonly CodeAction[] {
  const { snapshot, converter, features } = presentation;
  if (!features.codeActions || !wantsQuickFixes(context.only)) return [];
  const { project, analysis } = snapshot;
  const isHere = ({ at }: { readonly at: Place }): boolean =>
    at.path === path && meet(converter.range(at), range);
  const shown = analysis.findings.filter(isShown);
  const ofFindings = shown.filter(isHere).flatMap(finding => {
    const diagnostic = findingDiagnostic(finding, presentation);
    return [
      ...fixActions(finding, path, diagnostic, presentation, cache),
      ...suppressions(finding, project, cache).flatMap(lesson =>
        lessonAction(lesson, path, presentation, diagnostic),
      ),
    ];
  });
  const ofMarks = launchMarks(analysis.launches, shown)
    .filter(isHere)
    .flatMap(mark => {
      const diagnostic = markDiagnostic(mark, presentation);
      return mark.findings.flatMap(finding =>
        fixActions(finding, path, diagnostic, presentation, cache),
      );
    });
  const taught = lessons(path, offsets(path, range, presentation), project, cache);
  return [
    ...ofFindings,
    ...ofMarks,
    ...taught.flatMap(lesson => lessonAction(lesson, path, presentation)),
  ];
}

function offsets(path: string, { start, end }: Range, { converter }: Presentation): Span {
  return { start: converter.offset(path, start), end: converter.offset(path, end) };
}

/** What the user may say, of a finding or of a command. */
function lessonAction(
  { title, edits }: Lesson,
  path: string,
  { converter, render }: Presentation,
  diagnostic?: Diagnostic,
): readonly CodeAction[] {
  const edit = converter.edit(edits);
  if (edit === undefined) return [];
  const diagnostics = diagnostic === undefined ? [] : [diagnostic];
  return [{ title: render(title, path), kind: CodeActionKind.QuickFix, diagnostics, edit }];
}

/** The fixes of a finding that is shown in one file; where they change another, its name stands behind the title. */
function fixActions(
  finding: Finding,
  path: string,
  diagnostic: Diagnostic,
  presentation: Presentation,
  cache: AnalysisCache,
): readonly CodeAction[] {
  const { converter, render, snapshot } = presentation;
  const fixes = verify(snapshot.project, finding, cache);
  const preferred = fixes.find(({ safety }) => safety === 'safe');
  const behind =
    finding.at.path === path
      ? ''
      : ` (${finding.at.path.slice(finding.at.path.lastIndexOf('/') + 1)})`;
  return fixes.flatMap(fix => {
    const title = fixText(fix, render, finding.at.path) + behind;
    const edit = converter.edit(fix.edits);
    const command = edit === undefined ? lineFeeds(title, fix, presentation) : undefined;
    if (edit === undefined && command === undefined) return [];
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
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
