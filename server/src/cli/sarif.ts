import { createRenderer, fixText, type Render } from '../messages/render.ts';
import { RULE_PAGES } from '../messages/rule-pages.ts';
import type { Severity } from '../rules/finding.ts';
import { RULES } from '../rules/index.ts';
import type { Place } from '../text/place.ts';
import type { Fix } from '../verify.ts';
import { type Reported, shownOf } from './lint.ts';
import type { Report, ReportedFolder } from './report.ts';

/** What the report says of the product itself. */
export interface Product {
  readonly version: string;
  /** Where the pages of the rules are, with a `/` at the end. */
  readonly home: string;
}

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** The report as SARIF 2.1.0 (OASIS standard of 27 March 2020), in English. */
export function sarifReport({ folders }: Report, { version, home }: Product): string {
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Entrypoint Lint',
            version,
            informationUri: home,
            rules: RULES.map(rule => ruleObject(rule, home)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: folders.flatMap(folder => {
          const render = createRenderer('en', place => folder.texts.startOf(place).line);
          return shownOf(folder.findings).map(found => resultObject(found, folder, render));
        }),
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function ruleObject({ name, severity }: (typeof RULES)[number], home: string) {
  const { smell, why, fix } = RULE_PAGES.en[name];
  const help = `${why}\n\n${fix}`;
  return {
    id: name,
    shortDescription: { text: smell },
    help: { text: help, markdown: help },
    helpUri: `${home}docs/rules/${name}.md`,
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function resultObject({ finding, fixes }: Reported, folder: ReportedFolder, render: Render) {
  const { rule, severity, at, message, trail } = finding;
  const flow = trail.map(({ at: place, note }) => ({
    location: { ...locationObject(place, folder), message: { text: render(note, place.path) } },
  }));
  return {
    ruleId: rule,
    ruleIndex: RULES.findIndex(({ name }) => name === rule),
    level: LEVELS[severity],
    message: { text: render(message, at.path) },
    locations: [locationObject(at, folder)],
    ...(flow.length === 0 ? {} : { codeFlows: [{ threadFlows: [{ locations: flow }] }] }),
    ...(fixes.length === 0 ? {} : { fixes: fixes.map(fix => fixObject(fix, at, folder, render)) }),
  };
}

function fixObject(fix: Fix, from: Place, folder: ReportedFolder, render: Render) {
  return {
    description: { text: fixText(fix, render, from.path) },
    artifactChanges: [...fix.changes].map(([path, text]) => ({
      artifactLocation: artifactObject(path, folder),
      replacements: replacementObjects(path, text, fix, folder),
    })),
  };
}

/** What cannot be said edit by edit is said as a new text of the whole file. */
function replacementObjects(path: string, text: string, { edits }: Fix, folder: ReportedFolder) {
  const own = edits.filter(edit => edit.path === path);
  const replacements = own.flatMap(edit => (edit.kind === 'replace' ? [edit] : []));
  const whole = { span: { start: 0, end: folder.texts.textOf(path).length }, text };
  return (replacements.length === own.length ? replacements : [whole]).map(edit => ({
    deletedRegion: regionObject({ path, span: edit.span }, folder),
    insertedContent: { text: edit.text },
  }));
}

function locationObject(place: Place, folder: ReportedFolder) {
  return {
    physicalLocation: {
      artifactLocation: artifactObject(place.path, folder),
      region: regionObject(place, folder),
    },
  };
}

/** A path as a relative URI reference. Half a surrogate pair has no encoding. */
function artifactObject(path: string, { shown }: ReportedFolder) {
  return {
    uri: shown(path)
      .replace(/\p{Cs}/gu, '\uFFFD')
      .split('/')
      .map(encodeURIComponent)
      .join('/'),
  };
}

function regionObject(place: Place, { texts }: ReportedFolder) {
  const start = texts.startOf(place);
  const end = texts.endOf(place);
  return {
    startLine: start.line + 1,
    startColumn: start.column + 1,
    endLine: end.line + 1,
    endColumn: end.column + 1,
  };
}
