/** Runs a case: what the product says of its files, in the words of the case format. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type AnalysisCache,
  createAnalysisCache,
  type Entry,
  type FileContent,
  type Project,
} from '../server/src/analysis.ts';
import { isDockerfileName } from '../server/src/dockerfile-name.ts';
import { explain, killedAt } from '../server/src/explain.ts';
import { type Gathered, gather } from '../server/src/gather.ts';
import { createRenderer, fixText, type Render } from '../server/src/messages/render.ts';
import { isShown } from '../server/src/rules/finding.ts';
import { compileParser } from '../server/src/shell/parser-modules.ts';
import { createShellParser, type ParseShell } from '../server/src/shell/syntax.ts';
import { lineIndex } from '../server/src/text/line-index.ts';
import type { Place } from '../server/src/text/place.ts';
import { type Fix, verify } from '../server/src/verify.ts';
import type { Case, CaseFile, CaseFix, Marker } from './case-file.ts';

const require = createRequire(import.meta.url);

export const CASES = fileURLToPath(new URL('cases', import.meta.url));

let parser: Promise<ParseShell> | undefined;

/**
 * The analysis as the tests use it: with the real parser, one for the whole process, because the
 * finalizers of a second start of the parser's runtime would free the memory of the first. What is kept is
 * the caller's own, so that nothing stays of what another mutant (`mutation/`) concluded.
 */
export async function createTestCache(): Promise<AnalysisCache> {
  parser ??= startParser();
  return createAnalysisCache(await parser);
}

async function startParser(): Promise<ParseShell> {
  const bytes = (name: string): Uint8Array => readFileSync(require.resolve(name));
  const modules = await compileParser({
    runtime: bytes('web-tree-sitter/web-tree-sitter.wasm'),
    bash: bytes('tree-sitter-bash/tree-sitter-bash.wasm'),
  });
  return await createShellParser(modules);
}

