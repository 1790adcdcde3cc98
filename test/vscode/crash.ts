// Ends the language server as running out of memory would: without a word.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Playground } from './places.ts';

/** Kills the servers of the extension that is installed in this playground. Linux shows which they are. */
export async function crashServers({ extensions }: Playground): Promise<void> {
  const found: number[] = [];
  for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
    const command = await readFile(join('/proc', pid, 'cmdline'), 'utf8').catch(() => '');
    const isServer = command.split('\0').some(word => isServerBundle(word, extensions));
    if (isServer) found.push(Number(pid));
  }
  if (found.length === 0) throw new Error('The language server is no process of its own');
  for (const pid of found) process.kill(pid, 'SIGKILL');
}

const isServerBundle = (word: string, extensions: string): boolean =>
  word.startsWith(extensions) && word.endsWith('dist/server.js');
