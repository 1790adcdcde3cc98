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
  readonly named: readonly Defect[];
  readonly missed: readonly Defect[];
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
  const defectsThat = (named: boolean): readonly Defect[] =>
    label.defects.filter(defect => isNamed(defect, findings) === named);
  return {
    label,
    verdict: analysis?.launches.at(-1)?.lifetime.verdict ?? 'unknown',
    errors: errors.map(({ rule }) => rule),
    named: defectsThat(true),
    missed: defectsThat(false),
    diffs: withDiffs && gathered !== undefined ? fixDiffs(gathered, shared) : [],
  };
}

function report(found: readonly Row[], all: number): void {
  const right = found.filter(({ label, verdict }) => AGREE[label.label]?.includes(verdict));
  for (const { label, verdict, errors, missed, diffs } of found) {
    const mark = AGREE[label.label]?.includes(verdict) ? ' ' : '×';
    console.log(
      `${mark} ${label.label.padEnd(18)} ${verdict.padEnd(10)} ${label.id} ${errors.join(' ')}`,
    );
    for (const { kind, at } of missed) console.log(`    not named: ${kind} ${at ?? ''}`);
    for (const diff of diffs) console.log(diff);
  }
  const stranded = found.filter(({ label }) => label.label === 'EXITS-WITH-SERVER');
  const caught = stranded.filter(({ verdict }) => verdict === 'exits');
  const alarms = found.filter(
    ({ label, errors }) => label.label === 'STAYS' && !label.start_fails && errors.length > 0,
  );
  console.log(
    `${found.length} of ${all} starts are there; ${right.length} verdicts agree (${percent(right.length, found.length)})`,
  );
  console.log(
    `${caught.length} of ${stranded.length} stranded servers found; ${alarms.length} errors on healthy starts`,
  );
  const named = found.reduce((sum, row) => sum + row.named.length, 0);
  const missed = found.reduce((sum, row) => sum + row.missed.length, 0);
  console.log(
    `${named} of ${named + missed} defects named by a fitting rule (${percent(named, named + missed)})`,
  );
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
