/** Proves proposals before anybody is offered them: the second half of the public API. */
import {
  type Analysis,
  type AnalysisCache,
  analyzeChange,
  type FileContent,
  type LaunchReport,
  type Project,
} from './analysis.ts';
import type { Verdict } from './lifetime/endings.ts';
import { losesServer } from './lifetime/losses.ts';
import { type Finding, type Proposal, SEVERITIES } from './rules/finding.ts';
import { applyEdits } from './text/edit.ts';

/** A proposal that has been verified, with the new texts of the files it changes. */
export interface Fix extends Proposal {
  readonly changes: ReadonlyMap<string, string>;
}

/**
 * The finding's proposals that hold what they promise: applied in memory, no text has a new syntax
 * error, the finding is gone from every launch it holds for, no launch's verdict is worse, no
 * finding of the same or a higher severity has come, and whoever reads the script reads the new files too.
 */
export function verify(project: Project, finding: Finding, cache: AnalysisCache): readonly Fix[] {
  const prove = (proposals: readonly Proposal[]): readonly Fix[] =>
    proposals.flatMap(proposal => proven(proposal, finding, project, cache) ?? []);
  const fixes = prove(finding.proposals.filter(({ fallback }) => !fallback));
  return fixes.some(({ safety }) => safety === 'safe')
    ? fixes
    : [...fixes, ...prove(finding.proposals.filter(({ fallback }) => fallback))];
}

function proven(
  proposal: Proposal,
  finding: Finding,
  project: Project,
  cache: AnalysisCache,
): Fix | undefined {
  const textBefore = (path: string): string | undefined => textOf(project.files.get(path));
  const changes = applyEdits(textBefore, proposal.edits);
  if (changes === undefined) return undefined;
  const textAfter = (path: string): string | undefined => changes.get(path) ?? textBefore(path);
  const { before, after } = analyzeChange(project, changes, cache);
  const sound =
    noWorseLaunch(before.launches, after.launches) &&
    isGone(
      finding,
      { analysis: before, textOf: textBefore },
      { analysis: after, textOf: textAfter },
    ) &&
    noNewFinding(finding, before, after) &&
    readsNewFiles(proposal, finding, after);
  return sound ? { ...proposal, changes } : undefined;
}

/** What is concluded of which texts. */
interface Known {
  readonly analysis: Analysis;
  readonly textOf: (path: string) => string | undefined;
}

function textOf(file: FileContent | undefined): string | undefined {
  return file?.kind === 'text' ? file.text : undefined;
}

function noWorseLaunch(before: readonly LaunchReport[], after: readonly LaunchReport[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ lifetime, syntaxErrors }, index) => {
      const now = after[index];
      return (
        now !== undefined &&
        isNoWorse(now.lifetime.verdict, lifetime.verdict) &&
        !losesServer(lifetime, now.lifetime) &&
        now.syntaxErrors <= syntaxErrors
      );
    })
  );
}

/** A fix after which nothing can be told any more proves nothing, and one that makes a task of a server has lost it. */
function isNoWorse(now: Verdict, before: Verdict): boolean {
  return now === before || now === 'stays' || before === 'unknown';
}

function readsNewFiles({ edits }: Proposal, { at }: Finding, { launches }: Analysis): boolean {
  const created = edits.flatMap(({ kind, path }) => (kind === 'create' ? [path] : []));
  const readers = launches.filter(({ scripts }) => scripts.includes(at.path));
  return readers.every(({ scripts }) => created.every(path => scripts.includes(path)));
}

/**
 * Places move with the edits, so findings are counted, launch by launch: in all, and those that are about
 * the same words, of which a fix of another finding leaves as many as before.
 */
function isGone(finding: Finding, before: Known, after: Known): boolean {
  const words = wordsAt(finding, before);
  const count = (known: Known, isSame: (found: Finding) => boolean): number =>
    known.analysis.findings
      .filter(({ rule, at }) => rule === finding.rule && at.path === finding.at.path)
      .filter(isSame)
      .reduce((sum, { launches }) => sum + launches.length, 0);
  const all = (known: Known): number => count(known, () => true);
  const same = (known: Known): number => count(known, found => wordsAt(found, known) === words);
  const { length } = finding.launches;
  return all(after) <= all(before) - length && same(after) <= same(before) - length;
}

function wordsAt({ at: { path, span } }: Finding, known: Known): string | undefined {
  return known.textOf(path)?.slice(span.start, span.end);
}

function noNewFinding(finding: Finding, before: Analysis, after: Analysis): boolean {
  const grave = SEVERITIES.slice(0, SEVERITIES.indexOf(finding.severity) + 1);
  const count = ({ findings }: Analysis, rule: string): number =>
    findings.filter(found => found.rule === rule && grave.includes(found.severity)).length;
  const rules = new Set(after.findings.map(({ rule }) => rule));
  return [...rules].every(rule => count(after, rule) <= count(before, rule));
}
