/** What the commands of a RUN do to files, as far as they are literal and unconditional. */
import { baseName } from '../programs/command.ts';
import { childSteps } from '../shell/child-steps.ts';
import { shebangCommand, shellNamed } from '../shell/shells.ts';
import type { Redirect, RunStep, Script, Step } from '../shell/steps.ts';
import { type Excerpt, placeIn } from '../text/excerpt.ts';
import { absolutePath, type Change, type Executable, type Run } from './files.ts';
import { isIdle } from './idle-runs.ts';
import { builtPrograms } from './run-builds.ts';
import { findChanges, isUnfollowed, modeChanges, readInstall, UNFOLLOWED } from './run-modes.ts';
import {
  heredocOf,
  joined,
  nameOf,
  outputOf,
  type RunText,
  textsOf,
  wordText,
} from './run-output.ts';
import { readSedScripts } from './sed.ts';

/** What a RUN may look into. */
export interface RunSources {
  readonly scriptOf: (text: string) => Script;
  /** The whole text at a path of the container, as it is when the RUN starts; undefined where it is not known. */
  readonly openText: (path: string, run: Run) => Excerpt | undefined;
}

/** A RUN that starts more scripts than these is a test of this program: the others are not followed. */
const SCRIPTS_LIMIT = 20;

/**
 * Reads the commands in order, also those of shell scripts that the build context brings. What stands under a
 * condition changes its files in an unknown way.
 */
export function readRunChanges(run: Run, sources: RunSources): readonly Change[] {
  if (isIdle(run.text.text)) return [];
  const script = sources.scriptOf(run.text.text);
  const { workdir } = run;
  const reader: Reader = { run, script, workdir, changes: [], sources, followed: [] };
  for (const step of script.steps) readStep(step, reader);
  return reader.changes;
}

interface Reader extends RunText {
  workdir: string | undefined;
  readonly changes: Change[];
  readonly sources: RunSources;
  /** The scripts that have been followed, each as often as it was started. */
  readonly followed: string[];
}

function readStep(step: Step, reader: Reader): void {
  switch (step.kind) {
    case 'run':
      readCommand(step, reader);
      return;
    case 'and':
      readStep(step.left, reader);
      readStep(step.right, reader);
      return;
    case 'group':
    case 'subshell':
      for (const child of step.body.steps) readStep(child, reader);
      return;
    case 'redirected':
      if (step.step.kind === 'group') readOutput(step.step.body.steps, step.redirects, reader);
      return;
    case 'pipeline':
      readPipeline(step.parts, reader);
      return;
    default:
      for (const run of runsIn(step)) noteChanges(run, reader);
  }
}

function runsIn(step: Step): readonly RunStep[] {
  return step.kind === 'run' ? [step] : childSteps(step).flatMap(runsIn);
}

/** `echo … | tee FILE` writes what `echo` says, and so does a group. */
function readPipeline(parts: readonly Step[], reader: Reader): void {
  const [first, last] = parts;
  if (parts.length === 2 && last?.kind === 'run' && nameOf(last, reader) === 'tee') {
    const words = textsOf(last, reader);
    const files = words.filter(word => !word.startsWith('-'));
    const steps = first?.kind === 'group' ? first.body.steps : first === undefined ? [] : [first];
    write(files, outputOfAll(steps, reader), words.includes('-a'), reader);
    return;
  }
  for (const run of parts.flatMap(runsIn)) noteChanges(run, reader);
}

function readCommand(step: RunStep, reader: Reader): void {
  if (readScript(step, reader)) return;
  if (step.redirects.some(isOutput)) readOutput([step], step.redirects, reader);
  else readPlainCommand(step, reader);
}

