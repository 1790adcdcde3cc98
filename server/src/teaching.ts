/** Edits by which users say what the analysis cannot know: comments above commands, and settings. */
import { modify } from 'jsonc-parser';
import {
  type Analysis,
  type AnalysisCache,
  analyze,
  analyzeChange,
  type Project,
} from './analysis.ts';
import { readInstructions } from './launch/instructions.ts';
import type { Observation } from './lifetime/machine.ts';
import { commandPlace, commandText } from './programs/command.ts';
import { TAUGHT, type Taught } from './programs/taught.ts';
import { type Finding, isShown, type RuleName } from './rules/finding.ts';
import { nearestSettingsFile } from './settings-file.ts';
import { applyEdits, type Edit } from './text/edit.ts';
import { contains, type Place, type Span } from './text/place.ts';

/** Something that the user may say. It holds: applied in memory, it has the effect that its title names. */
export interface Lesson {
  readonly title: LessonTitle;
  readonly edits: readonly Edit[];
}

export type LessonTitle =
  | { readonly id: 'suppress-line' | 'suppress-file'; readonly rule: RuleName }
  | {
      readonly id: 'teach-comment' | 'teach-settings';
      readonly program: string;
      readonly behavior: Taught['behavior'];
    };

/** How a finding can be accepted: for its line, and for its file. */
export function suppressions(
  finding: Finding,
  project: Project,
  cache: AnalysisCache,
): readonly Lesson[] {
  const { rule, at } = finding;
  const text = textOf(at.path, project);
  const above = insertedLine(
    at.path,
    commandStart(at, project),
    project,
    `disable-next-line ${rule} -- reason`,
  );
  const first = insertedLine(at.path, afterHead(text), project, `disable-file ${rule} -- reason`);
  const count = ({ findings }: Analysis): number =>
    findings.filter(found => isShown(found) && found.rule === rule && found.at.path === at.path)
      .length;
  return [
    { title: { id: 'suppress-line', rule } as const, edits: [above] },
    { title: { id: 'suppress-file', rule } as const, edits: [first] },
  ].filter(({ edits }) => {
    const change = analyzeWith(edits, project, cache);
    return change !== undefined && count(change.after) < count(change.before);
  });
}

/** What can be said of a command of which nothing is known; `span` is where the user is. */
export function lessons(
  path: string,
  span: Span,
  project: Project,
  cache: AnalysisCache,
): readonly Lesson[] {
  const { launches } = analyze(project, cache);
  const covers = ({ argv, behavior }: Observation): boolean => {
    const place = commandPlace(argv);
    return behavior.kind === 'unknown' && place.path === path && contains(place.span, span);
  };
  const report = launches.find(({ lifetime }) => lifetime.observations.some(covers));
  const command = report?.lifetime.observations.find(covers);
  const name = command?.argv[0]?.value;
  if (report === undefined || command === undefined || name === undefined) return [];
  const program = name.startsWith('/') ? name : name.slice(name.lastIndexOf('/') + 1);
  const all = TAUGHT.flatMap((behavior): readonly Lesson[] => [
    {
      title: { id: 'teach-comment', program, behavior },
      edits: [
        insertedLine(path, commandStart(commandPlace(command.argv), project), project, behavior),
      ],
    },
    {
      title: { id: 'teach-settings', program, behavior },
      edits: settingsEdits(report.entry.path, program, behavior, project),
    },
  ]);
  return all.filter(lesson => isLearned(lesson, command, project, cache));
}

function isLearned(
  { title, edits }: Lesson,
  { argv }: Observation,
  project: Project,
  cache: AnalysisCache,
): boolean {
  const text = commandText(argv);
  const after = analyzeWith(edits, project, cache)?.after.launches ?? [];
  return after
    .flatMap(({ lifetime }) => lifetime.observations)
    .some(
      ({ behavior, argv: now }) =>
        behavior.reason.id === 'reason-taught' &&
        'behavior' in title &&
        behavior.kind === title.behavior &&
        commandText(now).endsWith(text),
    );
}

function analyzeWith(
  edits: readonly Edit[],
  project: Project,
  cache: AnalysisCache,
): ReturnType<typeof analyzeChange> | undefined {
  const changes = applyEdits(path => textOf(path, project), edits);
  return changes && analyzeChange(project, changes, cache);
}

/** A comment on a line of its own before `offset`, which begins a line. */
function insertedLine(path: string, offset: number, project: Project, says: string): Edit {
  const text = textOf(path, project);
  const indent = /^[ \t]*/.exec(text.slice(offset))?.[0] ?? '';
  const line = `${indent}# entrypoint-lint: ${says}${lineBreakOf(text)}`;
  return { kind: 'replace', path, span: { start: offset, end: offset }, text: line };
}

/** Where the first line of an instruction or of a continued command begins. */
function commandStart({ path, span }: Place, project: Project): number {
  const text = textOf(path, project);
  const isDockerfile = project.entries.some(
    entry => entry.kind === 'dockerfile' && entry.path === path,
  );
  const instructions = isDockerfile ? readInstructions(path, text) : [];
  const around = instructions.find(({ at }) => contains(at.span, span));
  let start = text.lastIndexOf('\n', (around?.at.span.start ?? span.start) - 1) + 1;
  while (start > 0 && /\\\r?\n$/.test(text.slice(0, start))) {
    start = text.lastIndexOf('\n', start - 2) + 1;
  }
  return start;
}

/** Behind a script's shebang, and behind the parser directives of a Dockerfile. */
function afterHead(text: string): number {
  return /^(#!.*\n|([ \t]*#[ \t]*\w+[ \t]*=.*\n)*)/.exec(text)?.[0].length ?? 0;
}

function settingsEdits(
  entry: string,
  program: string,
  behavior: Taught['behavior'],
  project: Project,
): readonly Edit[] {
  const path = nearestSettingsFile(entry, project.files);
  const file = project.files.get(path);
  if (file?.kind !== 'text') {
    const text = `${JSON.stringify({ programs: { [program]: behavior } }, null, 2)}\n`;
    return [{ kind: 'create', path, text }];
  }
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: lineBreakOf(file.text) };
  return modify(file.text, ['programs', program], behavior, { formattingOptions }).map(
    ({ offset, length, content }) => ({
      kind: 'replace',
      path,
      span: { start: offset, end: offset + length },
      text: content,
    }),
  );
}

function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function textOf(path: string, { files }: Project): string {
  const file = files.get(path);
  return file?.kind === 'text' ? file.text : '';
}
