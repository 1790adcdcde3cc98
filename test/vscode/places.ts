// Where things are, in the repository and in one run.

import { cp, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const lane = resolve(import.meta.dirname);
export const root = resolve(lane, '../..');
export const hostsFolder = join(lane, 'hosts');
export const evidenceFolder = join(lane, 'screenshots');
export const picturesFolder = join(root, 'docs/pictures');
/** Logs of the last run that failed. */
export const logsFolder = join(lane, '.cache/logs');

/** The folders of one run. All are below `temp`, and go with it. */
export interface Playground {
  readonly temp: string;
  /** A copy of the example: tests edit and save in it. */
  readonly workspace: string;
  readonly userData: string;
  readonly extensions: string;
  /** Stands in for the extension under development, because the one under test is the packaged one. */
  readonly placeholder: string;
  /** The bundled suite: a file of the placeholder. */
  readonly suite: string;
}

export async function makePlayground(): Promise<Playground> {
  // Resolved, as VS Code reports real paths, and the temp folder of macOS is a link.
  // Short, as VS Code puts a socket in it, and a socket's path has about a hundred characters.
  const temp = await realpath(await mkdtemp(join(tmpdir(), 'eplint-')));
  const playground: Playground = {
    temp,
    workspace: join(temp, 'crashloop'),
    userData: join(temp, 'data'),
    extensions: join(temp, 'extensions'),
    placeholder: join(temp, 'placeholder'),
    suite: join(temp, 'placeholder/suite/index.js'),
  };
  await cp(join(root, 'examples/crashloop'), playground.workspace, { recursive: true });
  for (const folder of ['userData', 'extensions', 'placeholder'] as const) {
    await mkdir(playground[folder]);
  }
  return playground;
}

export async function removePlayground(playground: Playground): Promise<void> {
  await rm(playground.temp, { recursive: true, force: true, maxRetries: 5 });
}
