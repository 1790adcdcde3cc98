// Shows a real VS Code from npm, with the packaged extension installed, to a person: the part of
// `npm run editor` that comes after the packing.

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { installExtension, startCodeServer } from './code-server.ts';
import { prepareHosts } from './hosts.ts';
import { makePlayground, type Playground, removePlayground, root } from './places.ts';
import { writeProfile } from './profile.ts';
import type { RunningServer } from './server-process.ts';

async function main(): Promise<void> {
  const [folder] = process.argv.slice(2);
  if (folder !== undefined && !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(`There is no folder ${folder}`);
  }
  const interrupted = new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve());
    }
  });
  const playground = await makePlayground();
  try {
    await show(playground, folder, interrupted);
  } finally {
    await removePlayground(playground);
  }
}

async function show(
  playground: Playground,
  folder: string | undefined,
  interrupted: Promise<void>,
): Promise<void> {
  const locale = languageOfPerson();
  const hosts = await prepareHosts();
  await writeProfile(playground, locale, 'person');
  await installExtension(hosts, playground, join(root, 'entrypoint-lint.vsix'));
  const token = randomUUID();
  const flags = ['--connection-token', token];
  const server = await startCodeServer(hosts, playground, { locale, flags });
  try {
    const url = addressOf(server, token, folder, playground);
    console.log(`\nVS Code is at\n\n  ${url}\n\nCtrl-C ends it.`);
    if (folder === undefined) console.log('It shows a copy of examples/crashloop, for you to try.');
    openBrowser(url);
    const reason = await Promise.race([interrupted, server.died]);
    if (reason !== undefined) throw new Error(`${reason}\n${server.output()}`);
  } finally {
    await server.stop();
  }
  console.log('\nVS Code has ended.');
}

/** What `LANG` asks for, as far as the extension speaks it. */
function languageOfPerson(): string | undefined {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('ja') ? 'ja' : undefined;
}

/** Only who knows the token gets in: the editor has a terminal. */
function addressOf(
  { url }: RunningServer,
  token: string,
  folder: string | undefined,
  { workspace }: Playground,
): string {
  const query = new URLSearchParams({ tkn: token, folder: folder ?? workspace });
  if (folder === undefined) {
    const file = `vscode-remote://${new URL(url).host}${workspace}/v3/startup.sh`;
    query.set('payload', JSON.stringify([['openFile', file]]));
  }
  return `${url}/?${query}`;
}

/** Where there is a desktop. The address is on the terminal in any case. */
function openBrowser(url: string): void {
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const child = spawn('xdg-open', [url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
