/** The command line on Node: arguments, files and terminal in, texts and an exit status out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { AnalysisCache } from './analysis.ts';
import { createBatchCache } from './analysis-cache.ts';
import { type LintOptions, type Request, readArguments } from './cli/arguments.ts';
import type { CliMessage, CliProblem } from './cli/cli-message.ts';
import { NO_COLORS, terminalColors } from './cli/colors.ts';
import { type FixedFolder, fixFolder } from './cli/fix.ts';
import { githubReport } from './cli/github.ts';
import { jsonReport } from './cli/json.ts';
import {
  type Folder,
  fails,
  gatherFolder,
  type LintedFolder,
  reportedFindings,
} from './cli/lint.ts';
import { appliedLines, prettyReport, type Style } from './cli/pretty.ts';
import { createReport, shownPath } from './cli/report.ts';
import { type Product, sarifReport } from './cli/sarif.ts';
import type { Gathered } from './gather.ts';
import { createRenderer, localeOf } from './messages/render.ts';
import { loadParser } from './node-parser.ts';
import { givenFor, type NamedSettings, readNamedSettings } from './node-settings.ts';
import { findTargets } from './node-targets.ts';
import { writeChange } from './node-write.ts';
import type { SettingsProblem } from './settings-file.ts';
import { createShellParser } from './shell/syntax.ts';
import { lineIndex } from './text/line-index.ts';

const OK = 0;
const FOUND = 1;
const FAILED = 2;

/** Wider lines are hard to read; narrower terminals break them anyway. */
const COLUMNS = { least: 40, usual: 80, most: 100 };

const { env, stdout, stderr } = process;
const locale = localeOf(env.LC_ALL || env.LC_MESSAGES || env.LANG);
const render = createRenderer(locale, () => 0);

async function main(): Promise<number> {
  const request = readArguments(process.argv.slice(2));
  switch (request.kind) {
    case 'help':
      stdout.write(render({ id: 'cli-help' }));
      return OK;
    case 'version':
      return printVersion();
    case 'serve':
      return serve();
    case 'explain':
      return explainRule(request);
    case 'mistake':
      return fail([request.problem]);
    case 'lint':
      return lint(request.options);
  }
}

/** `package.json` and `docs` stand beside the bundle's directory, in the repository as in the package. */
function besideBundle(...path: readonly string[]): string {
  return join(__dirname, '..', ...path);
}

/** The language server is a bundle of its own, and ends the process when the editor says so. */
function serve(): Promise<never> {
  require(join(__dirname, 'server.js'));
  return new Promise(() => {});
}

function printVersion(): number {
  stdout.write(`${readProduct().version}\n`);
  return OK;
}

/** What the package says of itself. */
function readProduct(): Product {
  const { version, repository } = JSON.parse(
    readFileSync(besideBundle('package.json'), 'utf8'),
  ) as { readonly version: string; readonly repository: { readonly url: string } };
  return { version, home: repository.url.replace(/(\.git)?$/, '/blob/main/') };
}

function explainRule({ rule }: Extract<Request, { kind: 'explain' }>): number {
  const language = locale === 'en' ? [] : [locale];
  try {
    stdout.write(readFileSync(besideBundle('docs', 'rules', ...language, `${rule}.md`), 'utf8'));
    return OK;
  } catch {
    return fail([{ id: 'cli-no-page', rule }]);
  }
}

async function lint(options: LintOptions): Promise<number> {
  const [cache, targets] = await Promise.all([
    startAnalysis(),
    findTargets(options.paths, process.cwd(), options.root, readStandardInput),
  ]);
  const named =
    options.config === undefined ? undefined : readNamedSettings(options.config, process.cwd());
  if (named !== undefined && 'id' in named) return fail([named]);
  for (const note of targets.notes) tell(note);
  const linted: LintedFolder[] = [];
  const problems = [...targets.problems, ...problemsInNamed(named)];
  for (const found of targets.folders) {
    const given = givenFor(found.root, options, named);
    const folder = { ...found, host: { ...found.host, given } };
    const gathered = await gatherFolder(folder, cache, done => showProgress(done, folder));
    noteUnreadable(folder, gathered);
    const fixed =
      options.fix === 'none' ? undefined : await fixFolder(folder, gathered, options.fix, cache);
    const failures = fixed === undefined ? [] : await deliver(folder, fixed, options);
    problems.push(...failures);
    // Files that stay as they are keep their findings.
    const unchanged = fixed === undefined || options.diff || failures.length > 0;
    const now = unchanged ? gathered : fixed.gathered;
    const findings = reportedFindings(now, cache);
    problems.push(...problemsWithSettings(folder, now));
    linted.push({ folder, gathered: now, findings });
  }
  if (!options.diff) await printReport(linted, options);
  if (problems.length > 0) return fail(problems);
  return linted.some(({ findings }) => fails(findings, options.failOn)) ? FOUND : OK;
}

