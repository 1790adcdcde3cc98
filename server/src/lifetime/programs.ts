import { absolutePath } from '../launch/files.ts';
import type { Behavior } from '../programs/behavior.ts';
import { type Argument, baseName } from '../programs/command.ts';
import { optionsAmong } from '../programs/shell-input.ts';
import { taughtBehavior } from '../programs/taught.ts';
import { shebangCommand, shellNamed } from '../shell/shells.ts';
import { type Context, NOWHERE, type Outcome } from './context.ts';
import { givesGroup, leadsGroup, leftBehind } from './group-leaders.ts';
import { runWritten } from './holes.ts';
import { join } from './join.ts';
import { mainScriptOf } from './main-script.ts';
import { type OpenedProgram, openProgram } from './opened-programs.ts';
import { apart, opaqueOutcome, tooDeep } from './outcomes.ts';
import { inChild } from './processes.ts';
import {
  givesWayTo,
  goOn,
  knownByName,
  NO_PROGRAM,
  notFound,
  observe,
  type ProgramCall,
  programCall,
  stay,
  WRAPPER_LIMIT,
} from './program-calls.ts';
import { daemonize, endInTime, finish, startCaptured } from './returning-programs.ts';
import { execShell, type ShellCall, spawnShell, startsItself } from './shells.ts';
import { noteShell, noteStarted, type ScriptFile, scriptAt } from './started.ts';
import type { State } from './state.ts';
import { taughtOf } from './taught.ts';
import { assumeUnknown, startUnknown } from './unknown-programs.ts';

/** Starts a program on all paths of the state. */
export function startProgram(call: ProgramCall, state: State, context: Context): Outcome {
  const { argv } = call;
  const { value: name = '' } = argv[0] ?? {};
  if (NO_PROGRAM.test(name) || context.machine.world.lacksProgram(name))
    return notFound(call, state, context);
  if (context.manner === 'captured') return startCaptured(call, state, context);
  const taught = taughtOf(call, context);
  if (taught !== undefined) return behave(call, taught, state, context);
  const opened = openProgram(argv[0], state, context);
  const file = opened && scriptAt(opened.path, opened.file, context.machine);
  if (file !== undefined) return startScript(file, call, state, context);
  if (opened?.file.kind === 'changed') {
    const reason = { id: 'reason-unknown', program: baseName(name) } as const;
    return assumeUnknown(call, reason, state, context);
  }
  const behavior = context.machine.behaviorOf(
    foundByImage(knownByName(argv), context),
    state.workdir,
  );
  return behave(call, opened === undefined ? behavior : ofBuilt(behavior, opened), state, context);
}

/** A script that no instruction brings is the image's own, where that has a directory in PATH for them. */
function foundByImage(argv: readonly Argument[], { machine }: Context): readonly Argument[] {
  const [program, ...rest] = argv;
  const [directory] = machine.world.ownPath;
  if (directory === undefined || !program?.value?.endsWith('.sh') || program.value.includes('/'))
    return argv;
  return [{ ...program, value: `${directory}/${program.value}` }, ...rest];
}

/** What nobody knows is the application where the Dockerfile itself builds it. */
function ofBuilt(behavior: Behavior, { path, file }: OpenedProgram): Behavior {
  if (behavior.kind !== 'unknown' || behavior.launcher || file.kind !== 'built') return behavior;
  return { ...behavior, reason: { id: 'reason-built', program: baseName(path), at: file.at } };
}

/** What a program does that is no script of the workspace. */
function behave(call: ProgramCall, behavior: Behavior, state: State, context: Context): Outcome {
  switch (behavior.kind) {
    case 'wraps': {
      const left = leftBehind(call, state, context);
      return left === undefined
        ? startWrapped(call, behavior, state, context)
        : behave(call, left, state, context);
    }
    case 'interprets':
      return startShell(call, behavior, state, context);
    case 'serves':
    case 'idles': {
      const known = /^reason-(known|taught|configuration)$/.test(behavior.reason.id);
      const evidence = known ? 'known' : 'presumed';
      const ends = supervise(behavior, state, context);
      if (ends && behavior.together) return assumeUnknown(call, behavior.reason, state, context);
      observe(call, behavior, 'stays', evidence, state, context);
      return stay(call, behavior.kind, state, context);
    }
    case 'finishes':
      observe(call, behavior, 'returns', 'known', state, context);
      return finish(call, behavior, state, context);
    case 'daemonizes':
      observe(call, behavior, 'returns', 'known', state, context);
      return daemonize(call, state, context);
    case 'unknown':
      return startUnknown(call, behavior, state, context);
  }
}

