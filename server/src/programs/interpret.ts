import type { Behavior, BehaviorReason, ShellInput } from './behavior.ts';
import { type Argument, baseName } from './command.ts';
import { servers } from './knowledge/servers.ts';
import { tools } from './knowledge/tools.ts';
import { wrappers } from './knowledge/wrappers.ts';
import type { Effect, Program, When, WrapEffect } from './program.ts';

/** Words that say: this program starts something and returns. */
const LAUNCHER_WORD =
  /(^|[-_./])(start|launch|launcher|init|daemon|daemons|daemonize)([-_.]|$)|-daemon$/;

/** Flags that say: this program stays in the foreground, whatever its name says. */
const FOREGROUND_FLAG = /^--?(foreground|fg|no-?daemon(ize)?|nofork|no-fork|no-detach)$/i;

/** A knowledge base that is ready to be asked. */
export type Knowledge = ReadonlyMap<string, Program>;

/** The knowledge that ships with the product. */
export function builtInKnowledge(): Knowledge {
  const programs = [...servers, ...wrappers, ...tools];
  return new Map(programs.flatMap(program => program.names.map(name => [name, program] as const)));
}

/** What the command does. An empty command, or one whose program is not known, is `unknown`. */
export function behaviorOf(argv: readonly Argument[], knowledge: Knowledge): Behavior {
  const path = argv[0]?.value;
  if (path === undefined) {
    return { kind: 'unknown', launcher: false, reason: { id: 'reason-unknown', program: '' } };
  }
  if (path.startsWith('/etc/init.d/')) return behaviorOf(asService(argv, path), knowledge);
  const name = baseName(path);
  const program = knowledge.get(name);
  if (program === undefined) return unknownProgram(name, argv);
  const reason: BehaviorReason = { id: 'reason-known', program: name, source: program.source };
  const split = splitArguments(argv.slice(1), program);
  const found = program.cases?.find(({ when }) => holds(when, argv.slice(1), split.operands));
  return applyEffect(found?.effect ?? program.usual, argv, split, reason);
}

/** `/etc/init.d/NAME ACTION` is `service NAME ACTION`. */
function asService(argv: readonly Argument[], path: string): readonly Argument[] {
  const [script, ...rest] = argv;
  if (script === undefined) return argv;
  return [{ ...script, value: 'service' }, { ...script, value: baseName(path) }, ...rest];
}

function unknownProgram(name: string, argv: readonly Argument[]): Behavior {
  const words = [name, ...argv.slice(1).map(argument => argument.value ?? '')];
  const stays = words.some(candidate => FOREGROUND_FLAG.test(candidate));
  const word = stays
    ? undefined
    : words.slice(0, 3).find(candidate => LAUNCHER_WORD.test(candidate));
  return word === undefined
    ? { kind: 'unknown', launcher: false, reason: { id: 'reason-unknown', program: name } }
    : { kind: 'unknown', launcher: true, reason: { id: 'reason-launcher', program: name, word } };
}

function applyEffect(
  effect: Effect,
  argv: readonly Argument[],
  split: SplitArguments,
  reason: BehaviorReason,
): Behavior {
  switch (effect) {
    case 'serves':
    case 'idles':
      return { kind: effect, reason };
    case 'daemonizes':
      return { kind: 'daemonizes', reason };
    case 'undecided':
      return { kind: 'unknown', launcher: false, reason };
    case 'finishes':
    case 'asks':
    case 'calls':
      return { kind: 'finishes', question: effect === 'asks', client: effect === 'calls', reason };
    case 'runs-application': {
      const program = baseName(argv[0]?.value ?? '');
      const file = split.operands[0]?.value;
      return file === undefined
        ? { kind: 'unknown', launcher: false, reason: { id: 'reason-unknown', program } }
        : { kind: 'serves', reason: { id: 'reason-application', program, file } };
    }
    default:
      return 'wraps' in effect
        ? wrapped(effect, split, reason)
        : { kind: 'interprets', ...shellInput(argv.slice(1)), reason };
  }
}

function wrapped(effect: WrapEffect, split: SplitArguments, reason: BehaviorReason): Behavior {
  let command = split.fromFirstOperand.slice(effect.operands ?? 0);
  if (effect.assignments) {
    const first = command.findIndex(argument => !/^[A-Za-z_]\w*=/.test(argument.value ?? ''));
    command = first < 0 ? [] : command.slice(first);
  }
  if (command.length === 0) return { kind: 'finishes', question: false, client: false, reason };
  return {
    kind: 'wraps',
    command,
    replaces: effect.wraps === 'replaces',
    forwards: effect.wraps !== 'keeps',
    reason,
  };
}

interface SplitArguments {
  readonly operands: readonly Argument[];
  /** Everything from the first operand on, options included. */
  readonly fromFirstOperand: readonly Argument[];
}

/** Tells options from operands; `--` ends the options. */
function splitArguments(rest: readonly Argument[], program: Program): SplitArguments {
  const operands: Argument[] = [];
  let first: number | undefined;
  let optionsEnded = false;
  for (let index = 0; index < rest.length; index += 1) {
    const argument = rest[index];
    if (argument === undefined) break;
    const value = argument.value ?? '';
    if (!optionsEnded && value === '--') {
      optionsEnded = true;
    } else if (!optionsEnded && /^-./.test(value)) {
      if (program.valueOptions?.includes(value)) index += 1;
    } else {
      operands.push(argument);
      first ??= index;
    }
  }
  return { operands, fromFirstOperand: first === undefined ? [] : rest.slice(first) };
}

function holds(when: When, rest: readonly Argument[], operands: readonly Argument[]): boolean {
  if ('has' in when)
    return rest.some(({ value }) => value !== undefined && when.has.includes(value));
  if ('first' in when) {
    const [first, second] = operands.map(({ value }) => value ?? '');
    return (
      new RegExp(when.first).test(first ?? '') && new RegExp(when.second ?? '').test(second ?? '')
    );
  }
  if ('operands' in when) return operands.length === 0;
  const pattern = new RegExp(when.matches);
  return rest.some(({ value }, index) => {
    if (value === when.option) return pattern.test(rest[index + 1]?.value ?? '');
    return value?.startsWith(`${when.option}=`) === true && pattern.test(value);
  });
}

/** The shell's own command line: `-c TEXT [NAME [PARAMETER…]]`, or `FILE [PARAMETER…]`. */
function shellInput(rest: readonly Argument[]): {
  readonly script: ShellInput;
  readonly parameters: readonly Argument[];
  readonly errexit: boolean;
} {
  let errexit = false;
  let command = false;
  let index = 0;
  for (; index < rest.length; index += 1) {
    const value = rest[index]?.value;
    if (value === undefined || !/^[-+]./.test(value)) break;
    if (value === '--') {
      index += 1;
      break;
    }
    if (/^-[a-zA-Z]+$/.test(value)) {
      if (value.includes('e')) errexit = true;
      if (value.includes('c')) command = true;
      if (/[oO]$/.test(value)) index += 1;
    }
  }
  const operand = rest[index];
  if (operand === undefined) return { script: { kind: 'standard-input' }, parameters: [], errexit };
  return command
    ? { script: { kind: 'text', text: operand }, parameters: rest.slice(index + 2), errexit }
    : { script: { kind: 'file', file: operand }, parameters: rest.slice(index + 1), errexit };
}
