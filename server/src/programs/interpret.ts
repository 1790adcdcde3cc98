import { application, moduleBehavior } from './applications.ts';
import type { Behavior, BehaviorReason, Source } from './behavior.ts';
import { type Argument, baseName } from './command.ts';
import { type Configuration, configured } from './config/configuration.ts';
import { configurations } from './config/configurations.ts';
import type { Files } from './files.ts';
import { foregroundForm } from './foreground.ts';
import { programs } from './knowledge/index.ts';
import { type SplitArguments, splitArguments } from './options.ts';
import { packageScriptBehavior } from './package-scripts.ts';
import type { Effect, Program, WrapEffect } from './program.ts';
import { serviceBehavior, stoppedNames } from './services.ts';
import { shellInput } from './shell-input.ts';
import { procfileCommands, supervisordPrograms } from './supervised.ts';
import { holds } from './tests.ts';
import { wrappedCommand } from './wrapped.ts';

/** Words that say: this program starts something and returns. What runs before or after a start does not. */
const LAUNCHER_WORD =
  /(?<!pre|post|before|after)(^|[-_./])(start|launch|launcher|init|daemon|daemons|daemonize)([-_.]|$)|-daemon$/;

/** Flags that say: this program stays in the foreground, whatever its name says. */
const FOREGROUND_FLAG = /^--?(foreground|fg|no-?daemon(ize)?|nofork|no-fork|no-detach)$/i;

/** A knowledge base that is ready to be asked: programs by name, services as `service NAME`. */
export type Knowledge = ReadonlyMap<string, Program>;

/** The knowledge that ships with the product. */
export function builtInKnowledge(): Knowledge {
  return new Map(programs.flatMap(entriesOf));
}

function entriesOf(program: Program): readonly (readonly [string, Program])[] {
  const services = program.service?.names.map(name => `service ${name}`) ?? [];
  return [...program.names, ...services].map(name => [name, program] as const);
}

/** The entry of a program, by the last part of its path. */
export function programNamed(name: string, knowledge: Knowledge): Program | undefined {
  const exact = knowledge.get(name);
  if (exact !== undefined) return exact;
  const family = knowledge.get(name.replace(/-?\d+(\.\d+)*$/, ''));
  return family?.versioned ? family : undefined;
}

/** What the command does. An empty command, or one whose program is not known, is `unknown`. */
export function behaviorOf(
  argv: readonly Argument[],
  knowledge: Knowledge,
  files: Files,
): Behavior {
  const path = argv[0]?.value;
  if (path === undefined) {
    return { kind: 'unknown', launcher: false, reason: { id: 'reason-unknown', program: '' } };
  }
  if (path.startsWith('/etc/init.d/')) return behaviorOf(asService(argv, path), knowledge, files);
  const name = baseName(path);
  const program = programNamed(name, knowledge);
  if (program === undefined) return unknownProgram(name, argv);
  return knownBehavior(program, argv, knowledge, files);
}

function knownBehavior(
  program: Program,
  argv: readonly Argument[],
  knowledge: Knowledge,
  files: Files,
): Behavior {
  const path = argv[0]?.value ?? '';
  const split = splitArguments(argv.slice(1), program);
  const deciding = program.cases?.findIndex(({ when }) => holds(when, path, split)) ?? -1;
  const found = program.cases?.[deciding];
  const command = { argv, split, program, knowledge, files };
  if (isQuestionAboutItself(program, split)) {
    const reason = knownReason(path, STANDARD_OPTIONS);
    return applyEffect('finishes', { ...command, reason });
  }
  const reason = knownReason(path, found?.source ?? program.source);
  const effect = found?.effect ?? program.usual;
  // Words that are not known may hold the very option that keeps it in the foreground.
  const earlier = program.cases?.slice(0, deciding < 0 ? undefined : deciding) ?? [];
  const mayStay = split.open && earlier.some(({ effect: other }) => other === 'serves');
  return applyEffect(effect === 'daemonizes' && mayStay ? 'undecided' : effect, {
    reason,
    ...command,
  });
}

function knownReason(path: string, source: Source): BehaviorReason {
  return { id: 'reason-known', program: baseName(path), source };
}

/** Programs support two standard options, with which they say something about themselves and end. */
const STANDARD_OPTIONS: Source = {
  kind: 'document',
  url: 'https://www.gnu.org/prep/standards/html_node/Command_002dLine-Interfaces.html',
};

function isQuestionAboutItself({ usual }: Program, { options }: SplitArguments): boolean {
  const shell = typeof usual === 'object' && 'interprets' in usual;
  return !shell && options.some(({ name }) => name === '--version' || name === '--help');
}

/** `/etc/init.d/NAME ACTION` is `service NAME ACTION`. */
function asService(argv: readonly Argument[], path: string): readonly Argument[] {
  const [script, ...rest] = argv;
  if (script === undefined) return argv;
  return [{ ...script, value: 'service' }, { ...script, value: baseName(path) }, ...rest];
}

function unknownProgram(name: string, argv: readonly Argument[]): Behavior {
  if (/^--(help|version)$/.test(argv[1]?.value ?? '')) {
    const reason = knownReason(name, STANDARD_OPTIONS);
    return { kind: 'finishes', question: false, client: false, reason };
  }
  const words = [name, ...argv.slice(1).map(argument => argument.value ?? '')];
  const stays = words.some(candidate => FOREGROUND_FLAG.test(candidate));
  const word = stays
    ? undefined
    : words.slice(0, 3).find(candidate => LAUNCHER_WORD.test(candidate));
  return word === undefined
    ? { kind: 'unknown', launcher: false, reason: { id: 'reason-unknown', program: name } }
    : { kind: 'unknown', launcher: true, reason: { id: 'reason-launcher', program: name, word } };
}

