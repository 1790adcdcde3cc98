// Child processes that leave nothing behind, and are quiet unless they fail.

import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** Runs a command to its end. What it printed shows up only in the error when it fails. */
export function runQuietly(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; shell?: boolean; limitMs: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const { limitMs: timeout, ...rest } = options;
    const child = spawn(command, args, { ...rest, timeout, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = tailOf(child);
    const called = [command, ...args].join(' ');
    child.on('error', error => reject(new Error(`Cannot run ${called}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output());
      else reject(new Error(`${called} ended with ${code ?? signal}:\n${output()}`));
    });
  });
}

/** Collects the last part of what a process prints: enough to explain a failure, bounded in memory. */
export function tailOf(child: ChildProcess, limit = 20_000): () => string {
  let tail = '';
  const append = (chunk: Buffer): void => {
    tail = (tail + chunk.toString()).slice(-limit);
  };
  child.stdout?.on('data', append);
  child.stderr?.on('data', append);
  return () => tail;
}

/**
 * Ends a process that was spawned `detached`, with all its children: the server's extension host and
 * language servers are in its group.
 */
export async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  for (const [signal, patienceMs] of [['SIGTERM', 3000] as const, ['SIGKILL', 2000] as const]) {
    if (!signalGroup(child.pid, signal)) return;
    const giveUp = Date.now() + patienceMs;
    while (Date.now() < giveUp) {
      if (!signalGroup(child.pid, 0)) return;
      await sleep(25);
    }
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}
