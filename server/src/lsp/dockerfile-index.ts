import type { AnalysisCache, Entry } from '../analysis.ts';
import { createPassingCache, withoutKeeping } from '../analysis-cache.ts';
import { gather, type Host } from '../gather.ts';
import { type AskedFiles, type AskedFolder, createAskedFiles } from './asked-files.ts';
import { concerns, type FileChange } from './file-change.ts';
import type { StartProgress } from './progress.ts';
import { createBreaks } from './turns.ts';

/** Which Dockerfiles of a folder start which files: what it takes to begin at a script. */
export interface DockerfileIndex {
  /**
   * The Dockerfiles in whose launches one of the open files takes part, and all others that share a
   * script with them: a fix must not break those either. Where there are many, only the nearest are
   * looked at before the answer; the others follow in the background, and `onComplete` tells when it is
   * worth to ask again. Undefined when it had to `stop`.
   */
  entriesFor(open: ReadonlySet<string>, stop: () => boolean): Promise<readonly Entry[] | undefined>;
  /** At the last answer, some Dockerfiles had not been looked at. */
  isPartial(): boolean;
  /** Forgets what was concluded from a file; true when something was. */
  forget(change: FileChange): boolean;
  forgetAll(): void;
  /** Ends what is done in the background. */
  stop(): void;
}

export interface IndexSource {
  readonly host: Host;
  readonly cache: Promise<AnalysisCache>;
  /** So many Dockerfiles are followed together. */
  readonly atATime: number;
  /** All Dockerfiles that are known now: those of the folder and open ones with other names. */
  dockerfiles(): Promise<readonly string[]>;
  /** Resolves when the background may go on. */
  quiet(): Promise<void>;
  /** Shows how far the background has come; who stops it is content with what is known then. */
  readonly startProgress: StartProgress;
  onComplete(): void;
  onFailure(error: unknown): void;
}

/** A Dockerfile alone: every path that its analysis asked for, and the scripts that it follows. */
interface Followed {
  readonly asked: readonly AskedFolder[];
  readonly scripts: readonly string[];
}

/** What a Dockerfile that is being followed has asked for by now. */
interface Following {
  readonly asked: Set<string>;
  /** Something of it has changed meanwhile. */
  isOutdated: boolean;
}

/** How Dockerfiles are followed. */
interface Reading {
  /** What people look at. */
  readonly open: ReadonlySet<string>;
  readonly cache: AnalysisCache;
  /** True when those that are left are not wanted any more. */
  stop(): boolean;
  /** Awaited again and again: lets others work. */
  pause(): Promise<void>;
  onFollowed?(): void;
}

/** So many are followed before anything is said. */
const NEAREST = 64;

