import type { ShellKind } from '../shell/shells.ts';
import { type Excerpt, excerptOf, joinExcerpts } from '../text/excerpt.ts';
import type { Place } from '../text/place.ts';
import { type CommandForm, readCommandForm } from './command-form.ts';
import { readCopies } from './copies.ts';
import { expandVariables } from './expand.ts';
import { absolutePath, type ContainerFiles, type Effect, NO_FILES } from './files.ts';
import { type Image, imageNamed, pathOfImage, shellFormOf, shellOfImage } from './images/image.ts';
import { type Instruction, triggerOf } from './instructions.ts';
import {
  holderOf,
  NO_VARIABLES,
  readArguments,
  readAssignments,
  type Variables,
  variableValue,
  withAssigned,
} from './variables.ts';

/** A build stage as its instructions leave it. */
export interface Stage {
  readonly at: Place;
  readonly name: string | undefined;
  /** The base image, as far as it is known. */
  readonly image: Image | undefined;
  readonly sh: ShellKind;
  /** The words before a shell form's text. */
  readonly shell: readonly string[];
  /** Undefined where the base image decides. */
  readonly workdir: string | undefined;
  readonly environment: Variables;
  /** ENV and ARG: what the builder expands. */
  readonly variables: Variables;
  /** What ARG says before the first FROM: defaults for those that the stage declares. */
  readonly globals: Variables;
  readonly entrypoint: CommandForm | undefined;
  readonly command: CommandForm | undefined;
  /** Earlier ENTRYPOINT and CMD of this stage, which have no effect. */
  readonly overridden: readonly CommandForm[];
  /** The CMD of an earlier stage that ENTRYPOINT has wiped. */
  readonly wiped: CommandForm | undefined;
  readonly files: ContainerFiles;
  /** What USER and STOPSIGNAL say; undefined where the base image decides. */
  readonly user: string | undefined;
  readonly stopSignal: string | undefined;
  /** Instructions that are carried out in stages that begin with this one. */
  readonly triggers: readonly Instruction[];
}

/** How far the build has come behind an instruction. */
export interface BuildStep {
  readonly instruction: Instruction;
  /** What ARG has said before the first FROM. */
  readonly globals: Variables;
  readonly stage: Stage | undefined;
}

/** Carries the instructions out in order. Those that `before` has at the same place are not carried out again. */
export function readBuild(
  instructions: readonly Instruction[],
  before: readonly BuildStep[] = [],
): readonly BuildStep[] {
  const steps: BuildStep[] = [];
  const stages: Stage[] = [];
  let last: Omit<BuildStep, 'instruction'> = { globals: NO_VARIABLES, stage: undefined };
  for (const [index, instruction] of instructions.entries()) {
    if (instruction.keyword === 'FROM' && last.stage !== undefined) stages.push(last.stage);
    const known = before[index];
    const step =
      known?.instruction === instruction
        ? known
        : { instruction, ...behind(instruction, last, stages) };
    steps.push(step);
    last = step;
  }
  return steps;
}

function behind(
  instruction: Instruction,
  { globals, stage }: Omit<BuildStep, 'instruction'>,
  stages: readonly Stage[],
): Omit<BuildStep, 'instruction'> {
  if (instruction.keyword === 'FROM')
    return { globals, stage: beginStage(instruction, stages, globals) };
  if (stage !== undefined) return { globals, stage: afterInstruction(stage, instruction, stages) };
  if (instruction.keyword !== 'ARG') return { globals, stage };
  return { globals: withArguments(globals, instruction, NO_VARIABLES), stage };
}

/** The stages in order, as their last instructions leave them. */
export function stagesOf(steps: readonly BuildStep[]): readonly Stage[] {
  return steps.flatMap(({ stage }, index) => {
    const next = steps[index + 1];
    return stage !== undefined && (next === undefined || next.instruction.keyword === 'FROM')
      ? [stage]
      : [];
  });
}

function beginStage(from: Instruction, stages: readonly Stage[], globals: Variables): Stage {
  const [image = '', as, name] = from.rest.text.split(/\s+/);
  const base = expandVariables(image, globals);
  const parent = stages.find(
    stage => stage.name !== undefined && stage.name === base?.toLowerCase(),
  );
  const fresh = {
    at: from.at,
    name: as?.toUpperCase() === 'AS' ? name?.toLowerCase() : undefined,
  };
  if (parent !== undefined) {
    const files = { effects: [], base: parent.files };
    const begun = { ...parent, ...fresh, overridden: [], files, triggers: [] };
    return parent.triggers.reduce<Stage>(
      (stage, trigger) => afterInstruction(stage, trigger, stages),
      begun,
    );
  }
  const known = base === undefined ? undefined : imageNamed(base);
  return {
    ...fresh,
    image: known,
    sh: base === undefined ? 'posix' : shellOfImage(base),
    shell: shellFormOf(base),
    workdir: known?.workdir,
    environment: NO_VARIABLES,
    variables: withAssigned(NO_VARIABLES, [['PATH', pathOfImage(known)]]),
    globals,
    entrypoint: undefined,
    command: undefined,
    overridden: [],
    wiped: undefined,
    files: NO_FILES,
    user: undefined,
    stopSignal: undefined,
    triggers: [],
  };
}

