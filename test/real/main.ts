/**
 * `npm run real -- DIR [LABELS]`: prints verdicts beside the labels of real Dockerfiles that people
 * wrote. DIR holds checkouts at DIR/OWNER/NAME@COMMIT, or at DIR/OWNER/NAME; LABELS (default:
 * DIR/real-starts.json) says what each start really does, and its defects. `--diffs` prints the diffs of all
 * fixes too, for people to read. None of their text is part of this project.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { AnalysisCache } from '../../server/src/analysis.ts';
import { gather } from '../../server/src/gather.ts';
import { createFolderHost } from '../../server/src/node-files.ts';
import { createTestCache } from '../case-run.ts';
import { type Defect, isNamed } from './defects.ts';
import { fixDiffs } from './diffs.ts';
import { JUDGED } from './judged.ts';

interface Label {
  readonly id: string;
  readonly repo: string;
  readonly commit: string;
  readonly dockerfile: string;
  readonly label: string;
  readonly start_fails: boolean;
  readonly defects: readonly Defect[];
}

interface Row {
  readonly label: Label;
  readonly verdict: string;
  /** The rules that report something of severity error. */
  readonly errors: readonly string[];
  /** Of these errors, those that name no defect of the label. */
  readonly unlabeled: readonly string[];
  readonly named: readonly Defect[];
  readonly missed: readonly Defect[];
  /** Missed, and judged to be no defect of the start. */
  readonly judged: readonly Defect[];
  readonly diffs: readonly string[];
}

/** The verdicts that agree with a label. */
const AGREE: Readonly<Record<string, readonly string[]>> = {
  STAYS: ['stays'],
  'EXITS-WITH-SERVER': ['exits'],
  TASK: ['completes'],
  UNKNOWN: ['unknown', 'stays', 'completes', 'exits'],
};

async function main(directory: string, labelsFile: string, withDiffs: boolean): Promise<void> {
  const labels = JSON.parse(readFileSync(labelsFile, 'utf8')) as readonly Label[];
  const cache = await createTestCache();
  const rows: Row[] = [];
  for (const label of labels) {
    const root = rootOf(label, directory);
    if (existsSync(join(root, label.dockerfile)))
      rows.push(await rowOf(label, root, withDiffs, cache));
  }
  report(rows, labels.length);
}

function rootOf({ repo, commit }: Label, directory: string): string {
  const exact = join(directory, `${repo}@${commit}`);
  return existsSync(exact) ? exact : join(directory, repo);
}

async function rowOf(
  label: Label,
  root: string,
  withDiffs: boolean,
  shared: AnalysisCache,
): Promise<Row> {
  const entry = { kind: 'dockerfile', path: label.dockerfile } as const;
  shared.results.clear();
  const gathered = await gather([entry], createFolderHost(root), shared);
  const analysis = gathered?.analysis;
  const findings = analysis?.findings ?? [];
  const errors = findings.filter(({ severity }) => severity === 'error');
  const unlabeled = errors.filter(error => !label.defects.some(defect => isNamed(defect, [error])));
  const missed = label.defects.filter(defect => isNamed(defect, findings) === false);
  const isJudged = (defect: Defect): boolean => judgement(label, defect) !== undefined;
  return {
    label,
    verdict: analysis?.launches.at(-1)?.lifetime.verdict ?? 'unknown',
    errors: errors.map(({ rule }) => rule),
    unlabeled: unlabeled.map(({ rule }) => rule),
    named: label.defects.filter(defect => isNamed(defect, findings) === true),
    missed: missed.filter(defect => !isJudged(defect)),
    judged: missed.filter(isJudged),
    diffs: withDiffs && gathered !== undefined ? fixDiffs(gathered, shared) : [],
  };
}

/** Why the label of a start, or one of its defects, is no measure. */
function judgement({ id }: Label, defect?: Defect): string | undefined {
  const text = defect && `${defect.kind} ${defect.at ?? ''}`;
  return JUDGED.find(({ start, defect: about }) => start === id && about === text)?.reason;
}

function report(found: readonly Row[], all: number): void {
  for (const row of found) printRow(row);
  const right = found.filter(agrees);
  const healthy = found.filter(({ label }) => label.label === 'STAYS' && !label.start_fails);
  const alarms = healthy.filter(
    ({ label, unlabeled }) => unlabeled.length > 0 && judgement(label) === undefined,
  );
  const stranded = found.filter(({ label }) => label.label === 'EXITS-WITH-SERVER');
  const starting = stranded.filter(({ label }) => judgement(label) === undefined);
  const count = (pick: (row: Row) => readonly Defect[]): number =>
    found.reduce((sum, row) => sum + pick(row).length, 0);
  const named = count(row => row.named);
  const nameable = named + count(row => row.missed);
  const labeled = nameable + count(row => row.judged);
  console.log(
    `${found.length} of ${all} starts are there; ${right.length} verdicts agree (${percent(right.length, found.length)})`,
  );
  console.log(
    `${starting.filter(agrees).length} of ${starting.length} stranded servers found (${stranded.filter(agrees).length} of ${stranded.length} with those that do not start at all)`,
  );
  console.log(`${alarms.length} errors on healthy starts`);
  console.log(
    `${named} of ${nameable} defects named by a fitting rule (${percent(named, nameable)}); ${labeled} with those judged to be none (${percent(named, labeled)})`,
  );
}

function agrees({ label, verdict }: Row): boolean {
  return AGREE[label.label]?.includes(verdict) === true;
}

function printRow(row: Row): void {
  const { label, verdict, errors, missed, judged, diffs } = row;
  const start = `${label.label.padEnd(18)} ${verdict.padEnd(10)} ${label.id} ${errors.join(' ')}`;
  console.log(`${agrees(row) ? ' ' : '×'} ${start}`.trimEnd());
  const reason = judgement(label);
  if (reason !== undefined) console.log(`    judged: ${reason}`);
  for (const { kind, at } of missed) console.log(`    not named: ${kind} ${at ?? ''}`);
  for (const defect of judged)
    console.log(`    judged: ${defect.kind} ${defect.at ?? ''}: ${judgement(label, defect)}`);
  for (const diff of diffs) console.log(diff);
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { diffs: { type: 'boolean', default: false } },
});
const [directory = '', labelsFile = join(directory, 'real-starts.json')] = positionals;
if (directory === '' || !existsSync(labelsFile)) {
  console.error(
    'usage: npm run real -- DIR [LABELS] [--diffs]: checkouts at DIR/OWNER/NAME, and their labels',
  );
  process.exit(2);
}
main(directory, labelsFile, values.diffs);
