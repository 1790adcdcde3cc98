import {
  type Analysis,
  type AnalysisCache,
  analyze,
  type Entry,
  type FileContent,
  type Project,
} from '../analysis.ts';
import { type Gathered, gather, type Host, saidBy } from '../gather.ts';
import { type Finding, isShown } from '../rules/finding.ts';
import { type Fix, verify } from '../verify.ts';
import type { FailOn, FixMode } from './arguments.ts';
import { clustersOf } from './clusters.ts';

/** One project root with what is to be linted below it. */
export interface Folder {
  /** Absolute. */
  readonly root: string;
  readonly entries: readonly Entry[];
  readonly host: Host;
  /** Contents that need no loading, by path relative to the root. */
  readonly known: ReadonlyMap<string, FileContent>;
}

/** A finding with its verified fixes; what is suppressed has none. */
export interface Reported {
  readonly finding: Finding;
  readonly fixes: readonly Fix[];
}

export interface LintedFolder {
  readonly folder: Folder;
  readonly gathered: Gathered;
  readonly findings: readonly Reported[];
}

/** So many entries are analyzed between two reports of progress. */
const ENTRIES_PER_TURN = 50;

/** Analyzes a folder's entries with all files that they lead to. */
export async function gatherFolder(
  { entries, host, known }: Folder,
  cache: AnalysisCache,
  progress: (done: number) => void,
): Promise<Gathered> {
  const files = new Map(known);
  const once: Host = {
    ...host,
    async readFile(path) {
      const content = files.get(path) ?? (await host.readFile(path));
      files.set(path, content);
      return content;
    },
  };
  for (let done = 0; done < entries.length; ) {
    const turn = entries.slice(done, done + ENTRIES_PER_TURN);
    const gathered = await gather(turn, once, cache);
    if (gathered === undefined) throw new Error('the analysis was aborted');
    if (turn.length === entries.length) return gathered;
    done += turn.length;
    progress(done);
  }
  const project = { entries, files, ...saidBy(host) };
  return { project, analysis: analyze(project, cache) };
}

/** The findings in order, with the fixes that have been verified. */
export function reportedFindings(
  { project, analysis }: Gathered,
  cache: AnalysisCache,
): readonly Reported[] {
  const clusters = clustersOf(analysis.launches);
  return analysis.findings.map(finding => {
    if (!isShown(finding)) return { finding, fixes: [] };
    const cluster = clusterOf(finding, analysis, clusters);
    return { finding, fixes: verify(within(project, cluster), finding, cache) };
  });
}

export function isWanted(fix: Fix, mode: FixMode): boolean {
  return mode === 'all' || (mode === 'safe' && fix.safety === 'safe');
}

/** The project without the entries that a fix of this group cannot touch. */
export function within(project: Project, entries: readonly Entry[]): Project {
  return { ...project, entries };
}

export function shownOf(findings: readonly Reported[]): readonly Reported[] {
  return findings.filter(({ finding }) => isShown(finding));
}

/** True when a finding is grave enough to make the run fail. */
export function fails(findings: readonly Reported[], failOn: FailOn): boolean {
  const gravities: readonly FailOn[] = ['hint', 'info', 'warning', 'error', 'never'];
  const least = gravities.indexOf(failOn);
  return shownOf(findings).some(({ finding }) => gravities.indexOf(finding.severity) >= least);
}

function clusterOf(
  finding: Finding,
  { launches }: Analysis,
  clusters: readonly (readonly Entry[])[],
): readonly Entry[] {
  const first = finding.launches[0];
  const entry = launches.find(
    ({ launch: { at } }) => at.path === first?.path && at.span.start === first.span.start,
  )?.entry;
  return clusters.find(entries => entry !== undefined && entries.includes(entry)) ?? [];
}
