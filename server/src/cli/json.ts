import { type LaunchReport, unclaimed } from '../analysis.ts';
import type { Ending } from '../lifetime/endings.ts';
import type { Assumption } from '../lifetime/facts.ts';
import type { Job } from '../lifetime/state.ts';
import { assumptionText, factText } from '../messages/en.ts';
import { createRenderer, fixText, type Render } from '../messages/render.ts';
import type { Place } from '../text/place.ts';
import type { Reported } from './lint.ts';
import {
  dockerfileCount,
  launchesIn,
  type Report,
  type ReportedFolder,
  scriptCount,
} from './report.ts';

/** The version of the published schema; it changes only when readers would break. */
const SCHEMA = 1;

/** The report as one JSON document, in English. */
export function jsonReport(report: Report): string {
  const { folders, milliseconds } = report;
  const document = {
    schema: SCHEMA,
    launches: folders.flatMap(folder =>
      launchesIn(folder).map(launch => launchObject(launch, folder)),
    ),
    findings: folders.flatMap(folder => {
      const render = createRenderer('en', place => folder.texts.startOf(place).line);
      return folder.findings.map(finding => findingObject(finding, folder, render));
    }),
    stats: {
      dockerfiles: dockerfileCount(report),
      scripts: scriptCount(report),
      milliseconds: Math.round(milliseconds),
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function launchObject({ launch, lifetime, scripts }: LaunchReport, folder: ReportedFolder) {
  const argv = launch.argv?.map(({ value }) => value);
  return {
    ...lineObject(launch.at, folder),
    kind: 'dockerfile',
    name: launch.stage ?? null,
    command: argv === undefined || argv.includes(undefined) ? null : argv,
    scripts: [...new Set(scripts)].map(folder.shown),
    verdict: lifetime.verdict,
    endings: lifetime.endings
      .filter(({ confidence }) => !unclaimed(confidence))
      .map(ending => endingObject(ending, folder)),
  };
}

function endingObject(ending: Ending, folder: ReportedFolder) {
  return {
    kind: ending.kind,
    ...lineObject(ending.at, folder),
    command: ending.command ?? null,
    exec: ending.exec,
    when: ending.when.map(fact => factText(fact, { code: text => text })),
    assuming: assumptionTexts(ending.assuming),
    jobs: ending.jobs.map(job => jobObject(job, folder)),
  };
}

function jobObject({ command, at, behavior }: Job, folder: ReportedFolder) {
  return { command, ...lineObject(at, folder), behavior };
}

function findingObject({ finding, fixes }: Reported, folder: ReportedFolder, render: Render) {
  const { rule, severity, at, message, launches, assuming, trail } = finding;
  const start = folder.texts.startOf(at);
  const end = folder.texts.endOf(at);
  return {
    rule,
    severity,
    file: folder.shown(at.path),
    start: { line: start.line + 1, column: start.column + 1 },
    end: { line: end.line + 1, column: end.column + 1 },
    message: render(message, at.path),
    launches: launches.map(place => {
      const { file, line } = lineObject(place, folder);
      return `${file}:${line}`;
    }),
    assuming: assumptionTexts(assuming),
    trail: trail.map(({ at: place, note }) => ({
      ...lineObject(place, folder),
      note: render(note, place.path),
    })),
    fixes: fixes.map(fix => ({
      title: fixText(fix, render, at.path),
      safety: fix.safety === 'safe' ? 'safe' : 'unsafe',
    })),
    ...(finding.suppressed ? { suppressed: true } : {}),
  };
}

function lineObject(place: Place, folder: ReportedFolder) {
  return { file: folder.shown(place.path), line: folder.texts.startOf(place).line + 1 };
}

function assumptionTexts(assuming: readonly Assumption[]): readonly string[] {
  return [...new Set(assuming.map(assumptionText))];
}
