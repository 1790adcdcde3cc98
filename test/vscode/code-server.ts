// VS Code's server: extensions run in a Node process beside it, as on a desktop or a remote machine.

import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Hosts } from './hosts.ts';
import type { Playground } from './places.ts';
import { runQuietly } from './processes.ts';
import { cleanEnvironment, type RunningServer, startServer } from './server-process.ts';

export type ServerFolders = Pick<Playground, 'temp' | 'userData' | 'extensions'>;

export async function installExtension(
  hosts: Hosts,
  folders: ServerFolders,
  vsix: string,
): Promise<void> {
  const args = [serverMain(hosts), '--install-extension', vsix, ...folderFlags(folders)];
  await runQuietly(hosts.node, args, { env: cleanEnvironment(folders), limitMs: 120_000 });
}

export function startCodeServer(
  hosts: Hosts,
  folders: ServerFolders,
  options: { locale: string | undefined; flags: readonly string[] },
): Promise<RunningServer> {
  const locale = options.locale === undefined ? [] : ['--locale', options.locale];
  const own = [...folderFlags(folders), ...listenFlags, ...quietFlags, ...options.flags];
  return startServer({
    program: hosts.node,
    args: [serverMain(hosts), ...own, ...locale],
    env: cleanEnvironment(folders),
    url: listening,
  });
}

// Without the smoke test driver a built VS Code ignores the page's request to run a test suite.
export const testFlags = ['--without-connection-token', '--enable-smoke-test-driver'];

/** The address that makes the workbench open a folder and run a suite in its extension host. */
export function suiteUrl({ url }: RunningServer, playground: Playground): string {
  const remote = (path: string): string => `vscode-remote://${new URL(url).host}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(playground.placeholder)],
    ['extensionTestsPath', remote(playground.suite)],
  ];
  const query = { folder: playground.workspace, payload: JSON.stringify(payload) };
  return `${url}/?${new URLSearchParams(query)}`;
}

const serverMain = (hosts: Hosts): string => join(hosts.server, 'out/server-main.js');

// Port 0: the server picks a free one itself, so that two runs never race for it.
const listenFlags = ['--host', '127.0.0.1', '--port', '0'];

const quietFlags = ['--disable-telemetry', '--disable-workspace-trust'];

function folderFlags({ temp, userData, extensions }: ServerFolders): string[] {
  const folders = {
    'server-data-dir': join(temp, 'server'),
    'user-data-dir': userData,
    'extensions-dir': extensions,
  };
  const flags = Object.entries(folders).flatMap(([name, folder]) => [`--${name}`, folder]);
  return ['--accept-server-license-terms', ...flags];
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise(resolve => {
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const port = /listening on (\d+)/.exec(printed)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
  });
}
