/** `npm run oracle -- --runs N --seed S --shell dash|bash|ash`: made-up scripts against real shells. */
import { parseArgs } from 'node:util';
import type { AnalysisCache } from '../../server/src/analysis.ts';
import { createTestCache } from '../case-run.ts';
import { type Lane, runLane, type Tally } from './generate.ts';
import { detectSandbox, type Sandbox, type ShellName } from './sandbox.ts';
import { createWorker, removeWhenStopped, removeWorker } from './worker.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '500' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    shell: { type: 'string', multiple: true, default: ['dash', 'bash', 'ash'] },
    failures: { type: 'string', default: '5' },
  },
});

/** Two scripts at a time: a start waits more than it computes. */
const LANES = 4;

async function runShell(
  sandbox: Sandbox,
  shell: ShellName,
  cache: AnalysisCache,
): Promise<boolean> {
  const tally: Tally = {
    scripts: 0,
    starts: 0,
    unknown: 0,
    skipped: 0,
    milliseconds: 0,
    failures: [],
  };
  const runs = Math.ceil(Number(values.runs) / LANES);
  const lanes = Array.from({ length: LANES }, (_, index): Lane => {
    const worker = createWorker(sandbox);
    const seed = Number(values.seed) + index * 1_000_000;
    return { shell, runs, seed, worker, cache, failures: Number(values.failures) };
  });
  removeWhenStopped(lanes.map(({ worker }) => worker));
  try {
    await Promise.all(lanes.map(lane => runLane(lane, tally)));
  } finally {
    for (const { worker } of lanes) removeWorker(worker);
  }
  report(shell, tally);
  return tally.failures.length === 0;
}

function report(shell: ShellName, tally: Tally): void {
  for (const { seed, contradictions, text } of tally.failures) {
    console.log(`--- ${shell}, seed ${seed}: contradicted`);
    for (const line of contradictions) console.log(`  ${line}`);
    console.log(text);
  }
  const share = ((100 * tally.unknown) / Math.max(tally.scripts, 1)).toFixed(1);
  const speed = ((LANES * 1000 * tally.scripts) / tally.milliseconds).toFixed(1);
  console.log(
    `${shell}: ${tally.scripts} scripts in ${tally.starts} starts, ${speed} scripts a second; ` +
      `${share} % unknown, ${tally.skipped} not compared, ${tally.failures.length} contradicted`,
  );
}

async function main(): Promise<number> {
  const detection = detectSandbox();
  if (detection.kind === 'unavailable') {
    console.error(`The oracle cannot run here: ${detection.reason}.`);
    return 2;
  }
  console.log(`seed ${values.seed}`);
  const cache = await createTestCache();
  let held = true;
  for (const shell of values.shell) {
    if (shell !== 'dash' && shell !== 'bash' && shell !== 'ash')
      throw new Error(`unknown shell: ${shell}`);
    if (!detection.sandbox.shells.has(shell)) {
      console.error(`${shell} is not installed.`);
      held = false;
      continue;
    }
    held = (await runShell(detection.sandbox, shell, cache)) && held;
  }
  return held ? 0 : 1;
}

main().then(
  status => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 2;
  },
);
