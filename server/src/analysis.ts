/**
 * The public API of the analysis: `analyze` and `verify`. Pure and synchronous: it never reads a
 * file, and says instead which files it wants. It never throws on what users write.
 */
import { createComments } from './comments.ts';
import { ineffective, type Judged, judged, merged } from './findings.ts';
import { composeBuilds } from './launch/build-context.ts';
import { type Launch, launchOfScript, readLaunches } from './launch/launches.ts';
import type { Lifetime } from './lifetime/endings.ts';
import { lifetimeOf } from './lifetime/lifetime.ts';
import {
  type BuildContext,
  buildContextOf,
  createReader,
  type FileContent,
  type Reader,
  type ReadFile,
} from './open-files.ts';
import { builtInKnowledge, type Knowledge } from './programs/interpret.ts';
import type { Finding } from './rules/finding.ts';
import { LAUNCH_RULES } from './rules/index.ts';
import type { RuleInput } from './rules/rule.ts';
import { type GivenSettings, NOTHING_GIVEN, type Settings } from './settings.ts';
import { type SettingsFile, type SettingsProblem, settingsFor } from './settings-file.ts';
import { readScript } from './shell/script.ts';
import type { Script } from './shell/steps.ts';
import type { ParseShell } from './shell/syntax.ts';
import { placeKey } from './text/place.ts';

export { unclaimed } from './lifetime/endings.ts';
export type { FileContent } from './open-files.ts';

/** The file with another text: what else is known of it stays. */
export function withText(file: FileContent | undefined, text: string): FileContent {
  return file?.kind === 'text' ? { ...file, text } : { kind: 'text', text };
}

/** What to start from. A script named alone is taken to be what a container runs; settings may only be wrong. */
export interface Entry {
  readonly kind: 'dockerfile' | 'script' | 'settings';
  readonly path: string;
}

/** One workspace folder: what to analyze, and the files that are known by now. */
export interface Project {
  readonly entries: readonly Entry[];
  /** By path relative to the folder. */
  readonly files: ReadonlyMap<string, FileContent>;
  /** What is set outside of these files. */
  readonly given?: GivenSettings;
}

export interface LaunchReport {
  readonly entry: Entry;
  readonly launch: Launch;
  readonly lifetime: Lifetime;
  /** The workspace's scripts that were followed, in the order of first use. */
  readonly scripts: readonly string[];
  readonly context: BuildContext;
  /** Where the grammar gave up in all texts that were read as shell, those in the Dockerfile included. */
  readonly syntaxErrors: number;
}

export interface Analysis {
  readonly launches: readonly LaunchReport[];
  /** In the order of their places; equal rule and place are one. */
  readonly findings: readonly Finding[];
  /** What cannot be used in the settings' files that hold for the entries. */
  readonly problems: readonly SettingsProblem[];
  /** Entries that the settings leave out. */
  readonly excluded: readonly Entry[];
  /** Paths whose content would say more. Empty when the analysis is final. */
  readonly wants: readonly string[];
}

/** What stays between analyses. */
export interface AnalysisCache {
  readonly knowledge: Knowledge;
  /** The script of a text; equal texts share it. */
  readonly scriptOf: (text: string) => Script;
  /** The last result for each entry, by kind and path; it holds as long as what it read is unchanged. */
  readonly results: Map<string, EntryResult>;
  /** The settings that a file holds, by its content. */
  readonly settings: WeakMap<FileContent, SettingsFile>;
}

/** What one entry gives. `reads` are the files that it depends on, absent and missing ones too. */
export interface EntryResult extends Judged {
  readonly launches: readonly LaunchReport[];
  readonly settings: Settings;
  readonly problems: readonly SettingsProblem[];
  readonly excluded: boolean;
  readonly reads: ReadonlyMap<string, FileContent | undefined>;
  readonly given: GivenSettings;
}

/** How long the texts of the scripts that are kept may be together. */
const TEXT_KEPT = 1_000_000;

export function createAnalysisCache(parse: ParseShell): AnalysisCache {
  const scriptOf = keepingTexts(text => readScript(text, parse));
  return {
    knowledge: builtInKnowledge(),
    results: new Map(),
    settings: new WeakMap(),
    scriptOf,
  };
}

