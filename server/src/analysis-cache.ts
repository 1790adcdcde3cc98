/** What stays between analyses: what was read of texts, by content, the last result for each entry, and the last executions. */
import type { EntryResult } from './analysis.ts';
import { createExecutions, type Executions, NO_EXECUTIONS, readOnly } from './executions.ts';
import type { FileContent } from './file-content.ts';
import { createLaunchReader, type LaunchReader } from './launch/launches.ts';
import type { ReaderCache } from './open-files.ts';
import { builtInKnowledge, type Knowledge } from './programs/interpret.ts';
import type { SettingsFile } from './settings-file.ts';
import { createScriptReader, type ReadScript } from './shell/script.ts';
import type { Script } from './shell/steps.ts';
import type { ParseShell } from './shell/syntax.ts';

export interface AnalysisCache extends ReaderCache {
  readonly parse: ParseShell;
  readonly knowledge: Knowledge;
  readonly readLaunches: LaunchReader;
  /** The last result for each entry, by kind and path; it holds as long as what it read is unchanged. */
  readonly results: Map<string, EntryResult>;
  /** The settings that a file holds, by its content. */
  readonly settings: WeakMap<FileContent, SettingsFile>;
  readonly executions: Executions;
}

/** How long the texts of the scripts that are kept may be together. A character of them takes a hundred bytes. */
const TEXT_KEPT = 300_000;

/** Of scripts that are read in passing. */
const PASSING_TEXT_KEPT = 20_000;

export function createAnalysisCache(parse: ParseShell, textKept = TEXT_KEPT): AnalysisCache {
  const scriptOf = keepingTexts(createScriptReader(parse), textKept);
  return {
    parse,
    knowledge: builtInKnowledge(),
    results: new Map(),
    settings: new WeakMap(),
    executions: createExecutions(),
    scriptOf,
    runChanges: new WeakMap(),
    readLaunches: createLaunchReader(),
  };
}

/** Keeps what was read of the texts that were asked for last. */
function keepingTexts(read: ReadScript, textKept: number): ReadScript {
  const kept = new Map<string, Script>();
  let length = 0;
  return (text, holes = []) => {
    const key = [text, ...holes.map(({ start, end }) => `${start} ${end}`)].join('\0');
    const known = kept.get(key);
    if (known === undefined) length += key.length;
    else kept.delete(key);
    const result = known ?? read(text, holes);
    kept.set(key, result);
    for (const oldest of kept.keys()) {
      if (length <= textKept || oldest === key) break;
      kept.delete(oldest);
      length -= oldest.length;
    }
    return result;
  };
}

/** A cache for many analyses of which nothing is asked again: what others keep stays as it is, and they bring nothing to it. */
export function createPassingCache({ parse }: AnalysisCache): AnalysisCache {
  return { ...createAnalysisCache(parse, PASSING_TEXT_KEPT), executions: NO_EXECUTIONS };
}

/** The cache of a command line, where nobody types. */
export function createBatchCache(parse: ParseShell): AnalysisCache {
  return { ...createAnalysisCache(parse), executions: NO_EXECUTIONS };
}

/** The cache for what is analyzed in passing: what others keep stays as it is. */
export function withoutKeeping(cache: AnalysisCache): AnalysisCache {
  return { ...cache, results: new Map(), executions: readOnly(cache.executions) };
}
