/** The language servers that are measured, installed in a package of their own beside this file. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A server to measure: how it is started, and which kinds of documents it reads. */
export interface Peer {
  readonly name: string;
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly reads: readonly ('script' | 'dockerfile')[];
}

const HERE = dirname(fileURLToPath(import.meta.url));
const FOLDER = join(HERE, 'peers');
const MODULES = join(FOLDER, 'node_modules');

/** Installs the peers unless that was done for this lockfile, and lists them, ours first. */
export function preparePeers(): readonly Peer[] {
  installPeers();
  const bash = [join(MODULES, 'bash-language-server/out/cli.js'), 'start'];
  const docker = [
    join(MODULES, 'dockerfile-language-server-nodejs/bin/docker-langserver'),
    '--stdio',
  ];
  // As the client starts it; what it keeps for the next session is there from the second one on.
  const server = join(HERE, '../../dist/server.js');
  const codeCache = `--code-cache=${join(MODULES, '.code')}`;
  const newSpace = ['--max-semi-space-size=4', '--min-semi-space-size=4'];
  const ours = [...newSpace, server, codeCache, '--stdio'];
  const shellcheck = spawnSync('shellcheck', ['--version']).status === 0;
  const peers: Peer[] = [
    { name: 'entrypoint-lint', argv: ours, environment: {}, reads: ['script', 'dockerfile'] },
    {
      name: 'bash-language-server',
      argv: bash,
      environment: { SHELLCHECK_PATH: '' },
      reads: ['script'],
    },
    { name: 'dockerfile-language-server', argv: docker, environment: {}, reads: ['dockerfile'] },
  ];
  if (shellcheck) {
    const name = 'bash-language-server + ShellCheck';
    peers.push({ name, argv: bash, environment: {}, reads: ['script'] });
  } else
    console.log(
      'ShellCheck is not installed (Debian: apt-get install shellcheck): bash-language-server is measured without it only.',
    );
  return peers;
}

function installPeers(): void {
  const lockfile = join(FOLDER, 'package-lock.json');
  const installed = join(MODULES, '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs) return;
  console.log('Installing the peers (npm ci) …');
  const { status } = spawnSync('npm', ['ci', '--no-progress'], {
    cwd: FOLDER,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('The peers could not be installed.');
}
