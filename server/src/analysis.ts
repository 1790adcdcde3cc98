/**
 * The public API of the analysis: `analyze` and `verify`. Pure and synchronous: it never reads a
 * file, and says instead which files it wants. It never throws on what users write.
 */
import { type Change, cleanPath, type Origin, originsOf, type Run } from './launch/files.ts';
import { type Launch, readLaunches } from './launch/launches.ts';
import { readRunChanges } from './launch/run-changes.ts';
import type { Lifetime } from './lifetime/endings.ts';
import { lifetimeOf } from './lifetime/lifetime.ts';
import type { OpenedFile, ScriptSource, World } from './lifetime/machine.ts';
import { builtInKnowledge, type Knowledge } from './programs/interpret.ts';
import type { Finding } from './rules/finding.ts';
import { RULES } from './rules/index.ts';
import type { RuleInput } from './rules/rule.ts';
import { readScript } from './shell/script.ts';
import type { Script } from './shell/steps.ts';
import type { ParseShell } from './shell/syntax.ts';
import { type Excerpt, wholeFile } from './text/excerpt.ts';
import { comparePlaces, contains, type Place, placeKey } from './text/place.ts';

export { unclaimed } from './lifetime/endings.ts';

/** A file as it was found. `absent` is an answer; `unreadable` is binary, too large, or a directory. */
export type FileContent =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Somebody may execute it; undefined where nobody knows. */
      readonly executable?: boolean | undefined;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' };

/** The file with another text: what else is known of it stays. */
export function withText(file: FileContent | undefined, text: string): FileContent {
  return file?.kind === 'text' ? { ...file, text } : { kind: 'text', text };
}

/** What to start from. A script named alone is taken to be what a container runs. */
export interface Entry {
  readonly kind: 'dockerfile' | 'script';
  readonly path: string;
}

/** One workspace folder: what to analyze, and the files that are known by now. */
export interface Project {
  readonly entries: readonly Entry[];
  /** By path relative to the folder. */
  readonly files: ReadonlyMap<string, FileContent>;
}

export interface LaunchReport {
  readonly entry: Entry;
  readonly launch: Launch;
  readonly lifetime: Lifetime;
  /** The workspace's scripts that were followed, in the order of first use. */
  readonly scripts: readonly string[];
  /** Where the grammar gave up in all texts that were read as shell, those in the Dockerfile included. */
  readonly syntaxErrors: number;
}

export interface Analysis {
  readonly launches: readonly LaunchReport[];
  /** In the order of their places; equal rule and place are one. */
  readonly findings: readonly Finding[];
  /** Paths whose content would say more. Empty when the analysis is final. */
  readonly wants: readonly string[];
}

/** What stays between analyses. */
export interface AnalysisCache {
  readonly knowledge: Knowledge;
  /** The script of a text; equal texts share it. */
  scriptOf(text: string): Script;
  /** The last result for each entry, by kind and path; it holds as long as what it read is unchanged. */
  readonly results: Map<string, EntryResult>;
}

/** What one entry gives. `reads` are the files that it depends on, absent and missing ones too. */
export interface EntryResult {
  readonly launches: readonly LaunchReport[];
  readonly findings: readonly Finding[];
  readonly reads: ReadonlyMap<string, FileContent | undefined>;
}

/** Lowered scripts that are kept; the oldest go first. */
const SCRIPTS_KEPT = 500;

export function createAnalysisCache(parse: ParseShell): AnalysisCache {
  const scripts = new Map<string, Script>();
  return {
    knowledge: builtInKnowledge(),
    results: new Map(),
    scriptOf(text) {
      const known = scripts.get(text);
      if (known !== undefined) return known;
      const script = readScript(text, parse);
      scripts.set(text, script);
      const oldest = scripts.size > SCRIPTS_KEPT ? scripts.keys().next().value : undefined;
      if (oldest !== undefined) scripts.delete(oldest);
      return script;
    },
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
    findings: merged(results.flatMap(({ findings }) => findings)),
    wants: [...new Set(wants)],
  };
}

function resultOf(entry: Entry, project: Project, cache: AnalysisCache): EntryResult {
  const key = `${entry.kind} ${entry.path}`;
  const known = cache.results.get(key);
  const { files } = project;
  if (known && [...known.reads].every(([path, content]) => files.get(path) === content))
    return known;
  const result = analyzeEntry(entry, files, cache);
  cache.results.set(key, result);
  return result;
}

function analyzeEntry(entry: Entry, files: Project['files'], cache: AnalysisCache): EntryResult {
  const reads = new Map<string, FileContent | undefined>();
  const read = (path: string): FileContent | undefined => {
    reads.set(path, files.get(path));
    return files.get(path);
  };
  const file = read(entry.path);
  const launches: LaunchReport[] = [];
  const findings: Finding[] = [];
  for (const launch of file?.kind === 'text' ? launchesOf(entry, file.text) : []) {
    const reader = createReader(entry, launch, read, cache);
    const lifetime = lifetimeOf(launch, reader.world, cache.knowledge);
    launches.push({
      entry,
      launch,
      lifetime,
      scripts: reader.scripts,
      syntaxErrors: reader.syntaxErrors(),
    });
    const input = ruleInput(launch, lifetime, reader);
    for (const rule of RULES) findings.push(...rule.check(input));
  }
  return { launches, findings, reads };
}

