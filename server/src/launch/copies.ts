import { placeIn } from '../text/excerpt.ts';
import type { Place } from '../text/place.ts';
import { readDockerIgnore } from './docker-ignore.ts';
import { expandVariables } from './expand.ts';
import {
  absolutePath,
  type BroughtBy,
  type ContainerFiles,
  type Copy,
  cleanPath,
  type Effect,
  type Executable,
  sourcesOf,
  type Write,
} from './files.ts';
import type { Heredoc, Instruction } from './instructions.ts';
import type { Stage } from './stages.ts';
import { splitExpandable } from './variables.ts';

/** Reads one COPY or ADD. A source or target that is not known before the build brings nothing. */
export function readCopies(
  instruction: Instruction,
  { workdir, user, variables }: Pick<Stage, 'workdir' | 'user' | 'variables'>,
  stageNamed: (name: string) => Stage | undefined,
): readonly (Copy | Write)[] {
  const written = copyWords(instruction);
  const words = written.map(word => expandVariables(word, variables));
  const target = words.at(-1);
  const sources = words.slice(0, -1);
  if (target === undefined || sources.length === 0) return [];
  const absolute = absolutePath(target, workdir);
  if (absolute === undefined) return [];
  const name = instruction.flags.get('from');
  const stage = name === undefined ? undefined : stageNamed(name);
  const from = name === undefined ? undefined : (stage?.files ?? 'unknown');
  const intoDirectory = sources.length > 1 || /(^|\/)\.?\.?$/.test(target);
  const executable = executableBy(instruction.flags.get('chmod'));
  return sources.flatMap((source, index): readonly (Copy | Write)[] => {
    const heredoc = heredocNamed(written[index] ?? '', instruction);
    if (heredoc !== undefined) {
      const path = intoDirectory ? `${absolute === '/' ? '' : absolute}/${heredoc.name}` : absolute;
      return [
        {
          kind: 'write',
          path,
          text: expandsVariables(heredoc) ? undefined : heredoc.text,
          appends: false,
          executable: executable ?? false,
          by: { instruction, user },
        },
      ];
    }
    const copy = {
      kind: 'copy',
      target: absolute,
      intoDirectory,
      from,
      image: stage?.image,
      executable,
      by: { instruction, user },
    } as const;
    return [{ ...copy, ...sourceOf(source, copy, instruction) }];
  });
}

