import { type Argument, baseName } from '../programs/command.ts';
import { type OpenedFile, wholeText } from '../programs/files.ts';
import { childSteps } from '../shell/child-steps.ts';
import type { ShellKind } from '../shell/shells.ts';
import type { Script, Step } from '../shell/steps.ts';
import type { Place } from '../text/place.ts';
import type { Context } from './context.ts';
import { type Confidence, confidenceIn } from './facts.ts';
import type { Formula } from './formula.ts';
import type { Machine, ScriptSource } from './machine.ts';
import type { State } from './state.ts';

/** A script file that is started. */
export interface StartedScript {
  /** The word that names it. */
  readonly at: Place;
  /** Where it stands in the container. */
  readonly path: string;
  readonly source: ScriptSource;
  readonly by: Starter;
  /** The word that names the shell of which the script is an argument. */
  readonly interpreter: Argument | undefined;
  /** The shell that reads it; undefined where another interpreter does. */
  readonly shell: ShellKind | undefined;
  /** Somebody may execute the file; undefined where that is not known. */
  readonly executable: boolean | undefined;
  /** The build takes carriage returns out. */
  readonly unixLines: boolean;
  /** Its file begins with a byte order mark. */
  readonly marked: boolean;
  /** A process manager starts it, and goes on whatever becomes of it. */
  readonly supervised: boolean;
  /** How sure it is that it is started. */
  readonly confidence: Confidence;
}

/**
 * What starts a script file: the container runtime, or a program that executes as it does; a `command`, that is a
 * shell or a program which lets `sh` run what the kernel does not know how to; or a shell of which it is an argument.
 */
export type Starter = 'runtime' | 'command' | 'shell';

/** A script on its way into the lifetime. */
export interface Starting extends Omit<StartedScript, 'confidence'> {
  readonly when: Formula;
}

/** A script file as it was found in the container. */
export type ScriptFile = Pick<
  StartedScript,
  'path' | 'source' | 'executable' | 'unixLines' | 'marked'
>;

/** The file as a script, where its whole text is known. */
export function scriptAt(
  path: string,
  file: OpenedFile,
  { world }: Machine,
): ScriptFile | undefined {
  const text = wholeText(file);
  if (text === undefined || file.kind !== 'text') return undefined;
  const { executable, unixLines, marked } = file;
  return { path, source: world.readText(text), executable, unixLines, marked };
}

/** How a script is started; the word that names it is undefined where nothing does. */
interface StartOf extends Pick<StartedScript, 'by' | 'interpreter' | 'shell'> {
  readonly at: Place | undefined;
}

/** Notes that a script file is started on all paths of the state. */
export function noteStarted(
  file: ScriptFile,
  { at, by, interpreter, shell }: StartOf,
  state: State,
  { machine, supervised }: Context,
): void {
  if (at === undefined) return;
  const when = state.path;
  const start = { at, by, interpreter, shell, supervised };
  machine.started.push({ ...file, ...start, when });
}

/** The scripts in the order of their first start; the same one at the same place is one. */
export function startedScripts(machine: Machine): readonly StartedScript[] {
  const groups = new Map<string, Starting[]>();
  for (const script of machine.started) {
    const { at, path, by, shell } = script;
    const key = [at.path, at.span.start, at.span.end, path, by, shell].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), script]);
  }
  return [...groups.values()].flatMap(group =>
    group.slice(0, 1).map(({ when: first, ...script }) => {
      const when = group.reduce((all, other) => machine.formulas.or(all, other.when), first);
      return { ...script, confidence: confidenceIn(when, machine) };
    }),
  );
}

/** Why a script does not run: the kernel refuses its file, or its shell cannot read it. */
export type Refusal = 'not-executable' | 'no-shebang' | 'hidden-shebang' | 'carriage-return';

/** All that keeps the script from running. */
export function refusalsOf(script: StartedScript): readonly Refusal[] {
  const { source, by, executable, unixLines, marked } = script;
  const [line = ''] = source.excerpt.text.split('\n', 1);
  const named = by !== 'shell' && line.startsWith('#!');
  const broken = named ? line.endsWith('\r') : hidesReservedWords(source.script);
  return [
    ...(by !== 'shell' && executable === false ? (['not-executable'] as const) : []),
    ...(by === 'runtime' && !named ? (['no-shebang'] as const) : []),
    // dos2unix takes a byte order mark out, too.
    ...(by === 'runtime' && named && marked && !unixLines ? (['hidden-shebang'] as const) : []),
    ...(broken && !unixLines ? (['carriage-return'] as const) : []),
  ];
}

/** True where the script does what it says. */
export function runsAsWritten(script: StartedScript): boolean {
  return refusalsOf(script).length === 0 && !readsCarriageReturns(script);
}

/** A shell reads the script, and takes the carriage returns for characters of its words. */
export function readsCarriageReturns({ source, shell, unixLines }: StartedScript): boolean {
  return shell !== undefined && !unixLines && hasCarriageReturns(source.script);
}

/** Every line ends with one: a single one may be meant. */
function hasCarriageReturns({ text, steps }: Script): boolean {
  return steps.length > 0 && text.includes('\r\n') && !/(^|[^\r])\n/.test(text);
}

/** To a shell `fi` and a carriage return are a word like any other. */
function hidesReservedWords(script: Script): boolean {
  return hasCarriageReturns(script) && script.steps.some(isCompound);
}

function isCompound(step: Step): boolean {
  return (
    /^(if|case|for|select|while|until|arithmetic-for|group|subshell|function)$/.test(step.kind) ||
    childSteps(step).some(isCompound)
  );
}

/** Notes a shell that the image does not have. */
export function noteShell(
  program: string,
  { path }: State,
  { machine, supervised }: Context,
): void {
  if (!supervised && machine.world.hasShell(baseName(program)) === false)
    machine.shellsMissing.push(path);
}
