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
  const changes = applyEdits(path => textOf(project.files.get(path)), proposal.edits);
  if (changes === undefined) return undefined;
  const { before, after } = analyzeChange(project, changes, cache);
  const sound =
    noWorseLaunch(before.launches, after.launches) &&
    isGone(finding, before, after) &&
    noNewFinding(finding, before, after) &&
    readsNewFiles(proposal, finding, after);
  return sound ? { ...proposal, changes } : undefined;
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

/** Places move with the edits, so findings are counted, launch by launch. */
function isGone(finding: Finding, before: Analysis, after: Analysis): boolean {
  const count = ({ findings }: Analysis): number =>
    findings
      .filter(({ rule, at }) => rule === finding.rule && at.path === finding.at.path)
      .reduce((sum, { launches }) => sum + launches.length, 0);
  return count(after) <= count(before) - finding.launches.length;
}

function noNewFinding(finding: Finding, before: Analysis, after: Analysis): boolean {
  const grave = SEVERITIES.slice(0, SEVERITIES.indexOf(finding.severity) + 1);
  const count = ({ findings }: Analysis, rule: string): number =>
    findings.filter(found => found.rule === rule && grave.includes(found.severity)).length;
  const rules = new Set(after.findings.map(({ rule }) => rule));
  return [...rules].every(rule => count(after, rule) <= count(before, rule));
}