/** Follows what a process manager starts; true where some of it may do its work and end. What becomes of it is no way of PID 1. */
function supervise(
  { supervises = [] }: Extract<Behavior, { kind: 'serves' | 'idles' }>,
  state: State,
  context: Context,
): boolean {
  const changes = { manner: 'background', last: true, asked: false, supervised: true } as const;
  const outcomes = supervises.map(({ command, directory }) => {
    const at = { start: 0, end: 0 };
    const workdir =
      directory === undefined ? state.workdir : absolutePath(directory, state.workdir);
    return inChild(
      { ...state, workdir },
      context,
      (start, child) => startProgram(programCall(command, at), start, child),
      changes,
    ).outcome;
  });
  return outcomes.some(({ success }) => success !== undefined);
}

function startWrapped(
  call: ProgramCall,
  behavior: Extract<Behavior, { kind: 'wraps' }>,
  state: State,
  context: Context,
): Outcome {
  if (call.wrappers > WRAPPER_LIMIT) return opaqueOutcome(state, context);
  observe(call, behavior, undefined, 'known', state, context);
  const { replaces, kernel } = behavior;
  const manner = replaces ? call.manner : 'child';
  const strict = kernel === 'always' || (kernel === 'musl' && context.machine.sh === 'ash');
  const inner = {
    ...call,
    argv: behavior.command,
    wrappers: call.wrappers + 1,
    by: strict ? 'runtime' : 'command',
    manner,
    ...(!replaces && { leads: givesGroup(call.argv, behavior) }),
  } as const;
  const { ways } = context.process;
  const before = ways.length;
  // What stays in front of its command leaves no shell that could give way to it.
  const started = startProgram(inner, state, replaces ? context : { ...context, givesWay: false });
  const outcome = behavior.timeLimit ? endInTime(inner, before, started, state, context) : started;
  const init = signalingChildOnly(call, behavior);
  if (init !== undefined) ways.push(...ways.splice(before).map(way => ({ ...way, init })));
  const { decided, rest } = apart(outcome, context);
  const ended = join(rest.success, rest.failure, context.machine);
  if (manner === call.manner || (decided ?? ended) === undefined) return outcome;
  // A wrapper that stays, such as an init, ends with the command that it runs.
  const { always } = context.machine.formulas;
  const failing = { cause: 'init', failed: always, deliberate: true } as const;
  if (decided !== undefined) goOn(call, decided, context, failing);
  if (ended !== undefined) goOn(call, ended, context, { cause: 'init' });
  return NOWHERE;
}

/** The init's name: tini and catatonit pass signals to their child alone; `-g` and dumb-init mean its whole group. */
function signalingChildOnly(
  { argv }: ProgramCall,
  { init, command }: Extract<Behavior, { kind: 'wraps' }>,
): string | undefined {
  const own = argv.slice(0, argv.length - command.length);
  const [name = '', ...options] = own.map(({ value = '' }) => baseName(value));
  const group = name === 'dumb-init' || options.some(option => /^-\w*g/.test(option));
  return init && !group ? name : undefined;
}

/** A script that is started by its path runs in the shell that its shebang names. */
function startScript(file: ScriptFile, call: ProgramCall, state: State, context: Context): Outcome {
  const { source } = file;
  const [program = 'sh', ...options] = shebangCommand(source.script.shebang ?? 'sh');
  const shell = shellNamed(program, context.machine.sh);
  const start = { at: call.argv[0]?.at, by: call.by, interpreter: undefined, shell };
  noteStarted(file, start, state, context);
  if (shell !== undefined) noteShell(program, state, context);
  if (shell === undefined) {
    const behavior = interpretedBehavior([program, ...options], file, call, state, context);
    return behave(call, behavior, state, context);
  }
  const started = {
    source,
    shell,
    name: file.path,
    parameters: call.argv.slice(1),
    options: optionsAmong(options),
    commandText: false,
  };
  return runShell(started, call, state, context);
}

