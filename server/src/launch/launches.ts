import type { Argument } from '../programs/command.ts';
import type { ShellKind } from '../shell/shells.ts';
import type { Place } from '../text/place.ts';
import type { CommandForm } from './command-form.ts';
import type { ContainerFiles } from './files.ts';
import type { Image } from './images/image.ts';
import { type ReadText, readInstructions } from './instructions.ts';
import { type BuildStep, isOwn, readBuild, type Stage, stagesOf } from './stages.ts';
import { namedValues } from './variables.ts';

/** One way a container starts. */
export interface Launch {
  /** The ENTRYPOINT or CMD that decides, or the FROM of a stage that has neither. */
  readonly at: Place;
  readonly stage: string | undefined;
  /** It is that of the last stage, which is built when no other is named. */
  readonly isFinal: boolean;
  /** The FROM of the stage. */
  readonly from: Place;
  /** The ENTRYPOINT and CMD that hold, of this stage or inherited from an earlier one. */
  readonly entrypoint: CommandForm | undefined;
  readonly command: CommandForm | undefined;
  /** Earlier ENTRYPOINT and CMD of the same stage, which have no effect. */
  readonly overridden: readonly CommandForm[];
  /** The CMD of an earlier stage that ENTRYPOINT has wiped. */
  readonly wiped: CommandForm | undefined;
  readonly form: 'exec' | 'shell';
  /** What PID 1 is started with; undefined where only the base image knows it, or a shell of Windows. */
  readonly argv: readonly Argument[] | undefined;
  /** Which shell `sh` is in this image. */
  readonly sh: ShellKind;
  readonly workdir: string | undefined;
  /** What ENV sets; undefined where the value cannot be known before the build. */
  readonly environment: ReadonlyMap<string, string | undefined>;
  readonly files: ContainerFiles;
  /** The base image, as far as it is known. */
  readonly image: Image | undefined;
  /** What USER says; undefined where the base image decides. */
  readonly user: string | undefined;
  /** The signal that stops the container; undefined for SIGTERM. */
  readonly stopSignal: string | undefined;
}

/** What was read of a Dockerfile. */
interface ReadDockerfile extends ReadText {
  readonly steps: readonly BuildStep[];
}

/** So many Dockerfiles does nobody type in at a time. */
const KEPT = 4;

/** The launches of a Dockerfile's text. */
export type LaunchReader = (path: string, text: string) => readonly Launch[];

/** Keeps what was read of the last Dockerfiles: of their next texts, the beginning is the same while people type. */
export function createLaunchReader(): LaunchReader {
  const kept = new Map<string, ReadDockerfile>();
  return (path, text) => {
    const before = kept.get(path);
    const instructions = readInstructions(path, text, before);
    const steps = readBuild(instructions, before?.steps);
    kept.delete(path);
    kept.set(path, { text, instructions, steps });
    for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
    return launchesOf(stagesOf(steps));
  };
}

/**
 * That of the last stage, and of each named stage with an ENTRYPOINT or CMD of its own. A text without
 * stages has none.
 */
function launchesOf(stages: readonly Stage[]): readonly Launch[] {
  return stages
    .filter((stage, index) => index === stages.length - 1 || (stage.name && startsItself(stage)))
    .map(stage => launchOf(stage, stage === stages.at(-1)));
}

/** A script named alone is taken to be what a container runs, in a file system that is the workspace. */
export function launchOfScript(path: string): Launch {
  const at = { path, span: { start: 0, end: 0 } };
  const everything = {
    kind: 'copy',
    image: undefined,
    source: '',
    target: '/',
    intoDirectory: true,
    from: undefined,
    executable: undefined,
    by: undefined,
  } as const;
  return {
    at,
    stage: undefined,
    isFinal: true,
    from: at,
    entrypoint: undefined,
    command: undefined,
    overridden: [],
    wiped: undefined,
    form: 'exec',
    argv: [{ value: `/${path}`, source: path, at, text: undefined }],
    sh: 'posix',
    workdir: '/',
    environment: new Map(),
    files: { effects: [everything], base: undefined },
    image: undefined,
    user: undefined,
    stopSignal: undefined,
  };
}

function startsItself(stage: Stage): boolean {
  return [stage.entrypoint, stage.command].some(form => isOwn(form, stage));
}

function launchOf(stage: Stage, isFinal: boolean): Launch {
  const { entrypoint, command, image } = stage;
  const deciding = entrypoint ?? command;
  return {
    at: deciding?.instruction.at ?? stage.at,
    stage: stage.name,
    isFinal,
    from: stage.at,
    entrypoint,
    command,
    overridden: stage.overridden,
    wiped: stage.wiped,
    form: deciding?.kind ?? 'exec',
    argv: startOf(stage),
    image,
    sh: stage.sh,
    workdir: stage.workdir,
    environment: namedValues(stage.environment),
    files: stage.files,
    user: stage.user,
    stopSignal: stage.stopSignal ?? image?.stopSignal,
  };
}

/** What these make of a text is not known here: to `cmd`, `&` puts nothing into the background. */
const WINDOWS_SHELL = /(^|[\\/])(cmd|powershell|pwsh)(\.exe)?$/i;

/** ENTRYPOINT and CMD put together (Dockerfile reference, "how CMD and ENTRYPOINT interact"). */
function startOf(stage: Stage): readonly Argument[] | undefined {
  const { entrypoint, command, image } = stage;
  if ((entrypoint ?? command)?.kind === 'shell' && WINDOWS_SHELL.test(stage.shell[0] ?? ''))
    return undefined;
  const own = command === undefined ? [] : formWords(command, stage);
  const argv =
    entrypoint === undefined
      ? throughImage(command === undefined ? imageWords(image?.command, stage) : own, stage)
      : [...formWords(entrypoint, stage), ...(entrypoint.kind === 'shell' ? [] : own)];
  return argv.length === 0 ? undefined : argv;
}

function formWords(form: CommandForm, stage: Stage): readonly Argument[] {
  if (form.kind === 'exec') return form.argv;
  return [...wordsAt(stage.shell, form.instruction.at), form.text];
}

/**
 * What the base image's ENTRYPOINT makes of its arguments. One that passes them on is left out, but
 * for an init before it: its script is not in the workspace.
 */
function throughImage(command: readonly Argument[], stage: Stage): readonly Argument[] {
  const { entrypoint = [], passesOn, options } = stage.image ?? {};
  if (!passesOn) return [...imageWords(entrypoint, stage), ...command];
  const init = entrypoint.slice(0, entrypoint.indexOf('--') + 1);
  const first = command[0]?.value ?? '';
  const lacksProgram = first.startsWith('-') || (options === 'node' && /\.[cm]?js$/.test(first));
  const program = options !== undefined && lacksProgram ? [options] : [];
  return command.length === 0 ? [] : [...imageWords([...init, ...program], stage), ...command];
}

function imageWords(words: readonly string[] | undefined, stage: Stage): readonly Argument[] {
  return wordsAt(words ?? [], stage.at);
}

function wordsAt(words: readonly string[], at: Place): readonly Argument[] {
  return words.map(value => ({ value, source: value, at, text: undefined }));
}
