/**
 * The first half of the public API: `analyze`. Pure and synchronous: it never reads a
 * file, and says instead which files it wants. It never throws on what users write.
 */
import { type AnalysisCache, withoutKeeping } from './analysis-cache.ts';
import { type Comments, createComments } from './comments.ts';
import { ABSENT, type FileContent, isSame, type ReadFile } from './file-content.ts';
import { ineffective, type Judged, judged, merged } from './findings.ts';
import { composeBuilds, contextFolders } from './launch/build-context.ts';
import { type Launch, type LaunchReader, launchOfScript } from './launch/launches.ts';
import type { Lifetime } from './lifetime/endings.ts';
import { followLaunch } from './lifetime/lifetime.ts';
import { createReader, type Reader } from './open-files.ts';
import { type BuildContext, createContext } from './open-origins.ts';
import { readAhead } from './read-ahead.ts';
import type { Finding } from './rules/finding.ts';
import { LAUNCH_RULES } from './rules/index.ts';
import type { RuleInput } from './rules/rule.ts';
import { type GivenSettings, NOTHING_GIVEN, type Settings } from './settings.ts';
import { type SettingsProblem, settingsFor } from './settings-file.ts';
import { placeKey } from './text/place.ts';

export { type AnalysisCache, createAnalysisCache } from './analysis-cache.ts';
export type { FileContent } from './file-content.ts';
export { unclaimed } from './lifetime/endings.ts';

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
  /** Other Dockerfiles may start the same scripts: what only all of them show together is not claimed. */
  readonly partial?: boolean;
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

/** What one entry gives. */
export interface EntryResult extends Judged {
  readonly entry: Entry;
  /** The launches that its text has. */
  readonly started: readonly Launch[];
  /** The folders that may be its build context. */
  readonly folders: readonly string[];
  readonly launches: readonly LaunchReport[];
  readonly settings: Settings;
  readonly problems: readonly SettingsProblem[];
  readonly excluded: boolean;
  /** What was taken for the content of the files that it depends on; undefined for what it cannot go on without. */
  readonly reads: ReadonlyMap<string, FileContent | undefined>;
  readonly given: GivenSettings;
}

/** Analyzes every launch of the project's entries with what is known of its files. */
export function analyze(project: Project, cache: AnalysisCache): Analysis {
  const results = project.entries.map(entry => resultOf(entry, project, cache));
  const wants = results.flatMap(({ reads }) =>
    [...reads.keys()].filter(path => !project.files.has(path)),
  );
  return {
    launches: results.flatMap(({ launches }) => launches),
    findings: merged([
      ...results.flatMap(({ findings }) => findings),
      ...ineffective(results, project),
    ]),
    problems: [...new Set(results.flatMap(({ problems }) => problems))],
    excluded: project.entries.filter((_entry, index) => results[index]?.excluded),
    wants: [...new Set(wants)],
  };
}

/** The analysis where nothing more can be loaded: what it wants counts as unreadable. */
export function analyzeKnown(project: Project, cache: AnalysisCache): Analysis {
  const analysis = analyze(project, cache);
  if (analysis.wants.length === 0) return analysis;
  const files = new Map(project.files);
  for (const path of analysis.wants) files.set(path, { kind: 'unreadable' });
  return analyzeKnown({ ...project, files }, cache);
}

/**
 * What an edit of some files can change: the project with those entries alone that depend on them, as
 * it is, and with the new texts. What the second finds does not take the place of what is cached.
 */
export function analyzeChange(
  project: Project,
  texts: ReadonlyMap<string, string>,
  cache: AnalysisCache,
): { readonly before: Analysis; readonly after: Analysis } {
  const entries = project.entries.filter(entry => {
    const { reads } = resultOf(entry, project, cache);
    return [...texts.keys()].some(path => reads.has(path));
  });
  const files = new Map(project.files);
  for (const [path, text] of texts) files.set(path, withText(files.get(path), text));
  return {
    before: analyze({ ...project, entries }, cache),
    after: analyzeKnown({ ...project, entries, files }, withoutKeeping(cache)),
  };
}

