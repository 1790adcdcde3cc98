/** Where shells run as PID 1: what this machine allows, and throw-away roots with the shells in them. */
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { withApplets } from './busybox.ts';
import { ACT, INIT } from './stub-script.ts';

export type ShellName = 'dash' | 'bash' | 'ash';

/** What is needed to run containers here, and which shells can be PID 1. */
export interface Sandbox {
  /** Starts the shell of a root, below which containers start: they share its network, which is none, and end with it. */
  shellIn(root: string): readonly string[];
  /** Where roots are made. */
  readonly folder: string;
  readonly shells: ReadonlyMap<ShellName, string>;
  readonly busybox: string;
  /** Shells that are not installed, with what would bring them. */
  readonly missing: readonly string[];
}

export type Detection =
  | { readonly kind: 'ready'; readonly sandbox: Sandbox }
  | { readonly kind: 'unavailable'; readonly reason: string };

const NAMESPACES = ['--net', '--ipc', '--pid', '--fork', '--kill-child', '--mount'];

/**
 * Into a root whose name is `$1`. Only mounts can be made private, which a container does with its root and its
 * `/proc`. Until then that is empty: whoever looks into it sees no other processes.
 */
const ENTER = `for folder in "$1" "$1/proc"; do "$0" mount -o bind "$folder" "$folder" || exit; done
exec "$0" chroot "$1" "$2" ash`;

/** busybox with what starts containers, where it stands in a root. */
export const LAUNCHER = '/.oracle/busybox-launch';

/**
 * In a root's shell before a command: makes it PID 1. util-linux's `unshare` is linked with so much that
 * it takes twice as long.
 */
export const AS_PID_1: readonly string[] = [
  ...[LAUNCHER, 'unshare', '-p', '-f', '--mount-proc'],
  // As container runtimes make it, PID 1 leads a session.
  ...[LAUNCHER, 'setsid'],
];

/** Memory is faster than a disk; but not everywhere may programs be started in it. */
const FOLDERS = ['/dev/shm', tmpdir()].filter(folder => existsSync(folder));

/** A process id inside the namespace is the number of its fifo; startup scripts start fewer. */
const WAKE_FIFOS = 200;

/** Finds out by trying: what is compiled in, permitted and installed differs between machines. */
export function detectSandbox(): Detection {
  if (process.platform !== 'linux') return unavailable('PID namespaces exist on Linux only');
  const unshare = programNamed('unshare');
  if (unshare === undefined) return unavailable('`unshare` (util-linux) is not installed');
  const busybox = programNamed('busybox');
  if (busybox === undefined) {
    return unavailable('`busybox` is not installed (on Debian and Ubuntu: busybox-static)');
  }
  const shells = new Map<ShellName, string>([['ash', busybox]]);
  const missing: string[] = [];
  for (const name of ['dash', 'bash'] as const) {
    const path = programNamed(name);
    if (path === undefined) missing.push(name);
    else shells.set(name, path);
  }
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  // What is started ends with who started it, also where that is killed.
  const setpriv = programNamed('setpriv');
  const tied = setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'KILL'];
  const namespaces = [...tied, unshare, ...user, ...NAMESPACES];
  const shellIn = (root: string): readonly string[] => [
    ...namespaces,
    ...[busybox, 'ash', '-c', ENTER, busybox, root, LAUNCHER],
  ];
  let problem: string | undefined;
  for (const folder of FOLDERS) {
    const sandbox = { shellIn, folder, shells, busybox, missing };
    problem = tryOut(sandbox);
    if (problem === undefined) return { kind: 'ready', sandbox };
  }
  return unavailable(problem ?? 'there is no folder for temporary files');
}

