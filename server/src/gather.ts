/** Loads what an analysis wants until it wants no more. The only place where analysis meets waiting. */
import {
  type Analysis,
  type AnalysisCache,
  analyze,
  analyzeKnown,
  type Entry,
  type FileContent,
  type Project,
} from './analysis.ts';
import type { GivenSettings } from './settings.ts';

/** How the files of one workspace folder are read: the file system, open documents, or a test. */
export interface Host {
  /** Never rejects: what cannot be read is `unreadable`. The path is relative to the folder. */
  readFile(path: string): Promise<FileContent>;
  /** The settings that are given for the folder outside of its files. */
  readonly given?: GivenSettings;
  /** Not all Dockerfiles of the folder are among the entries. */
  readonly partial?: boolean;
}

export interface Gathered {
  readonly project: Project;
  readonly analysis: Analysis;
}

/** Each round follows scripts one call further; a chain this long is no startup. */
const ROUND_LIMIT = 50;

/**
 * Analyzes the entries with all files that they lead to. `known` are contents that need no loading;
 * it is not changed. Resolves to undefined when it had to `stop` before the end.
 */
export async function gather(
  entries: readonly Entry[],
  host: Host,
  cache: AnalysisCache,
  known: ReadonlyMap<string, FileContent> = new Map(),
  stop: () => boolean = () => false,
): Promise<Gathered | undefined> {
  const files = new Map(known);
  const said = saidBy(host);
  for (let round = 0; ; round += 1) {
    if (stop()) return undefined;
    const project = { entries, files, ...said };
    if (round >= ROUND_LIMIT) return { project, analysis: analyzeKnown(project, cache) };
    const analysis = analyze(project, cache);
    if (analysis.wants.length === 0) return { project, analysis };
    const loaded = await Promise.all(
      analysis.wants.map(async path => [path, await host.readFile(path)] as const),
    );
    for (const [path, content] of loaded) files.set(path, content);
  }
}

/** What a host says of the project besides its files. */
export function saidBy({ given, partial }: Host): Pick<Project, 'given' | 'partial'> {
  return {
    ...(given === undefined ? {} : { given }),
    ...(partial === undefined ? {} : { partial }),
  };
}
