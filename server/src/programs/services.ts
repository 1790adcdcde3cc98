/** Services: programs as `service NAME start` knows them, and the names by which programs are stopped. */
import type { Behavior } from './behavior.ts';
import { type Argument, baseName } from './command.ts';
import type { Files } from './files.ts';
import type { Knowledge, KnownCommand } from './interpret.ts';
import type { SplitArguments } from './options.ts';
import type { Program } from './program.ts';

/** What starting or stopping the service, or asking for it, comes to that the first operand names. */
export function serviceBehavior(
  action: 'starts' | 'stops' | 'finds',
  { split, reason, knowledge, files }: KnownCommand,
  behaviorOf: (argv: readonly Argument[], knowledge: Knowledge, files: Files) => Behavior,
): Behavior {
  const operand = split.operands[0]?.argument;
  const name = operand?.value;
  if (operand === undefined || name === undefined) {
    return action === 'finds'
      ? { kind: 'finishes', question: true, client: false, reason }
      : { kind: 'unknown', launcher: action === 'starts', reason };
  }
  const program = knowledge.get(`service ${name}`);
  if (action !== 'starts') {
    const names = unique([name, ...(program === undefined ? [] : allNames(program))]);
    return action === 'stops'
      ? { kind: 'finishes', question: false, client: true, stops: names, reason }
      : { kind: 'finishes', question: true, client: false, finds: names, reason };
  }
  const { runs, foreground } = program?.service ?? {};
  if (runs !== undefined) {
    const words = runs.map(value => ({ value, source: value, at: operand.at, text: undefined }));
    const behavior = behaviorOf(words, knowledge, files);
    if (behavior.kind !== 'daemonizes') return behavior;
  }
  const known = program && ({ id: 'reason-known', program: name, source: program.source } as const);
  return { kind: 'daemonizes', ...(foreground && { foreground }), reason: known ?? reason };
}

/**
 * The names by which what the command starts may be stopped: of the program, of what it starts, of its
 * service. Empty where the command's program is not known.
 */
export function namesOf(argv: readonly Argument[], knowledge: Knowledge): readonly string[] {
  const path = argv[0]?.value;
  if (path === undefined) return [];
  const name = baseName(path);
  if (path.startsWith('/etc/init.d/'))
    return [name, ...namesInKnowledge(`service ${name}`, knowledge)];
  const operand = argv.slice(1).find(({ value }) => value !== undefined && !value.startsWith('-'));
  if (name === 'service' || name === 'rc-service') {
    const service = operand?.value ?? '';
    return [service, ...namesInKnowledge(`service ${service}`, knowledge)];
  }
  return unique([name, ...namesInKnowledge(name, knowledge)]);
}

/** True for a command that first ends what goes by the names of what it starts: `service x restart`, `apachectl -k restart`. */
export function isRestart(argv: readonly Argument[]): boolean {
  return argv.slice(1).some(({ value }) => value === 'restart');
}

/** What a command ends by name: the named programs under all their names. */
export function stoppedNames(
  stops: readonly string[] | 'operands',
  { operands }: SplitArguments,
  knowledge: Knowledge,
): readonly string[] {
  const names =
    stops === 'operands'
      ? operands.flatMap(({ argument: { value } }) => (value === undefined ? [] : [value]))
      : stops;
  return unique(names.flatMap(name => [name, ...namesInKnowledge(name, knowledge)]));
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function namesInKnowledge(name: string, knowledge: Knowledge): readonly string[] {
  const program = knowledge.get(name);
  if (program === undefined) return [];
  const started = program.starts === undefined ? undefined : knowledge.get(program.starts);
  return [...allNames(program), ...(started === undefined ? [] : allNames(started))];
}

function allNames({ names, service }: Program): readonly string[] {
  return [...names, ...(service?.names ?? [])];
}
