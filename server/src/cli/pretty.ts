import type { LaunchReport } from '../analysis.ts';
import type { AppliedFix } from '../fix-all.ts';
import type { Verdict } from '../lifetime/endings.ts';
import { createRenderer, fixText, type Locale, type Render } from '../messages/render.ts';
import type { Severity } from '../rules/finding.ts';
import { type Place, placeKey } from '../text/place.ts';
import type { Colors, Paint } from './colors.ts';
import { printable, wrap } from './columns.ts';
import { frameOf } from './frame.ts';
import { type Reported, shownOf } from './lint.ts';
import { launchesIn, type Report, type ReportedFolder } from './report.ts';

/** How texts are made for people. */
export interface Style {
  readonly locale: Locale;
  readonly colors: Colors;
  readonly columns: number;
}

/** Everything that printing a folder needs. */
interface Page {
  readonly folder: ReportedFolder;
  readonly render: Render;
  readonly colors: Colors;
  readonly columns: number;
}

const INDENT = '    ';
const GUTTER = 6;

/** The report for a person at a terminal. */
export function prettyReport(report: Report, style: Style): string {
  const { colors } = style;
  const render = createRenderer(style.locale, () => 0);
  const lines = report.folders.flatMap(folder => folderLines(pageOf(folder, style)));
  const findings = report.folders.flatMap(({ findings: all }) => shownOf(all));
  const launches = report.folders.flatMap(launchesIn).length;
  const counts = countBySeverity(findings);
  const summary = render({ id: 'cli-summary', counts, launches });
  const fixable = findings.filter(({ fixes }) =>
    fixes.some(({ safety }) => safety === 'safe'),
  ).length;
  const hint = fixable > 0 ? ` ${render({ id: 'cli-fixable', count: fixable })}` : '';
  const worst = counts.error > 0 ? colors.red : counts.warning > 0 ? colors.yellow : colors.green;
  return `${[...lines, `${worst(colors.bold(summary))}${hint}`].join('\n')}\n`;
}

/** One line for each fix that has been applied. */
export function appliedLines(
  applied: readonly AppliedFix[],
  shown: (path: string) => string,
  style: Style,
): readonly string[] {
  const render = createRenderer(style.locale, () => 0);
  return applied.map(({ title, at, line }) => {
    const where = `${shown(at.path)}:${line + 1}`;
    const text = render({ id: 'cli-applied', title: render(title, at.path), where });
    return style.colors.green(printable(text));
  });
}

function pageOf(folder: ReportedFolder, { locale, colors, columns }: Style): Page {
  const render = createRenderer(locale, place => folder.texts.startOf(place).line);
  return { folder, render, colors, columns };
}

function folderLines(page: Page): readonly string[] {
  const byLaunch = findingsByLaunch(shownOf(page.folder.findings));
  const printed = new Set<Reported>();
  return launchesIn(page.folder).flatMap(report => {
    const own = byLaunch.get(placeKey(report.launch.at)) ?? [];
    const lines = own.flatMap(reported => {
      if (printed.has(reported)) return alsoLines(reported, page);
      printed.add(reported);
      return findingLines(reported, page);
    });
    return [...headingLines(report, page), ...lines, ''];
  });
}

function findingsByLaunch(findings: readonly Reported[]): ReadonlyMap<string, readonly Reported[]> {
  const byLaunch = new Map<string, Reported[]>();
  for (const reported of findings) {
    for (const key of new Set(reported.finding.launches.map(placeKey))) {
      byLaunch.set(key, [...(byLaunch.get(key) ?? []), reported]);
    }
  }
  return byLaunch;
}

function headingLines({ launch, lifetime }: LaunchReport, page: Page): readonly string[] {
  const { colors } = page;
  const { line } = page.folder.texts.startOf(launch.at);
  const command = launch.argv?.map(({ source }) => source).join(' ') ?? '';
  const where = colors.bold(`${page.folder.shown(launch.at.path)}:${line + 1}`);
  const verdict = page.render({ id: 'cli-verdict', verdict: lifetime.verdict });
  return [
    `${where}  ${colors.dim(printable(command))}`.trimEnd(),
    `  ${verdictPaint(lifetime.verdict, colors)(verdict)}`,
  ];
}

function alsoLines({ finding }: Reported, page: Page): readonly string[] {
  const where = positionText(finding.at, page);
  return ['', `  ${page.render({ id: 'cli-also', where, rule: finding.rule })}`];
}

function findingLines({ finding, fixes }: Reported, page: Page): readonly string[] {
  const { colors, render } = page;
  const { at, rule, severity, message, trail, launches } = finding;
  const paint = severityPaint(severity, colors);
  const level = paint(colors.bold(render({ id: 'cli-severity', severity })));
  const steps = trail.filter(
    ({ at: place }) => ![at, ...launches].map(placeKey).includes(placeKey(place)),
  );
  return [
    '',
    `  ${colors.underline(positionText(at, page))}  ${level}  ${colors.dim(rule)}`,
    ...frameLines(at, paint, page),
    ...wrapped(render(message, at.path), INDENT, page),
    ...(steps.length > 0 ? [''] : []),
    ...steps.flatMap(({ at: place, note }) => stepLines(place, render(note, place.path), at, page)),
    ...(fixes.length > 0 ? [''] : []),
    ...fixes.flatMap(fix =>
      wrapped(
        render({ id: 'cli-fix', title: fixText(fix, render, at.path) }),
        INDENT,
        page,
        colors.green,
      ),
    ),
  ];
}

/** A place of the trail, named in full where it stands in another file than the finding. */
function stepLines(place: Place, note: string, from: Place, page: Page): readonly string[] {
  const elsewhere = place.path === from.path ? [] : [`${INDENT}${positionText(place, page)}`];
  const frame = frameLines(place, page.colors.cyan, page);
  return [...elsewhere, ...frame, ...wrapped(note, ' '.repeat(GUTTER + 3), page)];
}

function frameLines(place: Place, paint: Paint, page: Page): readonly string[] {
  const { folder, colors, columns } = page;
  const room = columns - GUTTER - 3;
  const { path, span } = place;
  const frame = frameOf(folder.texts.textOf(path), folder.texts.linesOf(path), span, room);
  const bar = colors.dim('│');
  return [
    `${colors.dim(String(frame.line).padStart(GUTTER))} ${bar} ${frame.before}${frame.marked}${frame.after}`,
    `${' '.repeat(GUTTER)} ${bar} ${paint(frame.carets)}`,
  ];
}

function wrapped(
  text: string,
  indent: string,
  { columns }: Page,
  paint: Paint = line => line,
): readonly string[] {
  return wrap(printable(text), columns - indent.length).map(line => indent + paint(line));
}

function positionText(place: Place, { folder }: Page): string {
  const { line, column } = folder.texts.startOf(place);
  return `${folder.shown(place.path)}:${line + 1}:${column + 1}`;
}

function countBySeverity(findings: readonly Reported[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { finding } of findings) counts[finding.severity] += 1;
  return counts;
}

function severityPaint(severity: Severity, colors: Colors): Paint {
  const paints = { error: colors.red, warning: colors.yellow, info: colors.blue, hint: colors.dim };
  return paints[severity];
}

function verdictPaint(verdict: Verdict, colors: Colors): Paint {
  const paints = {
    exits: colors.red,
    stays: colors.green,
    completes: colors.green,
    unknown: colors.dim,
  };
  return paints[verdict];
}
