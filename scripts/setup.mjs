// Brings a clone into working order: installs the dependencies when they are missing or outdated,
// and builds. Shared by the scripts that people run first.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const lockfile = join(root, 'package-lock.json');
const stamp = join(root, 'node_modules', '.installed-from');
const installed = join(root, 'node_modules', '.package-lock.json');

/** Installs if needed, then builds. Throws with a message that a person can act on. */
export function setUp() {
  if (!isInstalled()) install();
  build();
}

/** The stamp names the lockfile that was installed; without one, the newer file counts. */
function isInstalled() {
  if (!existsSync(installed)) return false;
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === lockfileHash();
  return statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs;
}

function install() {
  console.error('Installing the dependencies (npm ci) …');
  run(...npm(), 'ci', '--no-progress');
  writeFileSync(stamp, lockfileHash());
}

function build() {
  run(process.execPath, join(root, 'scripts', 'build.mjs'));
}

function lockfileHash() {
  return createHash('sha256').update(readFileSync(lockfile)).digest('hex');
}

/** The npm that runs this script, or the one on the path; on Windows that one is a batch file. */
function npm() {
  const running = process.env.npm_execpath;
  if (running?.endsWith('.js')) return [process.execPath, running];
  return process.platform === 'win32' ? ['cmd', '/c', 'npm'] : ['npm'];
}

/** What it prints goes to standard error: standard output belongs to the caller's results. */
function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status === 0) return;
  const reason = error === undefined ? `exit status ${status}` : error.message;
  throw new Error(`${[command, ...args].join(' ')} failed: ${reason}`);
}
