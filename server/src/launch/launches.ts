import type { Argument } from '../programs/command.ts';
import type { ShellKind } from '../shell/shells.ts';
import type { Place } from '../text/place.ts';
import type { CommandForm } from './command-form.ts';
import type { Variables } from './expand.ts';
import type { ContainerFiles } from './files.ts';
import { readInstructions } from './instructions.ts';
import { readStages, type Stage } from './stages.ts';

/** One way a container starts. */
export interface Launch {
  /** The ENTRYPOINT or CMD that decides, or the FROM of a stage that has neither. */
  readonly at: Place;
  readonly stage: string | undefined;
  /** The FROM of the stage. */
  readonly from: Place;
  /** The ENTRYPOINT and CMD that hold, of this stage or inherited from an earlier one. */
  readonly entrypoint: CommandForm | undefined;
  readonly command: CommandForm | undefined;
  /** Earlier ENTRYPOINT and CMD of the same stage, which have no effect. */
  readonly overridden: readonly CommandForm[];
  readonly form: 'exec' | 'shell';
  /** What PID 1 is started with; undefined where only the base image knows it. */
  readonly argv: readonly Argument[] | undefined;
  /** Which shell `sh` is in this image. */
  readonly sh: ShellKind;
  readonly workdir: string | undefined;
  readonly environment: Variables;
  readonly files: ContainerFiles;
}

/** The launches of a Dockerfile: that of its last stage. A text without stages has none. */
export function readLaunches(path: string, text: string): readonly Launch[] {
  const stage = readStages(readInstructions(path, text)).at(-1);
  return stage === undefined ? [] : [launchOf(stage)];
}

function launchOf(stage: Stage): Launch {
  const { entrypoint, command } = stage;
  const deciding = entrypoint ?? command;
  return {
    at: deciding?.instruction.at ?? stage.at,
    stage: stage.name,
    from: stage.at,
    entrypoint,
    command,
    overridden: stage.overridden,
    form: deciding?.kind ?? 'exec',
    argv: deciding === undefined ? undefined : startOf(entrypoint, command, stage),
    sh: stage.sh,
    workdir: stage.workdir,
    environment: stage.environment,
    files: stage.files,
  };
}

/** ENTRYPOINT and CMD put together (Dockerfile reference, "how CMD and ENTRYPOINT interact"). */
function startOf(
  entrypoint: CommandForm | undefined,
  command: CommandForm | undefined,
  stage: Stage,
): readonly Argument[] | undefined {
  const words = (form: CommandForm): readonly Argument[] =>
    form.kind === 'exec' ? form.argv : [...shellWords(form, stage), form.text];
  const first = entrypoint === undefined ? [] : words(entrypoint);
  const second = command === undefined || entrypoint?.kind === 'shell' ? [] : words(command);
  const argv = [...first, ...second];
  return argv.length === 0 ? undefined : argv;
}

function shellWords(form: CommandForm, stage: Stage): readonly Argument[] {
  return stage.shell.map(value => ({
    value,
    source: value,
    at: form.instruction.at,
    text: undefined,
  }));
}
