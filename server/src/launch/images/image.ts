/** What is known of base images: the facts in this folder, by the reference that FROM names. */
import type { ShellKind } from '../../shell/shells.ts';
import { interactive } from './interactive.ts';
import { ALPINE, BUSYBOX, type ImageRow, NO_SHELL, RED_HAT, type System } from './row.ts';
import { servers } from './servers.ts';
import { systems } from './systems.ts';
import { tasks } from './tasks.ts';

export interface Image extends Omit<ImageRow, 'system' | 'bash'> {
  /** Which shell `sh` is; undefined where the image has none. */
  readonly sh: ShellKind | undefined;
  readonly shells: readonly string[];
  /** It has no others, as far as its Dockerfile tells. */
  readonly onlyShells: boolean;
  /** What it does when neither ENTRYPOINT nor CMD is written. */
  readonly usually: 'serves' | 'ends';
  /** By path, what its files say that decides whether a program stays in the foreground. */
  readonly files: ReadonlyMap<string, string>;
}

/** The images with `fpm` in their tags begin with those of PHP (docker-library/php 8.4/bookworm/fpm/Dockerfile). */
const FPM_FILES: Image['files'] = new Map([
  ['/usr/local/etc/php-fpm.d/zz-docker.conf', '[global]\ndaemonize = no\n'],
]);

const NO_FILES: Image['files'] = new Map();

const SYSTEMS: readonly ImageRow[] = systems.map(row => ({ workdir: '/', ...row }));

const ROWS: readonly (readonly [readonly ImageRow[], Image['usually']])[] = [
  [servers, 'serves'],
  [interactive, 'ends'],
  [tasks, 'ends'],
  [SYSTEMS, 'ends'],
];

interface Candidate {
  readonly row: ImageRow;
  readonly usually: Image['usually'];
  /** A system, or an interpreter: it has no server. */
  readonly plain: boolean;
  /** With what words of the tag have to begin. */
  readonly variant: readonly string[];
}

/** By the name of the image; what stands first is taken where two fit equally. */
const CANDIDATES = candidatesByName();

function candidatesByName(): ReadonlyMap<string, readonly Candidate[]> {
  const found = new Map<string, Candidate[]>();
  for (const [rows, usually] of ROWS) {
    for (const row of rows) {
      const [name = '', variant] = row.name.split(/[: ]/);
      const plain = rows === interactive || rows === SYSTEMS;
      const candidate = { row, usually, plain, variant: variant?.split('-') ?? [] };
      found.set(name, [...(found.get(name) ?? []), candidate]);
    }
  }
  return found;
}

const REGISTRY =
  /^(?:(?:docker\.io|index\.docker\.io|registry-1\.docker\.io)\/|(?:public\.ecr\.aws\/docker|mirror\.gcr\.io)\/)/;
const PLATFORM = /^(?:amd64|i386|arm32v[567]|arm64v8|ppc64le|s390x)\//;

/** Systems that names tell, where nothing else is known of the image. */
const ALPINE_NAME = /(^|[-/:])(alpine|busybox)/;
const RED_HAT_NAME = /(^|\/)(redhat|ubi\d*|rhel\d*)([-/:@]|$)/;
const NO_SHELL_NAME = /^gcr\.io\/distroless\//;
const WINDOWS_NAME =
  /(^|[-/:])(windows|windowsservercore|nanoserver)([-/:@]|$)|\/dotnet\/framework\//;

/** The image of a reference such as `docker.io/library/nginx:1.27-alpine@sha256:…`; undefined where nothing is known. */
export function imageNamed(reference: string): Image | undefined {
  const { name, tag } = readReference(reference);
  const words = tag.split('-');
  const fitting = (CANDIDATES.get(name) ?? []).filter(({ variant }) =>
    variant.every(part => words.some(word => word.startsWith(part))),
  );
  const [best] = fitting.sort((a, b) => b.variant.length - a.variant.length);
  if (best === undefined) return undefined;
  const { system, bash, ...facts } = best.row;
  const { sh, shells } = systemBehind(system, words);
  const plain = system === NO_SHELL || best.plain;
  return {
    ...facts,
    sh,
    shells: bash ? [...shells, 'bash'] : shells,
    onlyShells: plain && systemBehind(system, words) === system,
    usually: best.usually,
    files: words.some(word => word.startsWith('fpm')) ? FPM_FILES : NO_FILES,
  };
}

/** What PATH is where nobody sets it, and in most official images. */
const USUAL_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The PATH of an image, as far as it is known. */
export function pathOfImage(image: Image | undefined): string {
  return [...(image?.path ?? []), USUAL_PATH].join(':');
}

/** Where images have files of their own. */
const OF_IMAGES = /^\/(bin|etc|lib|opt|sbin|usr|var)\/|^\/[^/]*entrypoint[^/]*$/;

/** True where the image may have a file at the path: one that does something of its own may have files anywhere. */
export function mayHave(image: Image | undefined, path: string): boolean {
  return image?.onlyShells !== true || OF_IMAGES.test(path);
}

/** Variants have another system, or a shell of busybox for debugging. */
function systemBehind(system: System, words: readonly string[]): System {
  if (words.some(word => word.startsWith('alpine'))) return ALPINE;
  return system === NO_SHELL && words.includes('debug') ? BUSYBOX : system;
}

/** Which shell `sh` is in an image: `posix` where that is not known. */
export function shellOfImage(reference: string): ShellKind {
  return imageNamed(reference)?.sh ?? systemOf(reference)?.sh ?? 'posix';
}

/** The words that the builder puts before a shell form's text (Dockerfile reference, "SHELL"). */
export function shellFormOf(reference: string | undefined): readonly string[] {
  const windows = reference !== undefined && WINDOWS_NAME.test(reference.toLowerCase());
  return windows ? ['cmd', '/S', '/C'] : ['/bin/sh', '-c'];
}

function systemOf(reference: string): System | undefined {
  if (ALPINE_NAME.test(reference)) return ALPINE;
  if (RED_HAT_NAME.test(reference)) return RED_HAT;
  return NO_SHELL_NAME.test(reference) ? NO_SHELL : undefined;
}

function readReference(reference: string): { readonly name: string; readonly tag: string } {
  const plain = reference.toLowerCase().replace(/@.*$/, '');
  const colon = /:([^/:]+)$/.exec(plain);
  const name = (colon === null ? plain : plain.slice(0, colon.index))
    .replace(REGISTRY, '')
    .replace(/^library\//, '')
    .replace(PLATFORM, '')
    // Versions stand in the names of these: `nodejs22-debian12`.
    .replace(/^(gcr\.io\/distroless\/(?:java|nodejs|python3))\d*(?:-debian\d+)?$/, '$1')
    .replace(
      /^(gcr\.io\/distroless\/(?:static|base|cc))(?:-nossl)?(?:-debian\d+)?$/,
      'gcr.io/distroless/static',
    );
  return { name, tag: colon?.[1] ?? '' };
}