function daemonizing({ argv, split, program, reason }: KnownCommand): Behavior {
  const [word] = argv;
  const change = program.foreground;
  const foreground = word && change && foregroundForm(word, split, change);
  return { kind: 'daemonizes', ...(foreground && { foreground }), reason };
}

/** The programs of busybox have options of their own where they are entries of their own. */
function applet({ argv, split, reason, knowledge, files }: KnownCommand): Behavior {
  const [found] = split.operands;
  if (found === undefined) return { kind: 'finishes', question: false, client: false, reason };
  const command = split.rest.slice(found.index);
  const program = knowledge.get(`busybox/${found.argument.value ?? ''}`);
  if (program === undefined)
    return { kind: 'wraps', command, replaces: true, forwards: true, reason };
  const behavior = knownBehavior(program, command, knowledge, files);
  return behavior.kind === 'daemonizes' && behavior.foreground !== undefined
    ? { ...behavior, foreground: [...argv.slice(0, 1), ...behavior.foreground] }
    : behavior;
}

/** A command whose program is known, read as that program reads it. */
export interface KnownCommand {
  readonly argv: readonly Argument[];
  readonly split: SplitArguments;
  readonly program: Program;
  readonly reason: BehaviorReason;
  readonly knowledge: Knowledge;
  readonly files: Files;
}

function applyEffect(effect: Effect, command: KnownCommand): Behavior {
  const { argv, split, reason, knowledge } = command;
  switch (effect) {
    case 'serves':
      return serving(command);
    case 'idles':
      return { kind: effect, reason };
    case 'daemonizes':
      return daemonizing(command);
    case 'applet':
      return applet(command);
    case 'undecided':
      return undecided(command);
    case 'returns':
      return { kind: 'unknown', launcher: true, reason };
    case 'finishes':
    case 'asks':
    case 'calls':
      return { kind: 'finishes', question: effect === 'asks', client: effect === 'calls', reason };
    case 'filters':
      return { kind: 'finishes', question: false, client: false, filters: true, reason };
    case 'interactive':
      return { kind: 'finishes', question: false, client: false, interactive: true, reason };
    case 'shell':
      return { kind: 'interprets', ...shellInput([]), reason };
  }
  if ('wraps' in effect) return wrapped(effect, command);
  if ('interprets' in effect) {
    return { kind: 'interprets', reason, ...shellInput(argv.slice(1)) };
  }
  if ('application' in effect) return application(effect.application, command);
  if ('module' in effect) return moduleBehavior(effect.module, command);
  if ('packageScript' in effect) {
    const { packageScript } = effect;
    const script =
      typeof packageScript === 'string'
        ? packageScript
        : split.operands[packageScript]?.argument.value;
    return packageScriptBehavior(script, command);
  }
  if ('finds' in effect) {
    const finds = stoppedNames(effect.finds, split, knowledge);
    return { kind: 'finishes', question: true, client: false, finds, reason };
  }
  if ('stops' in effect) {
    const stops = stoppedNames(effect.stops, split, knowledge);
    return { kind: 'finishes', question: false, client: true, stops, reason };
  }
  return serviceBehavior(effect.service, command, behaviorOf);
}

/** In the foreground a process manager serves by what it starts. */
function serving({ split, program, reason, files }: KnownCommand): Behavior {
  const configuration = configurationOf(program);
  if (program.supervises !== 'supervisord' || configuration === undefined)
    return { kind: 'serves', reason };
  const { commands, none } = supervisordPrograms(configuration, split, files);
  return none ? { kind: 'idles', reason } : { kind: 'serves', supervises: commands, reason };
}

function configurationOf({ names }: Program): Configuration | undefined {
  return configurations.find(({ program }) => names.includes(program));
}

/** What the program's configuration says, where it is known. */
function undecided(command: KnownCommand): Behavior {
  const { argv, split, program, reason, files } = command;
  const listed =
    program.supervises === 'Procfile' ? procfileCommands(argv, split, files) : undefined;
  if (listed !== undefined) return { kind: 'serves', supervises: listed, together: true, reason };
  const configuration = configurationOf(program);
  const says = configuration && configured(configuration, split, files);
  switch (says?.effect) {
    case 'serves':
      return serving({ ...command, reason: says.reason });
    case 'daemonizes':
      return daemonizing({ ...command, reason: says.reason });
    default:
      return { kind: 'unknown', launcher: false, reason };
  }
}

function wrapped(effect: WrapEffect, known: KnownCommand): Behavior {
  const { split, reason, knowledge, files } = known;
  const command = wrappedCommand(effect, split);
  if (command.length === 0) return applyEffect(effect.alone ?? 'finishes', known);
  if (effect.wraps === 'detaches')
    return detached(behaviorOf(command, knowledge, files), command, reason);
  return {
    kind: 'wraps',
    command,
    replaces: effect.wraps === 'replaces',
    forwards: effect.wraps !== 'keeps',
    ...(effect.init && { init: true }),
    ...(effect.timeLimit && { timeLimit: true }),
    ...(effect.kernel && { kernel: effect.kernel }),
    reason,
  };
}

/** A command that its wrapper leaves in the background: what serves there is a daemon. */
function detached(inner: Behavior, command: readonly Argument[], reason: BehaviorReason): Behavior {
  if (inner.kind === 'serves') return { kind: 'daemonizes', foreground: command, reason };
  if (inner.kind === 'daemonizes') return { ...inner, reason };
  return inner.kind === 'finishes'
    ? { ...inner, reason }
    : { kind: 'unknown', launcher: true, reason };
}
