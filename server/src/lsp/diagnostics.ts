import type { Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver';
import type { LaunchReport } from '../analysis.ts';
import type { Stranding } from '../lifetime/endings.ts';
import { createRenderer, type Render } from '../messages/render.ts';
import { type Finding, isShown, type RuleName, type Trail } from '../rules/finding.ts';
import { endingPoints } from '../rules/server-in-background.ts';
import type { SettingsProblem } from '../settings-file.ts';
import { contains, type Place, placeKey } from '../text/place.ts';
import type { ClientFeatures } from './client-features.ts';
import { type Converter, createConverter, toSeverity } from './convert.ts';
import type { LspMessage } from './lsp-message.ts';
import { DiagnosticTag } from './protocol.ts';
import { rulePageUrl } from './rule-page.ts';
import type { Snapshot } from './snapshot.ts';

const SOURCE = 'entrypoint-lint';

/** What is needed to put a snapshot's conclusions into the protocol's words. */
export interface Presentation {
  readonly snapshot: Snapshot;
  readonly features: ClientFeatures;
  readonly converter: Converter;
  readonly render: Render;
}

export function present(snapshot: Snapshot, features: ClientFeatures): Presentation {
  const converter = createConverter(snapshot, features);
  const lineOf: Parameters<typeof createRenderer>[1] = place => converter.range(place).start.line;
  return { snapshot, features, converter, render: createRenderer(features.locale, lineOf) };
}

/**
 * The diagnostics of every file of a launch in which an open document takes part, by path. Files
 * without any are listed, and so are open documents that no launch reads.
 */
export function diagnosticsByPath(
  presentation: Presentation,
): ReadonlyMap<string, readonly Diagnostic[]> {
  const { open, analysis } = presentation.snapshot;
  const shown = analysis.findings.filter(isShown);
  const reports = analysis.launches.filter(report => filesOf(report).some(path => open.has(path)));
  const wrong = analysis.problems.map(({ at }) => at.path);
  const paths = [...open.keys(), ...reports.flatMap(filesOf), ...wrong];
  const byPath = new Map<string, Diagnostic[]>(paths.map(path => [path, []]));
  for (const finding of shown) {
    byPath.get(finding.at.path)?.push(findingDiagnostic(finding, presentation));
  }
  for (const problem of analysis.problems) {
    byPath.get(problem.at.path)?.push(settingsDiagnostic(problem, presentation));
  }
  for (const mark of launchMarks(reports, shown)) {
    byPath.get(mark.at.path)?.push(markDiagnostic(mark, presentation));
  }
  return byPath;
}

function filesOf({ entry, scripts }: LaunchReport): readonly string[] {
  return [entry.path, ...scripts];
}

export function findingDiagnostic(finding: Finding, presentation: Presentation): Diagnostic {
  const { converter, render } = presentation;
  return {
    range: converter.range(finding.at),
    severity: toSeverity(finding.severity),
    source: SOURCE,
    ...ruleCode(finding.rule, presentation),
    ...tagged(finding, presentation),
    message: render(finding.message, finding.at.path),
    ...related(finding.trail, presentation),
  };
}

function settingsDiagnostic(
  { at, message }: SettingsProblem,
  { converter, render }: Presentation,
): Diagnostic {
  return {
    range: converter.range(at),
    severity: toSeverity('warning'),
    source: SOURCE,
    code: 'settings',
    message: render(message, at.path),
  };
}

/** The name of the rule, linked to its page where the editor can do that. */
function ruleCode(
  rule: RuleName,
  { features }: Presentation,
): Pick<Diagnostic, 'code' | 'codeDescription'> {
  if (!features.ruleLinks) return { code: rule };
  return { code: rule, codeDescription: { href: rulePageUrl(rule, features.locale) } };
}

/** Findings whose place is never executed. */
const UNNECESSARY: readonly RuleName[] = ['unreachable-step', 'overridden-instruction'];

function tagged({ rule }: Finding, { features }: Presentation): Pick<Diagnostic, 'tags'> {
  if (!features.unnecessaryTag || !UNNECESSARY.includes(rule)) return {};
  return { tags: [DiagnosticTag.Unnecessary] };
}

/** The finding says that the job at the place is killed; a daemon's stands at its words alone. */
function isStranding({ rule, at }: Finding, job: Place): boolean {
  const says = rule === 'server-in-background' || rule === 'daemonizing-server';
  return says && at.path === job.path && contains(job.span, at.span);
}

/** A server that the instruction itself starts has its finding there already. */
function isAt(job: Place, launch: Place): boolean {
  return job.path === launch.path && contains(launch.span, job.span);
}

/** What stands at a launch of which servers are killed that something else starts. */
export interface LaunchMark {
  readonly at: Place;
  readonly strandings: readonly Stranding[];
  /** What is found there. */
  readonly findings: readonly Finding[];
}

/** The marks of launches. Who has turned a finding off, or suppressed it, shall not meet it there. */
export function launchMarks(
  reports: readonly LaunchReport[],
  shown: readonly Finding[],
): readonly LaunchMark[] {
  return reports.flatMap(({ launch: { at }, lifetime }) => {
    const findingsOf = ({ job }: Stranding): readonly Finding[] =>
      isAt(job.at, at) ? [] : shown.filter(finding => isStranding(finding, job.at));
    const strandings = lifetime.strandings.filter(stranding => findingsOf(stranding).length > 0);
    const findings = [...new Set(strandings.flatMap(findingsOf))];
    return strandings.length === 0 ? [] : [{ at, strandings, findings }];
  });
}

/** Who has only the Dockerfile open shall see that its launch exits, and where. */
export function markDiagnostic(
  { at, strandings }: LaunchMark,
  presentation: Presentation,
): Diagnostic {
  const { converter, features, render } = presentation;
  const jobs = strandings.map(({ job }) => job);
  const all = strandings.flatMap(endingPoints);
  const endings = [...new Map(all.map(ending => [placeKey(ending.at), ending])).values()];
  const message: LspMessage = {
    id: 'launch-exits',
    commands: [...new Set(jobs.map(({ command }) => command))],
    // Where the finding is a click away, they need not be told twice.
    endings: features.relatedInformation ? [] : endings,
  };
  // The finding is there, and tells the rest.
  const trail: Trail = jobs.map(({ at, command }) => ({ at, note: { id: 'note-job', command } }));
  return {
    range: converter.range(at),
    severity: toSeverity('info'),
    source: SOURCE,
    ...ruleCode('server-in-background', presentation),
    message: render(message, at.path),
    ...related(trail, presentation),
  };
}

/** Each note is read at its own place, whose file need not be named. */
function related(
  trail: Trail,
  { converter, features, render }: Presentation,
): { relatedInformation?: DiagnosticRelatedInformation[] } {
  if (!features.relatedInformation) return {};
  return {
    relatedInformation: trail.map(({ at, note }) => ({
      location: converter.location(at),
      message: render(note, at.path),
    })),
  };
}