/** All cases, in order. */
export function caseFiles(): readonly string[] {
  return readdirSync(CASES, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.case'))
    .sort()
    .map(name => join(CASES, name));
}

/**
 * The case with everything that the product really says put in the place of what was expected;
 * `none` leaves out the fixes, of which each needs another analysis.
 */
export async function actualCase(
  expected: Case,
  cache: AnalysisCache,
  proven: 'fixes' | 'none' = 'fixes',
): Promise<Case> {
  const texts = new Map(expected.files.map(({ path, text }) => [path, text] as const));
  const entries = entriesOf(expected);
  const gathered = await gatherTexts(texts, entries, cache, modesOf(expected.files));
  const render = rendererOf(texts);
  const { launches, findings, problems } = gathered.analysis;
  const verdicts = new Map(
    entries.map(path => {
      const report = launches.find(({ entry }) => entry.path === path);
      return [path, report?.lifetime.verdict ?? 'none'] as const;
    }),
  );
  const markers = findings.map(({ at, severity, rule, message, suppressed }) =>
    markerAt(
      at,
      `${suppressed ? 'suppressed' : severity} ${rule}`,
      render(message, at.path),
      texts,
    ),
  );
  const wrong = problems.map(({ at, message }) =>
    markerAt(at, 'warning settings', render(message, at.path), texts),
  );
  const hovers = expected.markers
    .filter(({ kind }) => kind === 'hover')
    .map(marker => ({ ...marker, text: hoverText(marker, gathered, texts, render) }));
  const fixes = (proven === 'none' ? [] : findings.filter(isShown)).flatMap(finding =>
    verify(gathered.project, finding, cache).flatMap(fix => caseFixes(fix, render)),
  );
  return { ...expected, verdicts, markers: [...markers, ...wrong, ...hovers], fixes };
}

/** A case may quote a part of a message: where the part is in the real one, it stands for the whole. */
export function shortened(actual: Case, expected: Case): Case {
  const quoted = (marker: Marker): string => {
    const same = expected.markers.find(
      ({ path, line, start, kind, text }) =>
        path === marker.path &&
        line === marker.line &&
        start === marker.start &&
        kind === marker.kind &&
        marker.text.includes(text),
    );
    return same?.text ?? marker.text;
  };
  const markers = actual.markers.map(marker => ({ ...marker, text: quoted(marker) }));
  return { ...actual, markers };
}

/** What the case gives verdicts for; a case that gives none has them for all its Dockerfiles yet to be written. */
export function entriesOf({ verdicts, files }: Case): readonly string[] {
  const named = [...verdicts.keys()];
  return named.length > 0
    ? named
    : files.map(({ path }) => path).filter(path => isDockerfileName(path.replace(/^.*\//, '')));
}

/** Analyzes texts by path; the entries named like Dockerfiles are Dockerfiles. What is known of files is not asked for. */
export async function gatherTexts(
  texts: ReadonlyMap<string, string>,
  paths: readonly string[],
  cache: AnalysisCache,
  modes: ReadonlyMap<string, number> = new Map(),
  known: Project['files'] = new Map(),
): Promise<Gathered> {
  const isDockerfile = (path: string): boolean =>
    /(^|\/)(Dockerfile|Containerfile)|\.[dD]ockerfile$/.test(path);
  const entries = paths.map(
    (path): Entry => ({ kind: isDockerfile(path) ? 'dockerfile' : 'script', path }),
  );
  const readFile = async (path: string): Promise<FileContent> => {
    const content = contentAt(path, texts);
    const mode = modes.get(path);
    return content.kind === 'text' && mode !== undefined
      ? { ...content, executable: (mode & 0o111) !== 0 }
      : content;
  };
  const partial = [...texts.keys()].some(path => isDockerfile(path) && !paths.includes(path));
  const gathered = await gather(entries, { readFile, partial }, cache, known);
  if (gathered === undefined) throw new Error('gathering was not cancelled, yet gave nothing');
  return gathered;
}

/** What a file system with these files has at a path. */
export function contentAt(path: string, texts: ReadonlyMap<string, string>): FileContent {
  const text = texts.get(path);
  if (text !== undefined) return { kind: 'text', text };
  const prefix = path === '' ? '' : `${path}/`;
  const below = [...texts.keys()].filter(other => other.startsWith(prefix));
  const names = below.map(other => other.slice(prefix.length).replace(/\/.*/s, ''));
  return below.length > 0 ? { kind: 'folder', names: [...new Set(names)] } : { kind: 'absent' };
}

/** The modes that a case states: of other files nothing is known. */
export function modesOf(files: readonly CaseFile[]): ReadonlyMap<string, number> {
  return new Map(
    files.flatMap(({ path, attributes }) => {
      const mode = attributes.find(attribute => attribute.startsWith('mode '));
      return mode === undefined ? [] : [[path, Number.parseInt(mode.slice(5), 8)] as const];
    }),
  );
}

function rendererOf(texts: ReadonlyMap<string, string>): Render {
  return createRenderer(
    'en',
    ({ path, span }) => lineIndex(texts.get(path) ?? '').positionAt(span.start).line,
  );
}

/** A marker shows the first line of its place. */
function markerAt(
  { path, span }: Place,
  kind: string,
  text: string,
  texts: ReadonlyMap<string, string>,
): Marker {
  const lines = lineIndex(texts.get(path) ?? '');
  const { line, column } = lines.positionAt(span.start);
  const end = Math.min(span.end, lines.lineSpan(line).end) - lines.lineSpan(line).start;
  return { path, line, start: column, end: Math.max(end, column + 1), kind, text };
}

function hoverText(
  { path, line, start }: Marker,
  { analysis }: Gathered,
  texts: ReadonlyMap<string, string>,
  render: Render,
): string {
  const offset = lineIndex(texts.get(path) ?? '').offsetAt({ line, column: start });
  const { lines = [], endings = [] } = explain(analysis, path, offset) ?? {};
  return [
    ...lines.map(line => render(line, path)),
    // Of each ending alone, as no job is told of here.
    ...endings.map(({ ending }) => {
      const told = { id: 'explain-ending', ending, killed: killedAt(ending) } as const;
      return `- ${render(told, path)}`;
    }),
  ].join(' ');
}

function caseFixes(fix: Fix, render: Render): readonly CaseFix[] {
  const title = fixText(fix, render);
  return [...fix.changes].map(([path, text]) => ({ title, path, text }));
}
