import { createRenderer } from '../messages/render.ts';
import type { Severity } from '../rules/finding.ts';
import { type Reported, shownOf } from './lint.ts';
import type { Report, ReportedFolder } from './report.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/** The report as workflow commands, which GitHub Actions shows at the lines that they name; in English. */
export function githubReport({ folders }: Report): string {
  return folders
    .flatMap(folder => shownOf(folder.findings).map(found => commandLine(found, folder)))
    .join('');
}

function commandLine({ finding }: Reported, folder: ReportedFolder): string {
  const { rule, severity, at, message } = finding;
  const render = createRenderer('en', place => folder.texts.startOf(place).line);
  const start = folder.texts.startOf(at);
  const end = folder.texts.endOf(at);
  const properties = {
    file: folder.shown(at.path),
    line: start.line + 1,
    endLine: end.line + 1,
    // GitHub refuses columns of a place in several lines.
    ...(start.line === end.line ? { col: start.column + 1, endColumn: end.column + 1 } : {}),
    title: rule,
  };
  const shown = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapedProperty(String(value))}`,
  );
  return `::${COMMANDS[severity]} ${shown.join(',')}::${escaped(render(message, at.path))}\n`;
}

/** As the commands' own library does it: `%` first, and the characters that would end the text. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