function readPlainCommand(step: RunStep, reader: Reader): void {
  const texts = textsOf(step, reader);
  const operands = texts.filter(text => !text.startsWith('-'));
  const options = texts.filter(text => text.startsWith('-')).join(' ');
  switch (nameOf(step, reader)) {
    case 'cd':
      reader.workdir =
        operands[0] === undefined ? undefined : absolutePath(operands[0], reader.workdir);
      return;
    case 'chmod':
      reader.changes.push(
        ...modeChanges(texts, texts.length === step.words.length - 1, files =>
          paths(files, reader),
        ),
      );
      return;
    case 'find':
      reader.changes.push(...findChanges(texts, files => paths(files, reader)));
      return;
    case 'mv':
    case 'cp':
    case 'ln':
      readTake(operands, undefined, reader);
      return;
    case 'install': {
      const install = readInstall(texts);
      readTake(install.operands, install.executable, reader);
      return;
    }
    case 'rm':
      for (const path of paths(operands, reader)) reader.changes.push({ kind: 'remove', path });
      return;
    case 'dos2unix':
      cleanLineEndings(operands, reader);
      return;
    case 'sed':
      if (/(^| )-\w*i|--in-place/.test(options)) readEdit(step, texts, reader);
      return;
    case 'tee':
      write(operands, heredocOf(step, reader), /-\w*a/.test(options), reader);
      return;
    default:
      noteChanges(step, reader);
  }
}

/** Reads a shell script of the workspace that the command starts, by its path or as an argument of a shell. */
function readScript(step: RunStep, reader: Reader): boolean {
  const { run, sources, followed } = reader;
  const path = scriptStarted(step, reader);
  if (path === undefined || followed.length >= SCRIPTS_LIMIT) return false;
  const text = sources.openText(path, run);
  if (text === undefined) return false;
  const script = sources.scriptOf(text.text);
  const [program = 'sh'] = shebangCommand(script.shebang ?? 'sh');
  if (shellNamed(program, 'posix') === undefined || script.errors.length > 0) return false;
  followed.push(path);
  const inner = { ...reader, run: { ...run, text }, script };
  for (const child of script.steps) readStep(child, inner);
  return true;
}

function scriptStarted(step: RunStep, reader: Reader): string | undefined {
  const [first, ...rest] = step.words.map(word => wordText(word, reader));
  if (first === undefined) return undefined;
  const file = rest.find(word => word === undefined || !/^-[aeufvx]+$/.test(word));
  const started = /^(\/bin\/)?(sh|bash|dash|ash|source|\.)$/.test(first) ? file : first;
  return started?.includes('/') ? absolutePath(started, reader.workdir) : undefined;
}

/** `sed -i SCRIPT FILE…`; a script that is not understood changes the files in an unknown way. */
function readEdit(step: RunStep, texts: readonly string[], reader: Reader): void {
  const isScript = (index: number): boolean =>
    /^(-\w*e|--expression)$/.test(texts[index - 1] ?? '');
  const named = texts.filter((_text, index) => isScript(index));
  const plain = texts.filter((text, index) => !text.startsWith('-') && !isScript(index));
  const scripts = named.length > 0 ? named : plain.slice(0, 1);
  const files = named.length > 0 ? plain : plain.slice(1);
  const cleans = scripts.every(text => /^s(.)(\\r|\r|\^M)\$?\1\1g?$/.test(text));
  const extended = texts.some(text => /^(-\w*[Er]\w*|--regexp-extended)$/.test(text));
  // A word that is not known is missing among the texts: it may be the script.
  const known =
    texts.length === step.words.length - 1 && !texts.some(text => /^-\w*[nsz]/.test(text));
  const edits = known ? readSedScripts(scripts, extended) : undefined;
  const at = placeIn(reader.run.text, step.at);
  if (cleans) {
    cleanLineEndings(files, reader);
    return;
  }
  for (const pattern of paths(files, reader)) {
    if (edits !== undefined) reader.changes.push({ kind: 'edit', pattern, edits, at });
    else reader.changes.push({ kind: 'change', pattern, replaces: false });
  }
  noteSomewhere(files, reader);
}

/** Where the working directory is not known, any file may be meant. */
function cleanLineEndings(files: readonly string[], reader: Reader): void {
  const patterns = paths(files, reader);
  const recursive = patterns.length < files.length;
  for (const pattern of recursive ? ['/'] : patterns)
    reader.changes.push({ kind: 'line-endings', pattern, recursive });
}