export function createDockerfileIndex(source: IndexSource): DockerfileIndex {
  const index = new Map<string, Followed>();
  const askedFiles = createAskedFiles();
  /** What was forgotten lately. A keystroke shall not look for it in thousands of Dockerfiles: who asks next does. */
  const outdated = new Set<AskedFolder>();
  const following = new Set<Following>();
  let isPartial = false;
  let isCompleting = false;
  let isStopped = false;
  const takeBreak = createBreaks();
  const giveWay = createBreaks(source.quiet);

  const dropOutdated = (): void => {
    if (outdated.size === 0) return;
    for (const [dockerfile, { asked }] of index) {
      if (asked.some(folder => outdated.has(folder))) index.delete(dockerfile);
    }
    outdated.clear();
  };

  const missingIn = (paths: readonly string[]): readonly string[] =>
    paths.filter(path => !index.has(path));

  /** Follows those that are missing, until it is told to stop. */
  const complete = async (paths: readonly string[], reading: Reading): Promise<void> => {
    const waiting = missingIn(paths).values();
    const work = async (): Promise<void> => {
      for (const path of waiting) {
        if (reading.stop()) return;
        const now: Following = { asked: new Set(), isOutdated: false };
        following.add(now);
        const scripts = await follow(path, now.asked, source.host, reading).finally(() =>
          following.delete(now),
        );
        if (!now.isOutdated) index.set(path, { asked: askedFiles.note(now.asked), scripts });
        reading.onFollowed?.();
      }
    };
    await Promise.all(Array.from({ length: source.atATime }, work));
  };

  const completeAll = async (): Promise<void> => {
    let paths = missingIn(await source.dockerfiles());
    const progress = source.startProgress(paths.length);
    const stop = (): boolean => isStopped || progress.signal.aborted;
    let done = 0;
    const reading: Reading = {
      open: new Set(),
      cache: createPassingCache(await source.cache),
      stop,
      pause: giveWay,
      onFollowed() {
        done += 1;
        progress.report(done);
      },
    };
    while (paths.length > 0 && !stop()) {
      await complete(paths, reading);
      dropOutdated();
      paths = missingIn(await source.dockerfiles());
    }
    progress.end();
    isStopped = stop();
    isCompleting = false;
    source.onComplete();
  };

  const completeInBackground = (): void => {
    if (isStopped || isCompleting) return;
    isCompleting = true;
    completeAll().catch(error => {
      isCompleting = false;
      source.onFailure(error);
    });
  };

  return {
    async entriesFor(open, stop) {
      dropOutdated();
      const paths = await source.dockerfiles();
      const reading: Reading = { open, cache: await source.cache, stop, pause: takeBreak };
      if (missingIn(paths).length <= NEAREST) await complete(paths, reading);
      else {
        await complete(nearestOf(paths, open), reading);
        completeInBackground();
      }
      if (stop()) return undefined;
      isPartial = missingIn(paths).length > 0;
      return entriesAmong(paths, open, index, askedFiles);
    },
    isPartial: () => isPartial,
    stop() {
      isStopped = true;
    },
    forget(change) {
      const concerned = askedFiles.concernedBy(change);
      for (const folder of concerned) outdated.add(folder);
      const now = [...following].filter(({ asked }) =>
        [...asked].some(path => concerns(change, path)),
      );
      for (const each of now) each.isOutdated = true;
      return concerned.length + now.length > 0;
    },
    forgetAll() {
      for (const each of following) each.isOutdated = true;
      index.clear();
      outdated.clear();
      askedFiles.clear();
    },
  };
}

/** What is known by now. */
function entriesAmong(
  paths: readonly string[],
  open: ReadonlySet<string>,
  index: ReadonlyMap<string, Followed>,
  askedFiles: AskedFiles,
): readonly Entry[] {
  const reading = (files: ReadonlySet<string>): readonly string[] => {
    const holding = askedFiles.holding(files);
    return paths.filter(path => index.get(path)?.asked.some(folder => holding.has(folder)));
  };
  const direct = reading(open);
  const shared = new Set(direct.flatMap(path => index.get(path)?.scripts ?? []));
  const entries = new Set([...direct, ...reading(shared)]);
  return [...entries].sort().map(path => ({ kind: 'dockerfile', path }));
}

/** Those that share the most folders with an open file. */
function nearestOf(paths: readonly string[], open: ReadonlySet<string>): readonly string[] {
  const folders = [...open].map(path => path.split('/').slice(0, -1));
  const shared = (path: string): number => {
    const own = path.split('/').slice(0, -1);
    return Math.max(...folders.map(folder => commonLength(folder, own)));
  };
  return paths
    .map(path => ({ path, shared: shared(path) }))
    .sort((a, b) => b.shared - a.shared)
    .slice(0, NEAREST)
    .map(({ path }) => path);
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  const end = a.findIndex((part, index) => part !== b[index]);
  return end < 0 ? a.length : end;
}

/** Returns the scripts that a Dockerfile starts, and adds to `asked` what its analysis asks for. */
async function follow(
  path: string,
  asked: Set<string>,
  host: Host,
  { open, cache, pause }: Reading,
): Promise<readonly string[]> {
  const listening: Host = {
    ...host,
    async readFile(wanted) {
      asked.add(wanted);
      await pause();
      return host.readFile(wanted);
    },
  };
  // Of so many, the conclusions are not kept, but of those that are asked for next.
  const passing = withoutKeeping(cache);
  const gathered = await gather([{ kind: 'dockerfile', path }], listening, passing);
  if ([...open].some(file => asked.has(file))) {
    for (const [entry, result] of passing.results) cache.results.set(entry, result);
  }
  const scripts = gathered?.analysis.launches.flatMap(launch => launch.scripts) ?? [];
  return [...new Set(scripts)];
}
