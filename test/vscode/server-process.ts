// A server that shows VS Code to a browser, as a process of its own.

import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Playground } from './places.ts';
import { endGroup, tailOf } from './processes.ts';

export interface RunningServer {
  /** Where it answers, without a `/` at the end. */
  readonly url: string;
  /** The last lines that it printed. */
  output(): string;
  /** Settles, with the reason, only if the server ends by itself. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Tells where it will answer. */
  url(child: ChildProcess): Promise<string>;
}

const startLimitMs = 60_000;

/** Settles when the server answers. */
export async function startServer(command: ServerCommand): Promise<RunningServer> {
  const child = spawn(command.program, command.args, {
    env: command.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = tailOf(child);
  const died = new Promise<string>(resolve => {
    child.on('error', error => resolve(`VS Code's server cannot start: ${error.message}`));
    child.on('exit', (code, signal) => resolve(`VS Code's server ended with ${code ?? signal}`));
  });
  const answering = command.url(child).then(whenAnswering);
  try {
    const url = await Promise.race([answering, rejectWhen(died), startLimit()]);
    return { url, output, died, stop: () => endGroup(child) };
  } catch (error) {
    await endGroup(child);
    throw new Error(`${String(error)}\n${output()}`);
  }
}

/**
 * Neither the user's home nor the variables of the VS Code or npm that started the tests may matter,
 * and sockets and caches go into the folder that is removed at the end.
 */
export function cleanEnvironment({ temp }: Pick<Playground, 'temp'>): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_|npm_|ELECTRON_)|^NODE_OPTIONS$/i;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), HOME: temp, TMPDIR: temp };
}

async function whenAnswering(url: string): Promise<string> {
  const giveUp = Date.now() + startLimitMs;
  for (;;) {
    const answer = await fetch(`${url}/`).catch(() => undefined);
    await answer?.body?.cancel();
    // 403: it wants the token that only a person's address has.
    if (answer?.status === 200 || answer?.status === 403) return url;
    if (Date.now() > giveUp)
      throw new Error(`VS Code's server answers ${answer?.status ?? 'nothing'}`);
    await sleep(100);
  }
}

async function rejectWhen(reason: Promise<string>): Promise<never> {
  throw new Error(await reason);
}

async function startLimit(): Promise<never> {
  await sleep(startLimitMs, undefined, { ref: false });
  throw new Error(`VS Code's server does not answer after ${startLimitMs / 1000} s`);
}