function readTake(operands: readonly string[], executable: Executable, reader: Reader): void {
  const [target, ...sources] = [...paths(operands, reader)].reverse();
  noteSomewhere(operands, reader);
  if (target === undefined) return;
  const intoDirectory = sources.length > 1 || operands.at(-1)?.endsWith('/') === true;
  for (const from of sources) {
    const inside = `${target === '/' ? '' : target}/${baseName(from)}`;
    // Without a trailing `/` nothing tells whether the target is a directory.
    for (const path of intoDirectory ? [inside] : [target, inside]) {
      reader.changes.push({ kind: 'take', from, path });
      if (executable !== undefined)
        reader.changes.push({ kind: 'mode', pattern: path, recursive: false, executable });
    }
  }
}

/** The output of some commands goes to a file. */
function readOutput(steps: readonly Step[], redirects: readonly Redirect[], reader: Reader): void {
  const output = redirects.find(isOutput);
  const target = output?.target === undefined ? undefined : wordText(output.target, reader);
  if (output === undefined || target === undefined) return;
  write([target], outputOfAll(steps, reader), output.operator === '>>', reader);
}

function outputOfAll(steps: readonly Step[], reader: Reader): Excerpt | undefined {
  const texts = steps.map(step => (step.kind === 'run' ? outputOf(step, reader) : undefined));
  const known = texts.filter(text => text !== undefined);
  return known.length === texts.length ? joined(known, reader) : undefined;
}

function isOutput({ operator }: Redirect): boolean {
  return /^(>|>>|>\|)$/.test(operator);
}

function write(
  files: readonly string[],
  text: Excerpt | undefined,
  appends: boolean,
  reader: Reader,
): void {
  for (const path of paths(files, reader)) {
    reader.changes.push({
      kind: 'write',
      path,
      text,
      appends,
      executable: undefined,
      by: undefined,
    });
  }
  noteSomewhere(files, reader);
}

/** Downloads and editors name the files that they change. */
function noteChanges(step: RunStep, reader: Reader): void {
  const [first] = step.words;
  if (first !== undefined && isUnfollowed(wordText(first, reader)))
    reader.changes.push(...UNFOLLOWED);
  const name = nameOf(step, reader) ?? '';
  const words = step.words.slice(1).map(word => wordText(word, reader));
  const at = placeIn(reader.run.text, step.at);
  for (const pattern of paths(builtPrograms(name, words, reader), reader))
    reader.changes.push({ kind: 'build', pattern, at });
  if (name === 'chmod') {
    reader.changes.push(...modeChanges(textsOf(step, reader), false, () => []));
    return;
  }
  const targets = step.redirects
    .filter(isOutput)
    .flatMap(({ target }) => (target === undefined ? [] : (wordText(target, reader) ?? [])));
  const changes =
    /^(curl|wget|sed|perl|patch|tee|mv|cp|ln|install|rsync|envsubst|dos2unix|rm)$/.test(name);
  const named = [...targets, ...(changes ? textsOf(step, reader) : [])];
  const files = named.filter(word => !word.startsWith('-'));
  for (const pattern of paths(files, reader)) {
    reader.changes.push({ kind: 'change', pattern, replaces: DOWNLOADS.test(name) });
  }
  noteSomewhere(files, reader);
}

/** Where the working directory is not known, any file whose path ends so may be meant. */
function noteSomewhere(files: readonly string[], { workdir, changes }: Reader): void {
  for (const file of files) {
    const pattern = file.replace(/^(\.\/)+/, '');
    if (absolutePath(file, workdir) === undefined && pattern !== '' && pattern !== '.')
      changes.push({ kind: 'change', pattern, replaces: false });
  }
}

const DOWNLOADS = /^(curl|wget|cp|mv|ln|install|rsync)$/;

function paths(files: readonly string[], { workdir }: Reader): readonly string[] {
  return files.flatMap(file => absolutePath(file, workdir) ?? []);
}
