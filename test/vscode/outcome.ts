// How a run ends: told in the last line and in the exit code.

import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Totals } from './bridge-protocol.ts';
import { logsFolder, type Playground, root } from './places.ts';

/** Prints the closing line. A run that broke before the suite could report counts as one failure. */
export function conclude(outcome: Totals | Error): void {
  if (outcome instanceof Error) console.error(outcome.message);
  const { passed, failed, skipped } =
    outcome instanceof Error ? { passed: 0, failed: 1, skipped: 0 } : outcome;
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

/** Saves what VS Code and the extension logged, before the folders of the run are removed. */
export async function keepLogs({ userData }: Playground, ofPage = ''): Promise<void> {
  await rm(logsFolder, { recursive: true, force: true });
  await cp(join(userData, 'logs'), logsFolder, { recursive: true }).catch(() => undefined);
  await mkdir(logsFolder, { recursive: true });
  await writeFile(join(logsFolder, 'page.log'), ofPage);
  console.error(`The logs of VS Code are in ${relative(root, logsFolder)}`);
}
