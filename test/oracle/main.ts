/**
 * `npm run oracle -- --runs N --seed S --shell dash|bash|ash`: made-up scripts against real shells.
 * `npm run oracle:fixes`, with the same words: the fixes of made-up defective scripts.
 */
import { parseArgs } from 'node:util';
import { createTestCache } from '../case-run.ts';
import { checkScripts, describeFailure, type Failure, type Tally } from './generate.ts';
import { fixProof, type Share } from './proof.ts';
import { detectSandbox, type Sandbox, type ShellName } from './sandbox.ts';
import { type Shares, startShares } from './shares.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '500' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    shell: { type: 'string', multiple: true, default: ['dash', 'bash', 'ash'] },
    failures: { type: 'string', default: '5' },
    /** How many smaller scripts are tried to find the smallest that fails. */
    shrinks: { type: 'string', default: '200' },
    /** Prove fixes, not conclusions. */
    fixes: { type: 'boolean', default: false },
    /** Print the scripts of which nothing is claimed, or which get no fix. */
    unknown: { type: 'boolean', default: false },
  },
});

function isShell(name: string): name is ShellName {
  return name === 'dash' || name === 'bash' || name === 'ash';
}

function report(shell: ShellName, tally: Tally, seconds: number): void {
  const share = ((100 * tally.unknown) / Math.max(tally.scripts, 1)).toFixed(1);
  console.log(
    `${shell}: ${tally.scripts} scripts in ${tally.starts} starts, ${(tally.scripts / seconds).toFixed(1)} scripts a second; ` +
      `${share} % unknown, ${tally.skipped} not compared, ${tally.failures.length} contradicted`,
  );
}

function describeShare({ defective, mended, safe }: Share): string {
  const percent = (count: number): string =>
    `${((100 * count) / Math.max(defective, 1)).toFixed(1)} %`;
  return `${defective} defective, ${percent(mended)} of them mended, ${percent(safe)} by safe fixes alone`;
}

async function main(): Promise<number> {
  const detection = detectSandbox();
  if (detection.kind === 'unavailable') {
    console.error(`The oracle cannot run here: ${detection.reason}.`);
    return 2;
  }
  console.log(`seed ${values.seed}`);
  const shares = values.fixes ? undefined : await startShares();
  try {
    let held = true;
    for (const shell of values.shell) {
      if (!isShell(shell)) throw new Error(`unknown shell: ${shell}`);
      held = (await holdsIn(shell, detection.sandbox, shares)) && held;
    }
    return held ? 0 : 1;
  } finally {
    shares?.close();
  }
}

/** Checks the scripts of one shell, alone where no processes share them, and reports. */
async function holdsIn(
  shell: ShellName,
  sandbox: Sandbox,
  shares: Shares | undefined,
): Promise<boolean> {
  if (!sandbox.shells.has(shell)) {
    console.error(`${shell} is not installed.`);
    return false;
  }
  const assignment = {
    shell,
    runs: Number(values.runs),
    seed: Number(values.seed),
    failures: Number(values.failures),
    shrinks: Number(values.shrinks),
    onFailure: (failure: Failure) => console.log(describeFailure(failure)),
    ...(values.unknown ? { onUnknown: (text: string) => console.log(text) } : {}),
  };
  const began = performance.now();
  const share: Share = { defective: 0, mended: 0, safe: 0 };
  const proof = fixProof(share, text => {
    if (values.unknown) console.log(`--- no fix:\n${text}`);
  });
  const tally = await (shares?.check(assignment) ??
    checkScripts(assignment, sandbox, await createTestCache(), proof));
  report(shell, tally, (performance.now() - began) / 1000);
  if (values.fixes) console.log(describeShare(share));
  return tally.failures.length === 0;
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
