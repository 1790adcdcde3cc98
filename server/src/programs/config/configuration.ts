/** Which configuration decides what a program does, and what it says. */
import { type Excerpt, placeIn } from '../../text/excerpt.ts';
import type { BehaviorReason, Source } from '../behavior.ts';
import type { Files, OpenedFile } from '../files.ts';
import type { SplitArguments } from '../options.ts';
import type { Directive, ReadDirective } from './directives.ts';
import { putsFile } from './put-files.ts';

export interface Configuration {
  /** As the knowledge base names the program. */
  readonly program: string;
  /** Options whose value is the file; the first operand where there are none. */
  readonly options?: readonly string[];
  /** Options after which the usual places do not count. */
  readonly elsewhere?: readonly string[];
  /** Where it is looked for when the command names no file, in the order in which they decide. */
  readonly files: readonly string[];
  /** The files that it includes, as packages and images set it up. */
  readonly included?: readonly string[];
  readonly read: ReadDirective;
  /** How a script looks that sets it when the container starts; not where it is an option of the program. */
  readonly setBy?: RegExp;
  /** Patterns of other files that a text includes, relative to its folder. */
  readonly includes?: (text: string) => readonly string[];
  /** What the program does where no configuration says anything. */
  readonly usual: 'serves' | 'daemonizes';
  readonly source: Source;
}

/** What the configuration makes of the program, and why. */
export interface Configured {
  readonly effect: 'serves' | 'daemonizes' | 'undecided';
  readonly reason: BehaviorReason;
}

/**
 * Reads the files that decide. Where one of them is not known, and no other says it, nothing is decided; nor where a
 * script of the container may have set it before.
 */
export function configured(
  {
    program,
    files: usualFiles,
    included: patterns = [],
    read,
    setBy,
    includes,
    usual,
    source,
    ...names
  }: Configuration,
  split: SplitArguments,
  files: Files,
): Configured {
  const known = { id: 'reason-known', program, source } as const;
  const undecided = { effect: 'undecided', reason: known } as const;
  const named = namedFiles(names, split);
  const mayBeSet = setBy !== undefined && files.scripts().some(text => setBy.test(text));
  if (named === undefined || mayBeSet) return undecided;
  const paths = named.length > 0 ? named : usualFiles;
  const open = (path: string): OpenedAt => ({ path, file: files.open(path) });
  const main = paths.map(open);
  const included = [...patterns, ...main.flatMap(file => includedBy(file, includes))].map(
    files.matching,
  );
  const opened = [...main, ...included.flatMap(found => found.paths.map(open))];
  const isPut = (): boolean => isPutByScript([...paths, ...patterns], files);
  for (const { path, file } of opened) {
    const said = directiveIn(file, read);
    if (said === undefined) continue;
    const { at, text, stays } = said;
    if (!stays && isPut()) return undecided;
    const reason = { id: 'reason-configuration', program, file: path, text, at, source } as const;
    return { effect: stays ? 'serves' : 'daemonizes', reason };
  }
  const complete = included.every(found => found.complete);
  const silent = opened.every(({ path, file }) => saysNothing(file, usualFiles.includes(path)));
  if (!complete || !silent || (usual === 'daemonizes' && isPut())) return undecided;
  return { effect: usual, reason: known };
}

/** Files of the start replace those of the build, and may keep the program in the foreground. */
function isPutByScript(paths: readonly string[], files: Files): boolean {
  return files.scripts().some(text => paths.some(path => putsFile(text, path)));
}

interface OpenedAt {
  readonly path: string;
  readonly file: OpenedFile;
}

function includedBy(
  { path, file }: OpenedAt,
  includes: Configuration['includes'],
): readonly string[] {
  if (file.kind !== 'text' || includes === undefined) return [];
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const patterns = file.pieces.flatMap(({ text }) => includes(text));
  return patterns.map(pattern => (pattern.startsWith('/') ? pattern : folder + pattern));
}

/** The files that the command names; undefined where one is not known, or the usual ones stand elsewhere. */
export function namedFiles(
  { options, elsewhere = [] }: Pick<Configuration, 'options' | 'elsewhere'>,
  split: SplitArguments,
): readonly string[] | undefined {
  if (split.open || split.options.some(({ name }) => elsewhere.includes(name))) return undefined;
  const values =
    options === undefined
      ? split.operands.slice(0, 1).map(({ argument }) => argument.value)
      : split.options.flatMap(({ name, value }) => (options.includes(name) ? [value] : []));
  const known = values.flatMap(value => value || []);
  return known.length === values.length ? known : undefined;
}

/** Among several pieces the last one that says anything counts. */
function directiveIn(file: OpenedFile, read: ReadDirective): Said | undefined {
  if (file.kind !== 'text') return undefined;
  for (const piece of [...file.pieces].reverse()) {
    const found = read(piece.text);
    if (found !== undefined) return said(piece, found);
  }
  return undefined;
}

interface Said {
  readonly stays: boolean;
  readonly text: string;
  readonly at: ReturnType<typeof placeIn>;
}

function said(piece: Excerpt, { stays, span }: Directive): Said {
  const text = piece.text.slice(span.start, span.end).replace(/\s+/g, ' ');
  return { stays, text, at: placeIn(piece, span) };
}

/** The file that an image or a package puts at a usual place leaves the program as it is. */
function saysNothing(file: OpenedFile, isUsual: boolean): boolean {
  if (file.kind !== 'text' && file.kind !== 'absent') return false;
  return file.behind === 'nothing' || (file.behind === 'image' && isUsual);
}