async function startAnalysis(): Promise<AnalysisCache> {
  // Otherwise the process waits at its end for the optimization of the parser's largest function.
  setFlagsFromString('--wasm-tier-up-filter=0');
  return createBatchCache(await createShellParser(await loadParser(__dirname)));
}

/** Writes the fixes, or shows them. */
async function deliver(
  { root }: Folder,
  { changed, applied }: FixedFolder,
  options: LintOptions,
): Promise<readonly CliProblem[]> {
  const shown = (path: string): string => shownPath(root, path, process.cwd());
  if (options.diff) {
    const { unifiedDiff } = await import('./cli/diff.ts');
    stdout.write(unifiedDiff(changed, shown));
    return [];
  }
  const problems = changed.flatMap(change => writeChange(root, change, shown(change.path)) ?? []);
  if (options.format === 'pretty' && problems.length === 0 && applied.length > 0) {
    stdout.write(`${appliedLines(applied, shown, await style()).join('\n')}\n\n`);
  }
  return problems;
}

async function printReport(
  linted: readonly LintedFolder[],
  { format }: LintOptions,
): Promise<void> {
  const report = createReport(linted, process.cwd(), process.uptime() * 1000);
  switch (format) {
    case 'pretty':
      stdout.write(prettyReport(report, await style()));
      return;
    case 'json':
      stdout.write(jsonReport(report));
      return;
    case 'sarif':
      stdout.write(sarifReport(report, readProduct()));
      return;
    case 'github':
      stdout.write(githubReport(report));
  }
}

async function style(): Promise<Style> {
  const columns = stdout.columns ?? COLUMNS.usual;
  const colored = stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  return {
    locale,
    colors: colored ? await terminalColors() : NO_COLORS,
    columns: Math.min(Math.max(columns, COLUMNS.least), COLUMNS.most),
  };
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function noteUnreadable(folder: Folder, { project }: Gathered): void {
  for (const { path } of folder.entries) {
    const { kind } = project.files.get(path) ?? {};
    if (kind !== 'unreadable' && kind !== 'folder') continue;
    tell({ id: 'cli-not-text', path: shownPath(folder.root, path, process.cwd()) });
  }
}

/** What cannot be used in the settings' files of a folder. */
function problemsWithSettings(
  { root }: Folder,
  { project, analysis }: Gathered,
): readonly CliProblem[] {
  return analysis.problems.map(problem => {
    const file = project.files.get(problem.at.path);
    const shown = shownPath(root, problem.at.path, process.cwd());
    return settingsProblem(problem, shown, file?.kind === 'text' ? file.text : '');
  });
}

function problemsInNamed(named: NamedSettings | undefined): readonly CliProblem[] {
  return (
    named?.problems.map(problem => settingsProblem(problem, problem.at.path, named.text)) ?? []
  );
}

function settingsProblem(
  { at, message }: SettingsProblem,
  shown: string,
  text: string,
): CliProblem {
  const { line, column } = lineIndex(text).positionAt(at.span.start);
  return {
    id: 'cli-settings',
    where: `${shown}:${line + 1}:${column + 1}`,
    what: render(message),
  };
}

function showProgress(done: number, { entries }: Folder): void {
  if (!stderr.isTTY) return;
  const finished = done >= entries.length;
  const text = finished ? '' : render({ id: 'cli-progress', done, total: entries.length });
  stderr.write(`\r\u001b[K${text}`);
}

function fail(problems: readonly CliProblem[]): number {
  problems.forEach(tell);
  return FAILED;
}

function tell(message: CliMessage): void {
  stderr.write(`entrypoint-lint: ${render(message).replace(/\s+/g, ' ')}\n`);
}

function failInternally(error: unknown): number {
  const reason = error instanceof Error ? error.message : String(error);
  return fail([{ id: 'cli-internal', reason }]);
}

/** Leaves when all is written; not waiting for the parser to be taken down is noticeably faster. */
function leave(status: number): void {
  stdout.write('', () => stderr.write('', () => process.exit(status)));
}

// A reader that has seen enough, such as `head`, is no failure.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? OK : failInternally(error));
});

main().catch(failInternally).then(leave);
