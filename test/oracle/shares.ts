/** Divides made-up scripts among processes: an analysis keeps one processor busy while shells need another. */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Assignment, Tally } from './generate.ts';
import type { Report } from './share.ts';

export interface Shares {
  /** As `checkScripts`, with each share's failures counted for themselves. One at a time. */
  check(assignment: Assignment): Promise<Tally>;
  /** Ends the processes. */
  close(): void;
}

/** Not `tsx`, which would take each of the processes a second, and makes each function twice as dear to create. */
const BUNDLE = fileURLToPath(new URL('.cache/share.mjs', import.meta.url));

/** What a test checks has no more blocks. */
const MOST = 8;

export async function startShares(): Promise<Shares> {
  await build({
    entryPoints: [fileURLToPath(new URL('share.ts', import.meta.url))],
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: 'inline',
  });
  const count = Math.min(availableParallelism(), MOST);
  const children = Array.from({ length: count }, () =>
    fork(BUNDLE, { execArgv: ['--enable-source-maps', '--always-sparkplug'] }),
  );
  return {
    async check(assignment) {
      const shares = children.map((child, index) =>
        checkShare(child, { ...assignment, share: { index, count } }),
      );
      return (await Promise.all(shares)).reduce(added);
    },
    close() {
      for (const child of children) child.disconnect();
    },
  };
}

function checkShare(child: ChildProcess, assignment: Assignment): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const gone = (status: number | null): void =>
      reject(new Error(`a process that checks scripts has ended with ${status}`));
    const listen = (report: Report): void => {
      if (report.kind === 'failure') assignment.onFailure?.(report.failure);
      else if (report.kind === 'unknown') assignment.onUnknown?.(report.text);
      else {
        child.off('message', listen).off('exit', gone);
        if (report.kind === 'tally') resolve(report.tally);
        else reject(new Error(report.problem));
      }
    };
    child.on('message', listen).on('exit', gone).send(assignment);
  });
}

function added(one: Tally, other: Tally): Tally {
  return {
    scripts: one.scripts + other.scripts,
    starts: one.starts + other.starts,
    unknown: one.unknown + other.unknown,
    skipped: one.skipped + other.skipped,
    failures: [...one.failures, ...other.failures],
  };
}
