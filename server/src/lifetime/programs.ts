import { absolutePath } from '../launch/files.ts';
import type { Behavior } from '../programs/behavior.ts';
import { type Argument, baseName, commandText } from '../programs/command.ts';
import { execsLastCommand, shebangCommand, shellNamed } from '../shell/shells.ts';
import type { Span } from '../text/place.ts';
import { opaqueOutcome, split, tooDeep } from './commands.ts';
import { type Context, endWay, NOWHERE, type Outcome, placeOf } from './context.ts';
import type { Manner, Observation, OpenedFile, ScriptSource } from './machine.ts';
import { execShell, type ShellCall, spawnShell } from './shells.ts';
import { addJob, restrict, type State } from './state.ts';
import { assumeUnknown, startUnknown } from './unknown-programs.ts';

/** Where the directories of PATH are, in the order of the official images. */
const PATH_DIRECTORIES = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
];

/** How a program comes to run: as a child of the shell, or in its place. */
export interface Start {
  readonly exec: boolean;
  /** The command with the wrappers before it. */
  readonly outer: readonly Argument[];
  readonly wrappers: number;
}

/** More wrappers than this around one command nobody writes. */
const WRAPPER_LIMIT = 50;

/** Starts a program on all paths of the state. */
export function startProgram(
  argv: readonly Argument[],
  at: Span,
  state: State,
  context: Context,
  start: Start = { exec: false, outer: argv, wrappers: 0 },
): Outcome {
  const opened = openProgram(argv[0], state, context);
  if (opened?.kind === 'script') return startScript(opened.source, argv, at, state, context, start);
  const behavior = context.machine.behaviorOf(argv);
  switch (behavior.kind) {
    case 'wraps':
      if (start.wrappers > WRAPPER_LIMIT) return opaqueOutcome(state, context);
      observe(argv, behavior, undefined, 'known', state, context, start);
      return startProgram(behavior.command, at, state, context, {
        ...start,
        wrappers: start.wrappers + 1,
        exec: start.exec && behavior.replaces,
      });
    case 'interprets':
      return startShell(argv, behavior, at, state, context, start);
    case 'serves':
    case 'idles':
      observe(
        argv,
        behavior,
        'stays',
        presumedUnless(behavior.reason.id === 'reason-known'),
        state,
        context,
        start,
      );
      return stay(argv, behavior.kind, at, state, context, start);
    case 'finishes':
      observe(argv, behavior, 'returns', 'known', state, context, start);
      return finish(argv, behavior, at, state, context, start);
    case 'daemonizes':
      observe(argv, behavior, 'returns', 'known', state, context, start);
      return daemonize(argv, at, state, context, start);
    case 'unknown':
      return startUnknown(argv, behavior, at, state, context, start);
  }
}

/** A program is a file of the workspace when COPY brings one to its path. */
function openProgram(
  program: Argument | undefined,
  state: State,
  context: Context,
): OpenedFile | undefined {
  const path = program?.value;
  if (path === undefined) return undefined;
  const { world } = context.machine;
  if (path.includes('/')) {
    const absolute = absolutePath(path, state.workdir);
    return absolute === undefined ? undefined : world.openFile(absolute);
  }
  const opened = PATH_DIRECTORIES.map(directory => world.openFile(`${directory}/${path}`));
  return opened.find(({ kind }) => kind === 'script');
}

/** A script that is started by its path runs in the shell that its shebang names. */
function startScript(
  source: ScriptSource,
  argv: readonly Argument[],
  at: Span,
  state: State,
  context: Context,
  start: Start,
): Outcome {
  const [program = 'sh', ...options] = shebangCommand(source.script.shebang ?? 'sh');
  const shell = shellNamed(program, context.machine.sh);
  if (shell === undefined) return interpretedFile(argv, at, state, context, start);
  const errexit = options.some(option => /^-[a-z]*e/.test(option));
  return runShell(
    { source, shell, parameters: argv.slice(1), errexit, commandText: false },
    at,
    state,
    context,
    start,
  );
}

/** A file of the workspace in another language: an application. */
function interpretedFile(
  argv: readonly Argument[],
  at: Span,
  state: State,
  context: Context,
  start: Start,
): Outcome {
  const program = baseName(argv[0]?.value ?? '');
  const behavior: Behavior = {
    kind: 'unknown',
    launcher: false,
    reason: { id: 'reason-unknown', program },
  };
  return startUnknown(argv, behavior, at, state, context, start);
}

