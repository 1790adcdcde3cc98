import { type OpenedFile, wholeText } from '../programs/files.ts';
import type { ShellKind } from '../shell/shells.ts';
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
  /** The shell that reads it; undefined where another interpreter does. */
  readonly shell: ShellKind | undefined;
  /** Somebody may execute the file; undefined where that is not known. */
  readonly executable: boolean | undefined;
  /** The build takes carriage returns out. */
  readonly unixLines: boolean;
  /** How sure it is that it is started. */
  readonly confidence: Confidence;
}

/**
 * What starts a script file: the container runtime; a `command`, that is a shell or a program which
 * lets `sh` run what the kernel does not know how to; or a shell of which it is an argument.
 */
export type Starter = 'runtime' | 'command' | 'shell';

/** A script on its way into the lifetime. */
export interface Starting extends Omit<StartedScript, 'confidence'> {
  readonly when: Formula;
}

/** A script file as it was found in the container. */
export type ScriptFile = Pick<StartedScript, 'path' | 'source' | 'executable' | 'unixLines'>;

/** The file as a script, where its whole text is known. */
export function scriptAt(
  path: string,
  file: OpenedFile,
  { world }: Machine,
): ScriptFile | undefined {
  const text = wholeText(file);
  if (text === undefined || file.kind !== 'text') return undefined;
  const { executable, unixLines } = file;
  return { path, source: world.readText(text), executable, unixLines };
}

/** Notes that a script file is started on all paths of the state. */
export function noteStarted(
  file: ScriptFile,
  at: Place | undefined,
  by: Starter,
  shell: ShellKind | undefined,
  state: State,
  { machine }: Context,
): void {
  const { path, source, executable, unixLines } = file;
  if (at === undefined) return;
  const when = state.path;
  machine.started.push({ at, path, source, by, shell, executable, unixLines, when });
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

/** Why the kernel does not execute a file. */
export type Refusal = 'not-executable' | 'no-shebang' | 'carriage-return';

/** All that keeps the script from being executed as it should; nothing where a shell reads it anyway. */
export function refusalsOf(script: StartedScript): readonly Refusal[] {
  const { source, by, executable, unixLines } = script;
  if (by === 'shell') return [];
  const [line = ''] = source.excerpt.text.split('\n', 1);
  const shebang = line.startsWith('#!');
  // A byte order mark hides the shebang from the kernel, and from editors.
  const marked = line.startsWith('\uFEFF');
  return [
    ...(executable === false ? (['not-executable'] as const) : []),
    ...(by === 'runtime' && !shebang && !marked ? (['no-shebang'] as const) : []),
    ...(shebang && line.endsWith('\r') && !unixLines ? (['carriage-return'] as const) : []),
  ];
}
