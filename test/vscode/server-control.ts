// Ends the language server: without a word, or as the end of VS Code does. Linux shows which processes are servers.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Playground } from './places.ts';

export interface ServerControl {
  /** As running out of memory would. */
  crash(): Promise<void>;
  /** Fails when the server has kept no compiled code in the extension's storage. */
  end(): Promise<void>;
}

const patienceMs = 10_000;

/** Controls the servers of the extension that is installed in this playground. */
export function controlServers(playground: Playground): ServerControl {
  return {
    crash: async () => signalAll(await serversOf(playground), 'SIGKILL'),
    async end() {
      const servers = await serversOf(playground);
      signalAll(servers, 'SIGTERM');
      const giveUp = Date.now() + patienceMs;
      while ((await serversOf(playground)).some(pid => servers.includes(pid))) {
        if (Date.now() > giveUp) throw new Error('The language server does not end');
        await sleep(25);
      }
      const kept = await readdir(storageOf(playground)).catch(() => []);
      if (!kept.some(name => name.endsWith('.code'))) throw new Error('It keeps no code');
    },
  };
}

function signalAll(servers: readonly number[], signal: NodeJS.Signals): void {
  if (servers.length === 0) throw new Error('The language server is no process of its own');
  for (const pid of servers) process.kill(pid, signal);
}

async function serversOf({ extensions }: Playground): Promise<readonly number[]> {
  const found: number[] = [];
  for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
    const command = await readFile(join('/proc', pid, 'cmdline'), 'utf8').catch(() => '');
    const isServer = command.split('\0').some(word => isServerBundle(word, extensions));
    if (isServer) found.push(Number(pid));
  }
  return found;
}

const isServerBundle = (word: string, extensions: string): boolean =>
  word.startsWith(extensions) && word.endsWith('dist/server.js');

/** Where VS Code lets the extension keep files, whatever the workspace. */
function storageOf({ userData }: Playground): string {
  return join(userData, 'User/globalStorage/entrypoint-lint.entrypoint-lint');
}
