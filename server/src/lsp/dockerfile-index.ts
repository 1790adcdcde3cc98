import type { AnalysisCache, Entry } from '../analysis.ts';
import { gather, type Host } from '../gather.ts';
import { nextTurn } from './runs.ts';

/** Which Dockerfiles of a folder start which files: what it takes to begin at a script. */
export interface DockerfileIndex {
  /**
   * The Dockerfiles in whose launches one of the open files takes part, and all others that share a
   * script with them: a fix must not break those either. Undefined when `signal` was aborted. In a folder
   * of many Dockerfiles `onNearest` is told early what the nearest ones give.
   */
  entriesFor(
    open: ReadonlySet<string>,
    signal: AbortSignal,
    onNearest: (entries: readonly Entry[]) => Promise<void>,
  ): Promise<readonly Entry[] | undefined>;
  /** Forgets what was concluded from a file. Runs that are under way must be aborted. */
  forget(path: string): void;
  forgetAll(): void;
}

export interface IndexSource {
  readonly host: Host;
  readonly cache: Promise<AnalysisCache>;
  /** All Dockerfiles that are known now: those of the folder and open ones with other names. */
  dockerfiles(): Promise<readonly string[]>;
}

/** A Dockerfile alone: every path that its analysis asked for, and the scripts that it follows. */
interface Followed {
  readonly asked: ReadonlySet<string>;
  readonly scripts: ReadonlySet<string>;
}

/** Enough to keep the disk busy, few enough to stop soon. */
const AT_A_TIME = 16;

/** So many are followed before anything is said. */
const NEAREST = 64;

export function createDockerfileIndex(source: IndexSource): DockerfileIndex {
  const index = new Map<string, Followed>();

  const complete = async (paths: readonly string[], signal: AbortSignal): Promise<void> => {
    const missing = paths.filter(path => !index.has(path));
    for (let at = 0; at < missing.length && !signal.aborted; at += AT_A_TIME) {
      // Files may be read at once, and then nothing else would be done before the last one.
      await nextTurn();
      const batch = missing.slice(at, at + AT_A_TIME);
      await Promise.all(
        batch.map(async path => {
          const followed = await follow(path, source, signal);
          if (followed !== undefined && !signal.aborted) index.set(path, followed);
        }),
      );
    }
  };

  /** What is known by now. */
  const entriesAmong = (paths: readonly string[], open: ReadonlySet<string>): readonly Entry[] => {
    const reading = (files: ReadonlySet<string>): readonly string[] =>
      paths.filter(path => [...files].some(file => index.get(path)?.asked.has(file)));
    const direct = reading(open);
    const shared = new Set(direct.flatMap(path => [...(index.get(path)?.scripts ?? [])]));
    const entries = new Set([...direct, ...reading(shared)]);
    return [...entries].sort().map(path => ({ kind: 'dockerfile', path }));
  };

  return {
    async entriesFor(open, signal, onNearest) {
      const paths = nearestFirst(await source.dockerfiles(), open);
      if (paths.filter(path => !index.has(path)).length > NEAREST) {
        await complete(paths.slice(0, NEAREST), signal);
        const entries = entriesAmong(paths, open);
        if (!signal.aborted && entries.length > 0) await onNearest(entries);
      }
      await complete(paths, signal);
      return signal.aborted ? undefined : entriesAmong(paths, open);
    },
    forgetAll: () => index.clear(),
    forget(path) {
      for (const [dockerfile, { asked }] of index) {
        if (asked.has(path)) index.delete(dockerfile);
      }
    },
  };
}

/** Those that share the most folders with an open file come first. */
function nearestFirst(paths: readonly string[], open: ReadonlySet<string>): readonly string[] {
  const folders = [...open].map(path => path.split('/').slice(0, -1));
  const shared = (path: string): number => {
    const own = path.split('/').slice(0, -1);
    return Math.max(...folders.map(folder => commonLength(folder, own)));
  };
  return paths
    .map(path => ({ path, shared: shared(path) }))
    .sort((a, b) => b.shared - a.shared)
    .map(({ path }) => path);
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  const end = a.findIndex((part, index) => part !== b[index]);
  return end < 0 ? a.length : end;
}

async function follow(
  path: string,
  { host, cache }: IndexSource,
  signal: AbortSignal,
): Promise<Followed | undefined> {
  const asked = new Set<string>();
  const listening: Host = {
    readFile(wanted) {
      asked.add(wanted);
      return host.readFile(wanted);
    },
  };
  const gathered = await gather(
    [{ kind: 'dockerfile', path }],
    listening,
    await cache,
    undefined,
    signal,
  );
  const scripts = gathered?.analysis.launches.flatMap(launch => launch.scripts);
  return scripts && { asked, scripts: new Set(scripts) };
}