/** What is brought by a source, where it is not simply a file or folder of that name. */
function sourceOf(
  source: string | undefined,
  { target, intoDirectory }: Pick<Copy, 'target' | 'intoDirectory'>,
  { keyword, flags }: Instruction,
): Pick<Copy, 'source'> & Partial<Copy> {
  const unknown = { source: cleanPath(source ?? ''), from: 'unknown' } as const;
  if (source === undefined) return { ...unknown, vague: true };
  const adds = keyword === 'ADD';
  if (adds && isRepository(source)) return { ...unknown, vague: true };
  if (/^[a-z]+:\/\//.test(source)) {
    if (flags.has('unpack') && flags.get('unpack') !== 'false') return { ...unknown, vague: true };
    const name = source.replace(/[?#].*$/, '').replace(/^.*\//, '');
    const file = intoDirectory ? `${target === '/' ? '' : target}/${name}` : target;
    return { ...unknown, source: name, target: file, intoDirectory: false };
  }
  if (adds && flags.get('unpack') !== 'false' && ARCHIVE.test(source))
    return { ...unknown, vague: true };
  const mayExclude = excluderOf(flags.get('exclude'), source);
  const excluding = mayExclude && { mayExclude };
  return {
    source: cleanPath(source),
    ...excluding,
    ...(flags.has('parents') && withParents(source, target)),
  };
}

/** Archives that ADD unpacks (Dockerfile reference, "ADD"). */
const ARCHIVE = /\.(tar|t[gx]z|tbz2?|tar\.\w+)$/;

/** ADD clones it (the same, "Adding files from a Git repository"). */
function isRepository(source: string): boolean {
  return /^(git@|git:\/\/|ssh:\/\/)|^https?:\/\/[^#?]*\.git(#|\?|$)/.test(source);
}

/** The folders of the source stay, behind a `./` in it those that follow (the same, "COPY --parents"). */
function withParents(source: string, target: string): Partial<Copy> {
  if (/[*?[]/.test(source)) return { from: 'unknown', vague: true };
  const pivot = source.indexOf('/./');
  const kept = cleanPath(pivot < 0 ? source : source.slice(pivot));
  return { target: `${target === '/' ? '' : target}/${kept}`, intoDirectory: false };
}

/** Whether a pattern is about the folder that is copied, its parent or any file, is not told apart. */
function excluderOf(excluded: string | undefined, source: string): Copy['mayExclude'] {
  if (excluded === undefined) return undefined;
  const isExcluded = readDockerIgnore(excluded);
  const folder = `${cleanPath(source)}/`;
  return path =>
    [
      path,
      path.slice(path.lastIndexOf('/') + 1),
      path.startsWith(folder) ? path.slice(folder.length) : path,
    ].some(isExcluded);
}

/** The words that name sources in a COPY or ADD from the build context, as they are written. */
export function sourceWords(
  instruction: Instruction,
): readonly { readonly value: string; readonly at: Place }[] {
  const { rest, flags } = instruction;
  if (flags.has('from')) return [];
  const pattern = rest.text.startsWith('[') ? JSON_STRING : /\S+/g;
  const words = [...rest.text.matchAll(pattern)].map(({ 0: word, index }) => ({
    value: cleanPath(word.replaceAll(/^"|"$/g, '')),
    at: placeIn(rest, { start: index, end: index + word.length }),
  }));
  return words.slice(0, -1);
}

const JSON_STRING = /"(?:[^"\\]|\\.)*"/g;

/** What a mode says of the right to execute. */
export function executableBy(mode: string | undefined): Executable {
  if (mode === undefined) return undefined;
  if (/^[0-7]{3,4}$/.test(mode)) return (Number.parseInt(mode, 8) & 0o111) !== 0;
  const clauses = mode.split(',').map(executableByClause);
  if (clauses.includes('unknown')) return 'unknown';
  return clauses.includes(true) || (clauses.includes(undefined) ? undefined : false);
}

function executableByClause(clause: string): Executable {
  const change = /^[ugoa]*([-+=])([rwxXst]*)$/.exec(clause);
  if (change === null) return 'unknown';
  const [, operator, rights = ''] = change;
  if (!rights.includes('x')) return operator === '=' ? false : undefined;
  // A right that some lose others may keep.
  return operator === '-' ? (/^a?-/.test(clause) ? false : undefined) : true;
}

/** An instruction that brings a file, `alone` where it brings nothing else. */
export interface Bringer extends BroughtBy {
  readonly alone: boolean;
}

/** The COPY or ADD that brings the file at a path; undefined for what a RUN makes. */
export function bringerOf(files: ContainerFiles, path: string): Bringer | undefined {
  const brings = bringing(files, path);
  if (brings?.by === undefined) return undefined;
  const { instruction } = brings.by;
  const others = effectsIn(files).some(
    effect => effect !== brings && effect.kind !== 'run' && effect.by?.instruction === instruction,
  );
  const itself = brings.kind === 'write' || sourcesOf(brings, path).includes(brings.source);
  return { ...brings.by, alone: itself && !others && !/[*?[]/.test(instruction.rest.text) };
}

/** The last that brings the file. */
function bringing(files: ContainerFiles, path: string): Copy | Write | undefined {
  return effectsIn(files)
    .filter(effect => effect.kind !== 'run')
    .find(effect =>
      effect.kind === 'copy' ? sourcesOf(effect, path).length > 0 : effect.path === path,
    );
}

function effectsIn({ effects, base }: ContainerFiles): readonly Effect[] {
  return base === undefined ? effects : [...effects, ...effectsIn(base)];
}

/** A COPY or ADD from the build context, and where in there another file has to stand for the container to have it. */
export interface CopiedBeside {
  readonly instruction: Instruction;
  /** The other file in the build context. */
  readonly source: string;
  /** The instruction brings it too. */
  readonly comesAlong: boolean;
}

/** What it takes to copy another file beside one that COPY brings; undefined where another stage or a RUN brings it. */
export function besideCopied(
  files: ContainerFiles,
  path: string,
  name: string,
): CopiedBeside | undefined {
  const copy = bringing(files, path);
  if (copy?.kind !== 'copy' || copy.from !== undefined || copy.by === undefined) return undefined;
  const beside = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1) + name;
  const [source] = sourcesOf(copy, path).map(beside);
  if (source === undefined) return undefined;
  const comesAlong = sourcesOf(copy, beside(path)).includes(source);
  return { instruction: copy.by.instruction, source, comesAlong };
}

/** The builder puts the values of variables into the text. */
function expandsVariables({ text, quoted }: Heredoc): boolean {
  return !quoted && /[$\\]/.test(text.text);
}

function heredocNamed(word: string, { heredocs }: Instruction): Heredoc | undefined {
  const name = /^<<-?(.+)$/.exec(word)?.[1];
  return name === undefined ? undefined : heredocs.find(heredoc => heredoc.name === name);
}

function copyWords(instruction: Instruction): readonly string[] {
  const { text } = instruction.rest;
  if (!text.startsWith('[')) return splitExpandable(text);
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter(value => typeof value === 'string') : [];
  } catch {
    return [];
  }
}
