/** Runs the bundled command line as a person would, in folders that are thrown away. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const EXAMPLES = join(ROOT, 'examples', 'crashloop');

const CLI = join(ROOT, 'dist', 'cli.js');
const folders: string[] = [];

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** As a user who may not write everywhere: root gives way to nobody, with a copy of the bundle that nobody can read. */
  readonly plainUser?: boolean;
}

const NOBODY = 65_534;

export function lint(
  args: readonly string[],
  { cwd = ROOT, input, env, plainUser = false }: Surroundings = {},
): Outcome {
  const isOther = plainUser && process.getuid?.() === 0;
  const bundle = isOther ? copyForAll(dirname(CLI)) : dirname(CLI);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(bundle, 'cli.js'), ...args],
    {
      ...(isOther && { uid: NOBODY, gid: NOBODY }),
      cwd,
      input: input ?? '',
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C', ...env },
    },
  );
  return { status, stdout, stderr };
}

function copyForAll(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'entrypoint-lint-'));
  folders.push(copy);
  cpSync(folder, copy, { recursive: true });
  chmodSync(copy, 0o755);
  return copy;
}

/** What `--format json` promises, as far as tests look at it. */
export interface JsonReport {
  readonly schema: number;
  readonly launches: readonly JsonLaunch[];
  readonly findings: readonly JsonFinding[];
  readonly stats: {
    readonly dockerfiles: number;
    readonly scripts: number;
    readonly milliseconds: number;
  };
}

export interface JsonLaunch {
  readonly file: string;
  readonly line: number;
  readonly kind: string;
  readonly name: string | null;
  readonly command: readonly string[] | null;
  readonly scripts: readonly string[];
  readonly verdict: string;
  readonly endings: readonly JsonEnding[];
}

export interface JsonEnding {
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly command: string | null;
  readonly exec: boolean;
  readonly when: readonly string[];
  readonly assuming: readonly string[];
  readonly jobs: readonly unknown[];
}

export interface JsonFinding {
  readonly rule: string;
  readonly severity: string;
  readonly file: string;
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
  readonly message: string;
  readonly launches: readonly string[];
  readonly assuming: readonly string[];
  readonly trail: readonly {
    readonly file: string;
    readonly line: number;
    readonly note: string;
  }[];
  readonly fixes: readonly { readonly title: string; readonly safety: string }[];
  readonly suppressed?: true;
}

export function lintJson(args: readonly string[], surroundings: Surroundings = {}): JsonReport {
  const { stdout } = lint(['--format', 'json', ...args], surroundings);
  return JSON.parse(stdout) as JsonReport;
}

/** A fresh repository with these files. */
export function repository(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, '.git'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A repository that holds a copy of one version of the story. */
export function storyCopy(version: string): string {
  const folder = repository({});
  cpSync(join(EXAMPLES, version), folder, { recursive: true });
  return folder;
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'entrypoint-lint-'));
  folders.push(folder);
  return folder;
}

/** To be called after the tests of a file. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
