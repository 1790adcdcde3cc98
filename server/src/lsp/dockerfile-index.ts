import type { AnalysisCache, Entry } from '../analysis.ts';
import { gather, type Host } from '../gather.ts';

/** Which Dockerfiles of a folder start which files: what it takes to begin at a script. */
export interface DockerfileIndex {
  /**
   * The Dockerfiles in whose launches one of the open files takes part, and all others that share a
   * script with them: a fix must not break those either. Undefined when `signal` was aborted.
   */
  entriesFor(open: ReadonlySet<string>, signal: AbortSignal): Promise<readonly Entry[] | undefined>;
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

export function createDockerfileIndex(source: IndexSource): DockerfileIndex {
  const index = new Map<string, Followed>();

  const complete = async (paths: readonly string[], signal: AbortSignal): Promise<void> => {
    const missing = paths.filter(path => !index.has(path));
    for (let at = 0; at < missing.length && !signal.aborted; at += AT_A_TIME) {
      const batch = missing.slice(at, at + AT_A_TIME);
      await Promise.all(
        batch.map(async path => {
          const followed = await follow(path, source, signal);
          if (followed !== undefined && !signal.aborted) index.set(path, followed);
        }),
      );
    }
  };

  return {
    async entriesFor(open, signal) {
      const paths = await source.dockerfiles();
      await complete(paths, signal);
      if (signal.aborted) return undefined;
      const reading = (files: ReadonlySet<string>): readonly string[] =>
        paths.filter(path => [...files].some(file => index.get(path)?.asked.has(file)));
      const direct = reading(open);
      const shared = new Set(direct.flatMap(path => [...(index.get(path)?.scripts ?? [])]));
      const entries = new Set([...direct, ...reading(shared)]);
      return [...entries].sort().map(path => ({ kind: 'dockerfile', path }));
    },
    forgetAll: () => index.clear(),
    forget(path) {
      for (const [dockerfile, { asked }] of index) {
        if (asked.has(path)) index.delete(dockerfile);
      }
    },
  };
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