/** Keeps what was read of the texts that were asked for last. */
function keepingTexts<Read>(read: (text: string) => Read): (text: string) => Read {
  const kept = new Map<string, Read>();
  let length = 0;
  return text => {
    const known = kept.get(text);
    if (known === undefined) length += text.length;
    else kept.delete(text);
    const result = known ?? read(text);
    kept.set(text, result);
    for (const oldest of kept.keys()) {
      if (length <= TEXT_KEPT || oldest === text) break;
      kept.delete(oldest);
      length -= oldest.length;
    }
    return result;
  };
}

/** Analyzes every launch of the project's entries with what is known of its files. */
export function analyze(project: Project, cache: AnalysisCache): Analysis {
  const results = project.entries.map(entry => resultOf(entry, project, cache));
  const wants = results.flatMap(({ reads }) =>
    [...reads].flatMap(([path, content]) => (content === undefined ? [path] : [])),
  );
  return {
    launches: results.flatMap(({ launches }) => launches),
    findings: merged([...results.flatMap(({ findings }) => findings), ...ineffective(results)]),
    problems: [...new Set(results.flatMap(({ problems }) => problems))],
    excluded: project.entries.filter((_entry, index) => results[index]?.excluded),
    wants: [...new Set(wants)],
  };
}

function resultOf(entry: Entry, project: Project, cache: AnalysisCache): EntryResult {
  const key = `${entry.kind} ${entry.path}`;
  const known = cache.results.get(key);
  const { files, given = NOTHING_GIVEN } = project;
  const holds =
    known?.given === given &&
    [...known.reads].every(([path, content]) => files.get(path) === content);
  if (holds) return known;
  const reads = new Map<string, FileContent | undefined>();
  const read: ReadFile = path => {
    reads.set(path, files.get(path));
    return files.get(path);
  };
  const { settings, problems } = settingsFor(entry.path, given, read, cache.settings);
  const excluded = settings.excludes(entry.path) ?? false;
  const empty = excluded || entry.kind === 'settings';
  const found = empty ? NOTHING_FOUND : analyzeEntry(entry, settings, read, cache);
  const result = { ...found, settings, problems, excluded, reads, given };
  cache.results.set(key, result);
  return result;
}

type Found = Pick<EntryResult, 'launches' | keyof Judged>;

const NOTHING_FOUND: Found = { launches: [], findings: [], uses: [] };

function analyzeEntry(
  entry: Entry,
  settings: Settings,
  read: ReadFile,
  cache: AnalysisCache,
): Found {
  const file = read(entry.path);
  const started = file?.kind === 'text' ? launchesOf(entry, file.text) : [];
  const context = contextOf(entry, settings, started, read);
  const comments = createComments(entry.kind === 'dockerfile' ? entry.path : undefined, read);
  const launches: LaunchReport[] = [];
  const findings: Finding[] = [];
  for (const launch of started) {
    const reader = createReader(launch, context, settings.programs, comments, read, cache.scriptOf);
    const lifetime = lifetimeOf(launch, reader.world, cache.knowledge);
    const { scripts } = reader;
    launches.push({
      entry,
      launch,
      lifetime,
      scripts,
      context,
      syntaxErrors: reader.syntaxErrors(),
    });
    const input = ruleInput(launch, lifetime, reader, read);
    for (const rule of LAUNCH_RULES) findings.push(...rule.check(input));
  }
  const directives = [...comments.directives.values()];
  return { launches, ...judged(findings, directives, launches, settings) };
}

/** A script that is named alone stands in the workspace folder. */
function contextOf(
  entry: Entry,
  settings: Settings,
  launches: readonly Launch[],
  read: ReadFile,
): BuildContext {
  return entry.kind === 'dockerfile'
    ? buildContextOf(entry.path, settings.contextOf(entry.path), launches, read)
    : { folders: [''], isIgnored: () => false };
}

function ruleInput(
  launch: Launch,
  lifetime: Lifetime,
  { sourceAt, world }: Reader,
  read: ReadFile,
): RuleInput {
  const observed = new Map(lifetime.observations.map(seen => [placeKey(seen.at), seen] as const));
  return {
    launch,
    lifetime,
    sourceAt,
    hasShell: world.hasShell,
    lostFile: world.lostFile,
    isThere(path) {
      const file = read(path);
      return file && file.kind !== 'absent';
    },
    observedAt: place => observed.get(placeKey(place)),
    composed: () => composeBuilds(launch.at.path, read),
  };
}

function launchesOf(entry: Entry, text: string): readonly Launch[] {
  if (entry.kind === 'dockerfile') return readLaunches(entry.path, text);
  return [launchOfScript(entry.path)];
}