function afterInstruction(stage: Stage, instruction: Instruction, stages: readonly Stage[]): Stage {
  switch (instruction.keyword) {
    case 'CMD':
      return {
        ...stage,
        command: commandOf(instruction),
        overridden: [...stage.overridden, ...ownForm(stage.command, stage)],
      };
    case 'ENTRYPOINT':
      return {
        ...stage,
        entrypoint: commandOf(instruction),
        // An inherited CMD is wiped by a new ENTRYPOINT; one of this stage is not.
        command: ownForm(stage.command, stage)[0],
        wiped: isOwn(stage.command, stage) ? stage.wiped : (stage.command ?? stage.wiped),
        overridden: [...stage.overridden, ...ownForm(stage.entrypoint, stage)],
      };
    case 'SHELL': {
      const form = readCommandForm(instruction);
      if (form.kind !== 'exec') return stage;
      return {
        ...stage,
        shell: form.argv.flatMap(({ value }) => (value === undefined ? [] : [value])),
      };
    }
    case 'USER':
      return { ...stage, user: expandVariables(instruction.rest.text, stage.variables) };
    case 'STOPSIGNAL':
      return { ...stage, stopSignal: expandVariables(instruction.rest.text, stage.variables) };
    case 'ONBUILD': {
      const trigger = triggerOf(instruction);
      return trigger === undefined ? stage : { ...stage, triggers: [...stage.triggers, trigger] };
    }
    case 'WORKDIR': {
      const path = expandVariables(
        instruction.rest.text.replace(/^"(.*)"$/, '$1'),
        stage.variables,
      );
      return {
        ...stage,
        workdir: path === undefined ? undefined : absolutePath(path, stage.workdir),
      };
    }
    case 'ENV': {
      const assigned = readAssignments(instruction.rest.text).map(
        ([name, value]) => [name, expandVariables(value, stage.variables)] as const,
      );
      return {
        ...stage,
        environment: withAssigned(stage.environment, assigned),
        variables: withAssigned(stage.variables, assigned),
      };
    }
    case 'ARG': {
      const { environment, globals, variables } = stage;
      // ENV wins over an argument of the same name.
      const ofEnvironment = (name: string): boolean => holderOf(environment, name) !== undefined;
      return {
        ...stage,
        variables: withArguments(variables, instruction, globals, ofEnvironment),
      };
    }
    case 'COPY':
    case 'ADD': {
      const stageNamed = (name: string): Stage | undefined =>
        stages[Number(name)] ?? stages.find(other => other.name === name.toLowerCase());
      const copies = readCopies(instruction, stage, stageNamed);
      return withEffects(stage, [...copies].reverse());
    }
    case 'RUN':
      return withEffects(stage, runsOf(instruction, stage));
    default:
      return stage;
  }
}

/** In layers of which each is smaller than the one below it, as in `withAssigned`: every RUN keeps the files before it. */
function withEffects(stage: Stage, effects: readonly Effect[]): Stage {
  let own = effects;
  let base: ContainerFiles | undefined = stage.files;
  while (base !== undefined && base.effects.length <= own.length) {
    own = [...own, ...base.effects];
    base = base.base;
  }
  return { ...stage, files: { effects: own, base } };
}

/** A RUN that is nothing but a here-document runs that; others may hand theirs to commands. */
function runsOf({ rest, heredocs }: Instruction, stage: Stage): readonly Effect[] {
  const [first] = heredocs;
  const alone = first !== undefined && /^<<\S+( (\/bin\/)?(ba|da|a)?sh)?$/.test(rest.text);
  const text = alone ? first.text : withHeredocs(rest, heredocs);
  const { workdir, variables, files: before } = stage;
  return text === undefined ? [] : [{ kind: 'run', text, workdir, variables, before }];
}

/** The text as the shell gets it: the here-documents behind the line that names them. */
function withHeredocs(rest: Excerpt, heredocs: Instruction['heredocs']): Excerpt | undefined {
  if (heredocs.length === 0) return rest;
  const end = rest.segments.at(-1)?.source.end ?? 0;
  const written = (value: string): Excerpt =>
    excerptOf(rest.path, [{ value, source: { start: end, end } }]);
  const bodies = heredocs.flatMap(({ name, text }) => [text, written(`${name}\n`)]);
  return joinExcerpts([rest, written('\n'), ...bodies]);
}

/** An instruction without words says nothing: it is being typed. */
function commandOf(instruction: Instruction): CommandForm | undefined {
  return instruction.rest.text === '' ? undefined : readCommandForm(instruction);
}

/** The form, where it is written in this stage and not inherited. */
function ownForm(form: CommandForm | undefined, stage: Stage): readonly CommandForm[] {
  return form !== undefined && isOwn(form, stage) ? [form] : [];
}

/** True for a form that is written in the stage itself. */
export function isOwn(form: CommandForm | undefined, stage: Stage): boolean {
  return form !== undefined && isBehind(form.instruction.at, stage.at);
}

function isBehind(place: Place, other: Place): boolean {
  return place.path === other.path && place.span.start > other.span.start;
}

/** A build argument may be overridden, so that its default is a presumption that builds share. */
function withArguments(
  variables: Variables,
  instruction: Instruction,
  globals: Variables,
  isSettled: (name: string) => boolean = () => false,
): Variables {
  const assigned = readArguments(instruction.rest.text)
    .filter(([name]) => !isSettled(name))
    .map(([name, value]) => {
      const known =
        value === undefined ? variableValue(globals, name) : expandVariables(value, variables);
      return [name, known] as const;
    });
  return withAssigned(variables, assigned);
}
