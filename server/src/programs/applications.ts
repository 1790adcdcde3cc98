/** Applications: files and modules that an interpreter runs. */
import { isServerName, isTaskName, isTaskWord, toldBy } from './application-text.ts';
import type { Behavior, BehaviorReason, Source } from './behavior.ts';
import { baseName } from './command.ts';
import { wholeText } from './files.ts';
import { type KnownCommand, programNamed } from './interpret.ts';

/**
 * A file that is a known program does what that does (`php artisan`, `ruby bin/rails`). Others serve,
 * unless their text plainly ends, or their name says that they do a task.
 */
export function application(operand: number, command: KnownCommand): Behavior {
  const { argv, split, reason, knowledge, files } = command;
  const program = baseName(argv[0]?.value ?? '');
  const found = split.operands[operand];
  const file = found?.argument.value;
  if (found === undefined || file === undefined)
    return { kind: 'unknown', launcher: false, reason: { id: 'reason-unknown', program } };
  const name = baseName(file);
  if (programNamed(name, knowledge) !== undefined) {
    // By its name alone: as a file it would be started through its shebang, by this interpreter again.
    const inner = [{ ...found.argument, value: name }, ...split.rest.slice(found.index + 1)];
    return { kind: 'wraps', command: inner, replaces: true, forwards: true, reason };
  }
  const text = wholeText(files.open(file));
  const word = split.operands[operand + 1]?.argument.value;
  const told = isTaskWord(word) || text === undefined ? 'nothing' : toldBy(text.text);
  const runs = { program, file, source: sourceOf(command) };
  const says = told === 'serves' || isServerName(file);
  const application: BehaviorReason = { id: 'reason-application', ...runs, says };
  if (told === 'ends') {
    const task = { id: 'reason-task', ...runs } as const;
    return { kind: 'finishes', question: false, client: false, reason: task };
  }
  return told === 'nothing' && (isTaskName(file) || isTaskWord(word))
    ? {
        kind: 'unknown',
        launcher: true,
        reason: { id: 'reason-task-name', ...runs },
      }
    : { kind: 'serves', reason: application };
}

function sourceOf({ reason, program }: KnownCommand): Source {
  return 'source' in reason ? reason.source : program.source;
}

/** The module that an option names: a program of that name, else an application. */
export function moduleBehavior(option: string, command: KnownCommand): Behavior {
  const { argv, split, reason, knowledge } = command;
  const given = split.options.find(({ name }) => name === option);
  const module = given?.value;
  if (given === undefined || !module) return { kind: 'unknown', launcher: false, reason };
  if (programNamed(module, knowledge) === undefined) {
    const program = baseName(argv[0]?.value ?? '');
    const source = sourceOf(command);
    const says = isServerName(`${module}.`);
    return {
      kind: 'serves',
      reason: { id: 'reason-application', program, file: module, source, says },
    };
  }
  const inner = split.rest.slice(given.lastIndex);
  return { kind: 'wraps', command: inner, replaces: true, forwards: true, reason };
}