function ruleInput(launch: Launch, lifetime: Lifetime, { sourceAt }: Reader): RuleInput {
  const observed = new Map(lifetime.observations.map(seen => [placeKey(seen.at), seen] as const));
  return { launch, lifetime, sourceAt, observedAt: place => observed.get(placeKey(place)) };
}

function launchesOf(entry: Entry, text: string): readonly Launch[] {
  if (entry.kind === 'dockerfile') return readLaunches(entry.path, text);
  const at = { path: entry.path, span: { start: 0, end: 0 } };
  const argument = { value: `/${entry.path}`, source: entry.path, at, text: undefined };
  return [
    {
      at,
      stage: undefined,
      from: at,
      entrypoint: undefined,
      command: undefined,
      overridden: [],
      form: 'exec',
      argv: [argument],
      sh: 'posix',
      workdir: '/',
      environment: new Map(),
      files: {
        effects: [
          {
            kind: 'copy',
            source: '',
            target: '/',
            intoDirectory: true,
            from: undefined,
            executable: undefined,
          },
        ],
        base: undefined,
      },
      image: undefined,
      user: undefined,
      stopSignal: undefined,
    },
  ];
}

interface Reader {
  readonly world: World;
  readonly scripts: string[];
  syntaxErrors(): number;
  sourceAt(place: Place): ScriptSource | undefined;
}

/** Answers what the execution asks from the files that are known. */
function createReader(
  entry: Entry,
  launch: Launch,
  read: (path: string) => FileContent | undefined,
  cache: AnalysisCache,
): Reader {
  const scripts: string[] = [];
  const sources: ScriptSource[] = [];
  const opened = new Map<string, OpenedFile>();
  const folders = entry.kind === 'dockerfile' ? contextFolders(entry.path) : [''];

  const readText = (excerpt: Excerpt): ScriptSource => {
    const source = { excerpt, script: cache.scriptOf(excerpt.text) };
    sources.push(source);
    return source;
  };

  const runs = new Map<Run, readonly Change[]>();
  const readRun = (run: Run): readonly Change[] => {
    const known = runs.get(run) ?? readRunChanges(run, text => cache.scriptOf(text));
    runs.set(run, known);
    return known;
  };

  const open = (containerPath: string): OpenedFile => {
    const origins = originsOf(launch.files, containerPath, readRun);
    for (const folder of folders) {
      for (const origin of origins) {
        const file = openOrigin(origin, folder);
        if (file !== undefined) return file;
      }
    }
    return { kind: 'unknown' };
  };

  /** Undefined where the file does not come from there. */
  const openOrigin = (origin: Origin, folder: string): OpenedFile | undefined => {
    if (origin.kind === 'elsewhere') return { kind: 'unknown' };
    if (origin.kind === 'changed') return { kind: 'changed' };
    if (origin.kind === 'written') {
      const { text, whole, executable, unixLines } = origin;
      return whole
        ? { kind: 'script', source: readText(text), executable, unixLines }
        : { kind: 'unknown' };
    }
    const path = cleanPath(`${folder}/${origin.path}`);
    const file = read(path);
    if (file?.kind === 'unreadable' || (file?.kind === 'text' && file.text.includes('\0'))) {
      return { kind: 'not-a-script' };
    }
    if (file?.kind !== 'text') return undefined;
    scripts.push(path);
    return {
      kind: 'script',
      source: readText(wholeFile(path, file.text)),
      executable: origin.executable ?? file.executable,
      unixLines: origin.unixLines,
    };
  };

  return {
    scripts,
    syntaxErrors: () => sources.reduce((sum, { script }) => sum + script.errors.length, 0),
    world: {
      readText,
      openFile(path) {
        const known = opened.get(path) ?? open(path);
        opened.set(path, known);
        return known;
      },
    },
    sourceAt: place =>
      sources.find(
        ({ excerpt }) =>
          excerpt.path === place.path &&
          excerpt.segments.some(({ source }) => contains(source, place.span)),
      ),
  };
}

/** The Dockerfile's folder, then its ancestors: the first that has a copied file is the build context. */
function contextFolders(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_part, index) => parts.slice(0, parts.length - index).join('/')).concat('');
}

function merged(findings: readonly Finding[]): readonly Finding[] {
  const byPlace = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.rule} ${placeKey(finding.at)}`;
    const known = byPlace.get(key);
    const launches = [...(known?.launches ?? []), ...finding.launches];
    byPlace.set(key, { ...(known ?? finding), launches });
  }
  return [...byPlace.values()].sort((a, b) => comparePlaces(a.at, b.at));
}
