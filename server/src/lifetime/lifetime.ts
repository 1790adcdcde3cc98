/**
 * The room `lifetime`: executes the steps of a launch abstractly and concludes how PID 1 ends. It
 * reads no files and writes no messages: it gives endings, and places that explain them.
 */
import type { Launch } from '../launch/launches.ts';
import { baseName } from '../programs/command.ts';
import type { Knowledge } from '../programs/interpret.ts';
import { excerptOf, wholeFile } from '../text/excerpt.ts';
import { type Conclusion, conclude } from './conclude.ts';
import type { Context } from './context.ts';
import type { EndingsIn, Lifetime } from './endings.ts';
import { run } from './execute.ts';
import { freshShell } from './fresh-shell.ts';
import { set } from './int-map.ts';
import { lostScripts } from './lost-scripts.ts';
import { createMachine, type Earlier, type Machine, type World } from './machine.ts';
import { parametersEverywhere } from './parameters.ts';
import { createProcess } from './processes.ts';
import { observe, type ProgramCall, programCall, stay } from './program-calls.ts';
import { startProgram } from './programs.ts';
import type { Starter } from './started.ts';
import type { State } from './state.ts';

/** What becomes of a launch, and the execution that told it. */
export interface Followed {
  readonly lifetime: Lifetime;
  readonly machine: Machine;
}

/**
 * Follows the launch, and goes on from earlier executions of it as far as they would be the same. A launch
 * whose start is not known has no endings, and its verdict is unknown.
 */
export function followLaunch(
  launch: Launch,
  world: World,
  knowledge: Knowledge,
  earlier: readonly Earlier[],
): Followed {
  const machine = createMachine(world, knowledge, launch.sh, earlier);
  const { endingsIn, ...lifetime } = execute(launch, machine);
  // From here on it would only hold what was before it, and before that.
  machine.earlier = [];
  const followed = { launch, world, knowledge };
  last = { followed, endingsIn };
  return { lifetime: { ...lifetime, possibleEndings: () => endingsOf(followed) }, machine };
}

interface FollowedLaunch {
  readonly launch: Launch;
  readonly world: World;
  readonly knowledge: Knowledge;
}

/**
 * Few ask how a launch ends in other environments, and those who do most often at once. What tells it holds all states in
 * which the launch ends, too much to be kept of more than one: weak references keep theirs as long as nothing is awaited.
 */
let last: { readonly followed: FollowedLaunch; readonly endingsIn: EndingsIn } | undefined;

function endingsOf(followed: FollowedLaunch): EndingsIn {
  if (last?.followed === followed) return last.endingsIn;
  const { launch, world, knowledge } = followed;
  return execute(launch, createMachine(world, knowledge, launch.sh)).endingsIn;
}

function execute(launch: Launch, machine: Machine): Conclusion {
  if (launch.argv === undefined) {
    return {
      verdict: 'unknown',
      endings: [],
      strandings: [],
      observations: [],
      started: [],
      sourced: [],
      lost: [],
      shellMissing: false,
      unreached: [],
      lacking: [],
      mainScript: undefined,
      variables: new Map(),
      endingsIn: () => [],
    };
  }
  const process = {
    ...createProcess(machine, { shell: launch.sh, name: undefined }),
    leads: true,
  } as const;
  const context = startingContext(launch, process, machine);
  const state = startingState(launch, machine);
  const at = { start: 0, end: context.source.excerpt.text.length };
  const call = { ...programCall(launch.argv, at, 'exec'), by: starterOf(launch) };
  if (servesByImage(launch)) startImage(call, state, context);
  else startProgram(call, state, context);
  return conclude(process.ways, lostScripts(launch, machine), machine);
}

/**
 * How a script is started that no Dockerfile names is not known: a shell can read any. Before a CMD
 * there may be an entrypoint of the image, which is most often a shell.
 */
function starterOf({ entrypoint, command, image }: Launch): Starter {
  if (entrypoint !== undefined) return 'runtime';
  if (command === undefined) return 'shell';
  return image !== undefined && image.entrypoint === undefined ? 'runtime' : 'command';
}

/** The base image's own ENTRYPOINT and CMD serve, whatever their programs are. */
function servesByImage({ entrypoint, command, image }: Launch): boolean {
  return entrypoint === undefined && command === undefined && image?.usually === 'serves';
}

function startImage(call: ProgramCall, state: State, context: Context): void {
  const program = baseName(call.argv[0]?.value ?? '');
  const behavior = { kind: 'serves', reason: { id: 'reason-image', program } } as const;
  observe(call, behavior, 'stays', 'known', state, context);
  stay(call, 'serves', state, context);
}

/** The command line of the launch stands where a script's text stands later. */
function startingContext(launch: Launch, process: Context['process'], machine: Machine): Context {
  const { path, span } = launch.at;
  const excerpt = excerptOf(path, [{ value: ' ', source: span }]);
  const script = { ...machine.world.readText(wholeFile(path, '')).script, text: excerpt.text };
  return {
    machine,
    run,
    process,
    source: { excerpt, script },
    sourcePath: undefined,
    manner: 'foreground',
    input: 'given',
    supervised: false,
    last: true,
    givesWay: false,
    round: 0,
    asked: false,
    watching: false,
    loops: [],
    returns: undefined,
    trapStatus: undefined,
    again: false,
    depth: 0,
  };
}

function startingState(launch: Launch, machine: Machine): State {
  return {
    path: machine.formulas.always,
    jobs: undefined,
    variables: textBindings(launch.environment, machine),
    exported: exportedNames(launch.environment.keys(), machine),
    functions: undefined,
    parameters: parametersEverywhere([], machine),
    workdir: launch.workdir ?? '/',
    output: undefined,
    errors: undefined,
    ...freshShell(machine),
  };
}

function exportedNames(names: Iterable<string>, machine: Machine): State['exported'] {
  return [...names].reduce<State['exported']>(
    (exported, name) => set(exported, machine.intern(name), machine.formulas.always),
    undefined,
  );
}

/** Variables with known texts; a name without one has a value that only the container knows. */
function textBindings(
  texts: ReadonlyMap<string, string | undefined>,
  machine: Machine,
): State['variables'] {
  let variables: State['variables'];
  for (const [name, text] of texts) {
    if (text === undefined) continue;
    const value = [{ when: machine.formulas.always, value: { kind: 'text', text } as const }];
    variables = set(variables, machine.intern(name), value);
  }
  return variables;
}