function resultOf(entry: Entry, project: Project, cache: AnalysisCache): EntryResult {
  const key = `${entry.kind} ${entry.path}`;
  const known = cache.results.get(key);
  const { files, given = NOTHING_GIVEN } = project;
  // What has not been loaded is wanted first, and may then be as it was.
  const holds =
    known?.given === given &&
    [...known.reads].every(
      ([path, content]) => !files.has(path) || isSame(files.get(path), content),
    );
  if (holds) return known;
  const reads = new Map<string, FileContent | undefined>();
  // Of what is asked for while scripts are executed, most is absent. Where it is not, all is done again.
  let unloaded: FileContent | undefined;
  const read: ReadFile = path => {
    const content = files.get(path) ?? unloaded;
    reads.set(path, content);
    return content;
  };
  const start = startOf(entry, given, read, known, cache);
  const opened = openLaunches(start, read, cache);
  // Without these files what follows would be thrown away.
  const isKnown = ![...reads.values()].includes(undefined);
  unloaded = ABSENT;
  const reading = { files, given, reads, read };
  const found = isKnown ? analyzeLaunches(start, opened, reading, cache) : NOTHING_FOUND;
  const { launches, findings, uses } = found;
  const result = { reads, given, launches, findings, uses, ...start };
  cache.results.set(key, result);
  return result;
}

type Found = Pick<EntryResult, 'launches' | keyof Judged>;

const NOTHING_FOUND: Found = { launches: [], findings: [], uses: [] };

/** What must be known before the launches of an entry are followed. */
type Start = Omit<EntryResult, keyof Found | 'reads' | 'given'>;

function startOf(
  entry: Entry,
  given: GivenSettings,
  read: ReadFile,
  known: EntryResult | undefined,
  cache: AnalysisCache,
): Start {
  const { settings, problems } = settingsFor(entry.path, given, read, cache.settings);
  const excluded = settings.excludes(entry.path) ?? false;
  const common = { entry, settings, problems, excluded };
  if (excluded || entry.kind === 'settings') return { ...common, started: [], folders: [] };
  const file = read(entry.path);
  const before = known?.reads.get(entry.path);
  // How a script is started does not stand in its text.
  const same = isSame(before, file) || (entry.kind === 'script' && before?.kind === file?.kind);
  const started =
    known !== undefined && same ? known.started : launchesOf(entry, file, cache.readLaunches);
  // A script that is named alone stands in the workspace folder.
  const folders =
    entry.kind === 'script'
      ? ['']
      : contextFolders(
          entry.path,
          settings.contextOf(entry.path),
          started.map(({ files: copied }) => copied),
          read,
        );
  return { started, folders, ...common };
}

/** What answers for the files of an entry's launches. */
interface OpenedLaunches {
  readonly context: BuildContext;
  readonly comments: Comments;
  readonly readers: readonly (readonly [Launch, Reader])[];
}

/** Opens the scripts that are named in plain words. */
function openLaunches(
  { entry, settings: { programs }, started, folders }: Start,
  read: ReadFile,
  cache: AnalysisCache,
): OpenedLaunches {
  const context = createContext(entry, folders, read);
  const comments = createComments(entry.kind === 'dockerfile' ? entry.path : undefined, read);
  const readers = started.map(launch => {
    const reader = createReader(launch, context, programs, comments, read, cache);
    readAhead(launch, reader.world, cache.scriptOf);
    return [launch, reader] as const;
  });
  return { context, comments, readers };
}

/** Reads files, and notes what was taken for their content. */
interface Reading extends Pick<EntryResult, 'reads' | 'given'> {
  readonly files: Project['files'];
  readonly read: ReadFile;
}

function analyzeLaunches(
  { entry, settings }: Start,
  { context, comments, readers }: OpenedLaunches,
  { files, given, reads, read }: Reading,
  cache: AnalysisCache,
): Found {
  const launches: LaunchReport[] = [];
  const findings: Finding[] = [];
  for (const [launch, reader] of readers) {
    const earlier = cache.executions.before(launch, files, given);
    const { lifetime, machine } = followLaunch(launch, reader.world, cache.knowledge, earlier);
    // What was not executed again depends on the files that were read then.
    for (const path of earlier.flatMap(({ reads: before }) => [...before.keys()])) read(path);
    cache.executions.keep({ launch, machine, reads, given });
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
    isThere(path) {
      const file = read(path);
      return file && file.kind !== 'absent';
    },
    observedAt: place => observed.get(placeKey(place)),
    composed: () => composeBuilds(launch.at.path, read),
  };
}

function launchesOf(
  { kind, path }: Entry,
  file: FileContent | undefined,
  readLaunches: LaunchReader,
): readonly Launch[] {
  if (file?.kind !== 'text' || kind === 'settings') return [];
  return kind === 'dockerfile' ? readLaunches(path, file.text) : [launchOfScript(path)];
}