/** Makes a root with the shells, their libraries, and what stubs need. Remove it with `removeRoot`. */
export function createRoot({ folder, shells, busybox }: Sandbox): string {
  const root = mkdtempSync(join(folder, 'entrypoint-oracle-'));
  chmodSync(root, 0o755);
  const folders = ['bin', 'usr/bin', 'usr/sbin', 'usr/local/bin', 'usr/local/sbin', 'sbin', 'lib'];
  const others = [
    'app',
    'dev',
    'etc',
    'home',
    'opt',
    'proc',
    'root',
    'run',
    'srv',
    'tmp',
    'var/log',
  ];
  for (const path of [...folders, ...others, '.oracle/wake']) {
    mkdirSync(join(root, path), { recursive: true });
  }
  for (const [name, path] of shells) {
    if (name === 'ash') continue;
    copyProgram(path, join(root, 'bin', name), root);
  }
  copyProgram(busybox, join(root, 'bin/busybox'), root);
  const program = readFileSync(busybox);
  const write = (path: string, ...kept: readonly string[]): void =>
    writeFileSync(join(root, path), withApplets(program, kept), { mode: 0o755 });
  write('bin/busybox', 'sh', 'ash');
  write('.oracle/busybox-stub', 'ash');
  write('.oracle/busybox-launch', 'ash', 'env', 'unshare', 'setsid', 'dirname', 'basename');
  symlinkSync('busybox', join(root, 'bin/ash'));
  writeFileSync(join(root, '.oracle/act'), ACT);
  writeFileSync(join(root, '.oracle/init'), INIT, { mode: 0o755 });
  const fifos = ['still', 'ready', ...Array.from({ length: WAKE_FIFOS }, (_, id) => `wake/${id}`)];
  runHere(busybox, 'mkfifo', ...fifos.map(name => join(root, '.oracle', name)));
  makeNull(join(root, 'dev/null'), busybox);
  return root;
}

export function removeRoot(root: string): void {
  rmSync(root, { recursive: true, force: true });
}

/** Which shell `sh` is from now on. */
export function setSh(root: string, shell: ShellName): void {
  rmSync(join(root, 'bin/sh'), { force: true });
  symlinkSync(shell === 'ash' ? 'busybox' : shell, join(root, 'bin/sh'));
}

function unavailable(reason: string): Detection {
  return { kind: 'unavailable', reason };
}

/** The problem, in words, or undefined where all shells start as PID 1. */
function tryOut(sandbox: Sandbox): string | undefined {
  const root = createRoot(sandbox);
  try {
    for (const shell of sandbox.shells.keys()) {
      setSh(root, shell);
      const [program = '', ...args] = sandbox.shellIn(root);
      const script = 'echo $$; type sleep && exit 9; exit 7';
      const input = `${AS_PID_1.join(' ')} sh -c '${script}'`;
      const env = { PATH: '/bin' };
      const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env, input });
      if (status === 9) return 'busybox runs its own programs in place of stubs';
      if (status !== 7 || !stdout.startsWith('1\n')) {
        const as = sandbox.shellIn(root).includes('--user') ? 'in a user namespace' : 'as root';
        return `\`unshare\` does not work ${as}: ${stderr.trim() || `status ${status}`}`;
      }
    }
    return undefined;
  } finally {
    removeRoot(root);
  }
}

function programNamed(name: string): string | undefined {
  const folders = [
    ...(process.env.PATH ?? '').split(':'),
    '/usr/sbin',
    '/sbin',
    '/usr/bin',
    '/bin',
  ];
  return folders
    .map(folder => join(folder, name))
    .find(path => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Copies a program with the libraries that it is linked with. */
function copyProgram(from: string, to: string, root: string): void {
  copyFileSync(from, to);
  chmodSync(to, 0o755);
  for (const library of librariesOf(from)) {
    mkdirSync(join(root, dirname(library)), { recursive: true });
    copyFileSync(library, join(root, library));
  }
}

/** By program: to ask takes longer than to copy. */
const libraries = new Map<string, readonly string[]>();

function librariesOf(program: string): readonly string[] {
  let known = libraries.get(program);
  if (known === undefined) {
    const { stdout } = spawnSync('ldd', [program], { encoding: 'utf8' });
    known = (stdout ?? '').match(/\/\S+\.so\S*/g) ?? [];
    libraries.set(program, known);
  }
  return known;
}

/** A device where that is permitted, else an empty file. */
function makeNull(path: string, busybox: string): void {
  try {
    runHere(busybox, 'mknod', '-m', '666', path, 'c', '1', '3');
    accessSync(path, constants.W_OK);
    writeFileSync(path, 'probe');
  } catch {
    rmSync(path, { force: true });
    writeFileSync(path, '');
  }
}

function runHere(busybox: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(busybox, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${basename(busybox)} ${args[0]}: ${stderr}`);
}