function startShell(
  argv: readonly Argument[],
  behavior: Extract<Behavior, { kind: 'interprets' }>,
  at: Span,
  state: State,
  context: Context,
  start: Start,
): Outcome {
  observe(argv, behavior, undefined, 'known', state, context, start);
  const shell = shellNamed(argv[0]?.value ?? 'sh', context.machine.sh) ?? 'posix';
  const { script, parameters, errexit } = behavior;
  const base = { shell, parameters, errexit };
  if (script.kind === 'standard-input') {
    // Without a terminal a shell reads end-of-file and ends.
    const reading: Behavior = {
      kind: 'finishes',
      question: false,
      client: false,
      reason: behavior.reason,
    };
    return finish(argv, reading, at, state, context, start);
  }
  if (script.kind === 'text') {
    if (script.text.text === undefined)
      return assumeUnknown(argv, behavior.reason, at, state, context, start);
    const source = context.machine.world.readText(script.text.text);
    return runShell({ ...base, source, commandText: true }, at, state, context, start);
  }
  const path =
    script.file.value === undefined ? undefined : absolutePath(script.file.value, state.workdir);
  const opened = path === undefined ? undefined : context.machine.world.openFile(path);
  if (opened?.kind === 'not-a-script') {
    return assumeUnknown(argv, behavior.reason, at, state, context, start);
  }
  if (opened?.kind !== 'script') {
    // What the script is called says as much as the name of a program would.
    const named = context.machine.behaviorOf([script.file, ...parameters]);
    const unknown = { kind: 'unknown', launcher: false, reason: behavior.reason } as const;
    const supposed = named.kind === 'unknown' ? named : unknown;
    return startUnknown(argv, supposed, at, state, context, start);
  }
  return runShell(
    { ...base, source: opened.source, commandText: false },
    at,
    state,
    context,
    start,
  );
}

function runShell(
  call: ShellCall,
  at: Span,
  state: State,
  context: Context,
  start: Start,
): Outcome {
  if (tooDeep(context)) return opaqueOutcome(state, context);
  return start.exec ? execShell(call, state, context) : spawnShell(call, at, state, context);
}

/** The program never returns: the shell waits for it, or has become it. */
export function stay(
  argv: readonly Argument[],
  behavior: 'serves' | 'idles',
  at: Span,
  state: State,
  context: Context,
  start: Start,
): Outcome {
  const command = commandText(argv);
  const place = placeOf(at, context);
  const exec = start.exec || execsImplicitly(state, context);
  endWay(context, { kind: 'runs', at: place, cause: 'program', state, command, behavior, exec });
  return NOWHERE;
}

/** A task is presumed to succeed; that it fails supports no claim. A question has both answers. */
function finish(
  argv: readonly Argument[],
  behavior: Extract<Behavior, { kind: 'finishes' }>,
  at: Span,
  state: State,
  context: Context,
  start: Start,
): Outcome {
  const { machine } = context;
  if (start.exec) return endByExec(at, state, context);
  const text = commandText(argv);
  const { is } = machine.formulas;
  if (behavior.question) return split(state, is(machine.atom('computed', text), ['true']), context);
  return {
    success: state,
    failure: restrict(state, is(machine.atom('failure', text), ['fails']), machine),
  };
}

/** The program leaves a server behind that is nobody's child here. */
function daemonize(
  argv: readonly Argument[],
  at: Span,
  state: State,
  context: Context,
  start: Start,
): Outcome {
  const { machine } = context;
  const job = {
    id: machine.nextNumber(),
    at: placeOf(at, context),
    command: commandText(argv),
    behavior: 'serves' as const,
    daemon: true,
    owner: -1,
  };
  const left = addJob(state, job, state.path);
  return start.exec ? endByExec(at, left, context) : { success: left, failure: undefined };
}

/** True where the shell executes its last command in its own place, though it does not say `exec`. */
function execsImplicitly(state: State, { process, last, manner, machine }: Context): boolean {
  const untrapped = state.trapped === machine.formulas.never;
  const lastOfText = process.commandText && last && manner === 'foreground';
  return lastOfText && untrapped && execsLastCommand(process.shell);
}

export function endByExec(at: Span, state: State, context: Context): Outcome {
  endWay(context, { kind: 'ends', at: placeOf(at, context), cause: 'exec', state, exec: true });
  return NOWHERE;
}

function presumedUnless(known: boolean): Observation['evidence'] {
  return known ? 'known' : 'presumed';
}

export function observe(
  argv: readonly Argument[],
  behavior: Behavior,
  taken: Observation['taken'],
  evidence: Observation['evidence'],
  state: State,
  context: Context,
  start: Start,
): void {
  const at = argv[0]?.at;
  if (at === undefined) return;
  const manner: Manner = start.exec ? 'exec' : context.manner;
  context.machine.observations.push({
    at,
    order: context.machine.nextNumber(),
    argv,
    behavior,
    manner,
    taken,
    evidence,
    path: state.path,
  });
}
