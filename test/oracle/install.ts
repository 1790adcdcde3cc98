/** Puts the files of a start into the root that it happens in. */
import { chmodSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LaunchReport } from '../../server/src/analysis.ts';
import type { Script } from '../../server/src/shell/steps.ts';
import { alteredFiles, placedFiles, presumedScripts, treated } from './container-files.ts';
import type { Stubs } from './stubs.ts';

/** What is started, and the files that it needs. */
export interface SubjectFiles {
  readonly report: LaunchReport;
  /** By path in the workspace folder. */
  readonly texts: ReadonlyMap<string, string>;
  /** What the Dockerfile itself writes, by path in the container. */
  readonly written?: ReadonlyMap<string, string>;
  /** Reads a RUN. */
  readonly scriptOf: (text: string) => Script;
  /** Modes that the case states; other files are executable. */
  readonly modes: ReadonlyMap<string, number>;
}

/** Puts scripts and stubs into the root; gives what is to be removed behind the launch: another one's patterns would find it. */
export function install(
  { report, texts, modes, written, scriptOf }: SubjectFiles,
  stubs: Stubs,
  root: string,
): readonly string[] {
  const placed = placedFiles(report, texts);
  const files = new Map<string, { readonly text: string; readonly mode: number }>();
  const paths = [...placed.keys(), ...(written ?? new Map()).keys()];
  const altered = alteredFiles(report.launch, paths, texts, modes, scriptOf);
  const modeOf = (path: string, source = ''): number => {
    const executable = altered.get(path)?.executable;
    return executable === undefined ? (modes.get(source) ?? 0o755) : executable ? 0o755 : 0o644;
  };
  for (const [path, source] of placed) {
    const text = texts.get(source) ?? '';
    const treatment = altered.get(path);
    const left = treatment === undefined ? text : treated(text, treatment);
    files.set(path, { text: left, mode: modeOf(path, source) });
  }
  for (const [path, text] of written ?? [])
    files.set(path, { text, mode: modeOf(path, placed.get(path)) });
  for (const [path, text] of stubs.files) files.set(path, { text, mode: 0o755 });
  for (const path of presumedScripts(report, texts))
    if (!files.has(path)) files.set(path, { text: '', mode: 0o644 });
  const added: string[] = [];
  const makeFolder = (path: string): void => {
    const first = existsSync(path) ? undefined : mkdirSync(path, { recursive: true });
    if (first !== undefined) added.push(first);
  };
  makeFolder(join(root, report.launch.workdir ?? '/'));
  for (const [path, { text, mode }] of files) {
    const at = join(root, path);
    makeFolder(dirname(at));
    // The root may have a folder here.
    if (statSync(at, { throwIfNoEntry: false })?.isDirectory()) rmSync(at, { recursive: true });
    writeFileSync(at, text, { mode });
    chmodSync(at, mode);
    added.push(at);
  }
  return added;
}