/** A file of the workspace in another language is what its interpreter makes of it. */
function interpretedBehavior(
  interpreter: readonly string[],
  { path }: ScriptFile,
  { argv }: ProgramCall,
  { workdir }: State,
  { machine }: Context,
): Behavior {
  const reason = { id: 'reason-unknown', program: baseName(path) } as const;
  const words = argv
    .slice(0, 1)
    .flatMap(script => [
      ...interpreter.map(value => ({ ...script, value, source: value, text: undefined })),
      { ...script, value: path },
    ]);
  const read = machine.behaviorOf([...words, ...argv.slice(1)], workdir);
  const known = read.kind === 'wraps' && baseName(read.command[0]?.value ?? '') === baseName(path);
  const behavior = known ? machine.behaviorOf(read.command, workdir) : read;
  return behavior.kind === 'unknown' && behavior.reason.id === 'reason-known'
    ? { ...behavior, reason }
    : behavior;
}

function startShell(
  call: ProgramCall,
  behavior: Extract<Behavior, { kind: 'interprets' }>,
  state: State,
  context: Context,
): Outcome {
  observe(call, behavior, undefined, 'known', state, context);
  const { machine } = context;
  const program = call.argv[0]?.value ?? 'sh';
  const named = shellNamed(program, machine.sh);
  const { script, parameters, options, reason } = behavior;
  if (named !== undefined) noteShell(program, state, context);
  // `su` starts the shell of the user: where `sh` is dash, people have bash, too.
  const shell = named ?? (machine.sh === 'dash' ? 'posix' : machine.sh);
  const base = { shell, name: undefined, parameters, options };
  if (script.kind === 'standard-input') {
    if (typeof call.input === 'string') return assumeUnknown(call, reason, state, context);
    if (call.input !== undefined) {
      const source = machine.world.readText(call.input);
      return runShell({ ...base, source, commandText: false }, call, state, context);
    }
    // Without a terminal a shell reads end-of-file and ends.
    const reading = { kind: 'finishes', question: false, client: false, reason } as const;
    return finish(call, reading, state, context);
  }
  if (script.kind === 'text') {
    const outcome = runWritten(script.text.text, state, context, (source, read) =>
      runShell({ source, commandText: true, ...base }, call, read, context),
    );
    return outcome ?? assumeUnknown(call, reason, state, context);
  }
  const taught = taughtBehavior([script.file], machine.world.taught);
  if (taught !== undefined) {
    return behave({ ...call, argv: [script.file, ...parameters] }, taught, state, context);
  }
  const { value } = script.file;
  const path = value === undefined ? undefined : absolutePath(value, state.workdir);
  const opened = path === undefined ? undefined : { path, file: machine.world.openFile(path) };
  const file = opened && scriptAt(opened.path, opened.file, machine);
  if (file !== undefined) {
    const start = { at: script.file.at, by: 'shell', interpreter: call.argv[0], shell } as const;
    noteStarted(file, start, state, context);
    const started = { ...base, name: value, source: file.source, commandText: false };
    return runShell(started, call, state, context);
  }
  if (opened?.file.kind === 'unreadable' || opened?.file.kind === 'changed')
    return assumeUnknown(call, reason, state, context);
  // What the script is called says as much as the name of a program would.
  const argv = [script.file, ...parameters];
  const says = machine.behaviorOf(argv, state.workdir);
  return says.kind === 'unknown'
    ? startUnknown(call, says, state, context)
    : behave({ ...call, argv }, says, state, context);
}

function runShell(started: ShellCall, call: ProgramCall, state: State, context: Context): Outcome {
  // As another user, or with another environment, a script takes another way when it starts itself: it does so once.
  const repeats = context.again && call.manner === 'exec' && startsItself(started, context);
  if (repeats) return NOWHERE;
  if (tooDeep(context)) return opaqueOutcome(state, context);
  const { machine } = context;
  if (!context.supervised) machine.mainScript ??= mainScriptOf(started, state, machine.world);
  return call.manner === 'exec' || givesWayTo(call, state, context)
    ? execShell(started, state, context)
    : spawnShell(started, call.at, leadsGroup(call, state, context), state, context);
}
