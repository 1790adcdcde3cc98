// VS Code's server as a process: installs the packaged extension, starts, stops.

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hosts } from './hosts.ts';
import type { Playground } from './places.ts';
import { endGroup, runQuietly, tailOf } from './processes.ts';

export interface RunningServer {
  /** Where it listens: `127.0.0.1:PORT`. */
  readonly authority: string;
  /** The last lines that it printed. */
  output(): string;
  /** Settles, with the reason, only if the server ends by itself. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

const startLimitMs = 60_000;

export async function installExtension(
  hosts: Hosts,
  playground: Playground,
  vsix: string,
): Promise<void> {
  const args = [serverMain(hosts), '--install-extension', vsix, ...folderFlags(playground)];
  await runQuietly(hosts.node, args, { env: cleanEnvironment(playground), limitMs: 120_000 });
}

export async function startServer(
  hosts: Hosts,
  playground: Playground,
  options: { locale: string | undefined; env: Readonly<Record<string, string>> },
): Promise<RunningServer> {
  const args = [serverMain(hosts), ...folderFlags(playground), ...listenFlags, ...quietFlags];
  if (options.locale !== undefined) args.push('--locale', options.locale);
  const env = { ...cleanEnvironment(playground), ...options.env };
  const child = spawn(hosts.node, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = tailOf(child);
  const died = new Promise<string>(resolve => {
    child.on('error', error => resolve(`VS Code's server cannot start: ${error.message}`));
    child.on('exit', (code, signal) => resolve(`VS Code's server ended with ${code ?? signal}`));
  });
  try {
    const authority = await Promise.race([listening(child), rejectWhen(died), startLimit()]);
    await answering(authority);
    return { authority, output, died, stop: () => endGroup(child) };
  } catch (error) {
    await endGroup(child);
    throw new Error(`${String(error)}\n${output()}`);
  }
}

const serverMain = (hosts: Hosts): string => join(hosts.server, 'out/server-main.js');

// Port 0: the server picks a free one itself, so that two runs never race for it.
const listenFlags = ['--host', '127.0.0.1', '--port', '0', '--without-connection-token'];

// Without the smoke test driver a built VS Code ignores the page's request to run a test suite.
const quietFlags = [
  '--disable-telemetry',
  '--disable-workspace-trust',
  '--enable-smoke-test-driver',
];

function folderFlags({ temp, userData, extensions }: Playground): string[] {
  const folders = {
    'server-data-dir': join(temp, 'server'),
    'user-data-dir': userData,
    'extensions-dir': extensions,
  };
  const flags = Object.entries(folders).flatMap(([name, folder]) => [`--${name}`, folder]);
  return ['--accept-server-license-terms', ...flags];
}

/**
 * Neither the user's home nor the variables of the VS Code or npm that started the tests may matter,
 * and sockets and caches go into the folder that is removed at the end.
 */
function cleanEnvironment({ temp }: Playground): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_|npm_|ELECTRON_)|^NODE_OPTIONS$/i;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), HOME: temp, TMPDIR: temp };
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise(resolve => {
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const port = /listening on (\d+)/.exec(printed)?.[1];
      if (port !== undefined) resolve(`127.0.0.1:${port}`);
    });
  });
}

async function answering(authority: string): Promise<void> {
  const giveUp = Date.now() + startLimitMs;
  for (;;) {
    const answer = await fetch(`http://${authority}/`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
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
  throw new Error(`VS Code's server does not listen after ${startLimitMs / 1000} s`);
}
