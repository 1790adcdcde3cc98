/** The fixes of real starts, as their maintainers would review them. */
import type { AnalysisCache } from '../../server/src/analysis.ts';
import { unifiedDiff } from '../../server/src/cli/diff.ts';
import type { Gathered } from '../../server/src/gather.ts';
import { createRenderer, fixText } from '../../server/src/messages/render.ts';
import { isShown } from '../../server/src/rules/finding.ts';
import { lineIndex } from '../../server/src/text/line-index.ts';
import { verify } from '../../server/src/verify.ts';

/** Each finding with the diff of every fix, or a word that there is none. */
export function fixDiffs({ project, analysis }: Gathered, cache: AnalysisCache): readonly string[] {
  const textOf = (path: string): string | undefined => {
    const file = project.files.get(path);
    return file?.kind === 'text' ? file.text : undefined;
  };
  const render = createRenderer('en', () => 0);
  return analysis.findings.filter(isShown).flatMap(finding => {
    const { line } = lineIndex(textOf(finding.at.path) ?? '').positionAt(finding.at.span.start);
    const where = `${finding.severity} ${finding.rule} at ${finding.at.path}:${line + 1}`;
    const fixes = verify(project, finding, cache);
    if (fixes.length === 0) return [`${where}: no fix`];
    return fixes.map(fix => {
      const changed = [...fix.changes].map(([path, after]) => ({
        path,
        before: textOf(path),
        after,
      }));
      return `${where}: ${fixText(fix, render)}\n${unifiedDiff(changed, path => path)}`;
    });
  });
}
