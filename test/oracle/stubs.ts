/** Makes stub programs that do what the analysis takes the commands of a launch to do. */
import { posix } from 'node:path';
import { givesGroup } from '../../server/src/lifetime/group-leaders.ts';
import type { Observation } from '../../server/src/lifetime/machine.ts';
import { type Argument, baseName, commandText } from '../../server/src/programs/command.ts';
import { isRestart } from '../../server/src/programs/services.ts';
import { USERS_SHELL } from '../../server/src/programs/wrapped.ts';
import { shellNamed } from '../../server/src/shell/shells.ts';
import { samePlace } from '../../server/src/text/place.ts';
import { STUB_SHEBANG } from './stub-script.ts';

export type StubAct =
  | 'serve'
  | 'idle'
  | 'daemonize'
  | 'finish'
  | 'filter'
  | 'sleep'
  | 'ask'
  | 'assume'
  | 'wrap'
  | 'forward'
  | 'init'
  | 'applet';

/** Stubs that stay; others are on the way to something else, or come and go in a loop. */
export const STAYING: ReadonlySet<StubAct> = new Set(['serve', 'idle', 'daemonize', 'assume']);

/** A command that the analysis met, and what its stub does. */
export interface StubCommand {
  readonly key: string;
  readonly path: string;
  /** Its arguments as a shell pattern on all of them together. */
  readonly pattern: string;
  readonly matches: RegExp;
  /** The arguments, where they are known. */
  readonly words?: string;
  readonly act: StubAct;
  /** For wrappers: how many arguments stand before the wrapped command. */
  readonly skipped: number;
  /** The wrapped command as words for a shell, where it does not stand in the arguments. */
  readonly instead: readonly string[] | undefined;
  /** As endings and jobs name it. */
  readonly text: string;
}

export interface Stubs {
  /** By path in the container. */
  readonly files: ReadonlyMap<string, string>;
  readonly commands: readonly StubCommand[];
  /** Why real programs may do otherwise than these stubs; then nothing can be compared. */
  readonly problems: readonly string[];
}

export function makeStubs(observations: readonly Observation[], workdir: string): Stubs {
  const problems: string[] = [];
  const commands = new Map<string, StubCommand>();
  const isFollowed = (seen: Observation): boolean =>
    seen.behavior.kind === 'interprets' && isShell(seen);
  const followed = new Set(observations.filter(isFollowed).map(({ argv }) => argv[0]?.value));
  for (const seen of observations) {
    if (isFollowed(seen)) continue;
    if (followed.has(seen.argv[0]?.value) && seen.argv.some(({ value }) => value === undefined))
      problems.push(`a stub in the place of a shell: ${commandText(seen.argv)}`);
    if (seen.behavior.kind === 'finishes' && (seen.behavior.stops ?? seen.behavior.finds))
      problems.push(`stubs do not know each other: ${commandText(seen.argv)}`);
    if (seen.behavior.kind === 'daemonizes' && isRestart(seen.argv))
      problems.push(`stubs do not know each other: ${commandText(seen.argv)}`);
    if (seen.behavior.kind === 'wraps' && seen.behavior.timeLimit)
      problems.push(`stubs have no time limit: ${commandText(seen.argv)}`);
    const command = commandOf(seen, workdir, String(commands.size));
    if (command === undefined) {
      problems.push(`the program's name is not known: ${commandText(seen.argv)}`);
      continue;
    }
    const id = `${command.path} ${command.pattern}`;
    const known = commands.get(id);
    if (known === undefined) commands.set(id, command);
    else if (known.act === 'assume') commands.set(id, { ...command, key: known.key });
    else if (command.act !== 'assume' && command.act !== known.act)
      problems.push(`taken to do two things: ${commandText(seen.argv)}`);
  }
  problems.push(...readByShells(observations), ...overlapping([...commands.values()]));
  const isMet = ({ path }: StubCommand): boolean =>
    [...commands.values()].some(command => command.path === path);
  for (const command of ALWAYS.filter(command => !isMet(command)))
    commands.set(command.path, command);
  const sorted = [...commands.values()].sort((a, b) => wildness(a) - wildness(b));
  return { files: stubFiles(sorted), commands: sorted, problems };
}

/** What `x "$@"` comes to may be `x`, which is taken to do something else, or is seen alive under another name. */
function overlapping(commands: readonly StubCommand[]): readonly string[] {
  return commands
    .filter(({ words }) => words === undefined)
    .flatMap(wild => {
      const same = ({ path, words, act }: StubCommand): boolean =>
        path === wild.path &&
        (act !== wild.act || STAYING.has(act)) &&
        words !== undefined &&
        wild.matches.test(words);
      return commands.some(same) ? [`taken to do two things: ${wild.text}`] : [];
    });
}

/** A stub is seen by its own shell; another one that reads its file is not. */
function readByShells(observations: readonly Observation[]): readonly string[] {
  const files = observations.flatMap(({ behavior }) =>
    behavior.kind === 'interprets' && behavior.script.kind === 'file'
      ? [behavior.script.file.at]
      : [],
  );
  return observations
    .filter(({ at }) => files.some(file => samePlace(file, at)))
    .map(({ argv }) => `a shell reads a program: ${commandText(argv)}`);
}

/** False for programs such as `su`, which start a shell. */
function isShell({ argv: [program] }: Observation): boolean {
  return shellNamed(program?.value ?? '', 'posix') !== undefined;
}

/** Traps sleep, and words ask for folders: the analysis does not follow either. */
const ALWAYS: readonly StubCommand[] = (['sleep', 'dirname', 'basename'] as const).map(name => ({
  key: name,
  path: `/usr/bin/${name}`,
  pattern: '*',
  matches: /^/,
  act: name === 'sleep' ? 'sleep' : 'applet',
  skipped: 0,
  instead: undefined,
  text: name,
}));

/** The command of a stub that was seen alive. */
export function commandFor(argv: readonly string[], stubs: Stubs): StubCommand | undefined {
  const [path, ...args] = argv;
  const text = args.join(' ');
  return stubs.commands.find(
    command => samePath(command.path, path ?? '') && command.matches.test(text),
  );
}

function commandOf(
  { argv, behavior, taken, evidence }: Observation,
  workdir: string,
  key: string,
): StubCommand | undefined {
  const [program, ...args] = argv;
  if (program?.value === undefined || program.value === '') return undefined;
  const path = program.value.includes('/')
    ? posix.resolve(workdir, program.value)
    : `/usr/bin/${program.value}`;
  const act = actOf(argv, behavior, taken, evidence);
  const wrapped = behavior.kind === 'wraps' ? behavior.command : undefined;
  const skipped = wrapped === undefined ? 0 : Math.max(0, args.length - wrapped.length);
  const isInside = wrapped?.every((word, index) => word === args[skipped + index]) ?? true;
  const starts = behavior.kind === 'interprets' ? ['sh'] : undefined;
  const instead = isInside ? starts : wrapped?.map(word => wordOf(word, args));
  const known = args.every(({ value }) => value !== undefined);
  const words = args.map(({ value }) => value).join(' ');
  return {
    key,
    path,
    ...patternOf(args),
    ...(known && { words }),
    act,
    skipped,
    instead,
    text: commandText(argv),
  };
}

/** What is not known is what the stub is started with. */
function wordOf(word: Argument, args: readonly Argument[]): string {
  if (word.value === USERS_SHELL) return 'sh';
  const place = args.indexOf(word) + 1;
  return word.value === undefined && place > 0 ? `"\${${place}}"` : quote(word.value ?? '');
}

function actOf(
  argv: Observation['argv'],
  behavior: Observation['behavior'],
  taken: Observation['taken'],
  evidence: Observation['evidence'],
): StubAct {
  const name = baseName(argv[0]?.value ?? '');
  switch (behavior.kind) {
    case 'serves':
      return 'serve';
    case 'idles':
      return 'idle';
    case 'daemonizes':
      return 'daemonize';
    case 'interprets':
      return 'wrap';
    case 'wraps':
      if (name === 'env' || name === 'setsid') return 'applet';
      if (behavior.replaces) return 'wrap';
      // In a group of its own `setsid` does otherwise.
      return givesGroup(argv, behavior) ? 'init' : 'forward';
    case 'finishes':
      if (behavior.question) return 'ask';
      if (behavior.filters) return 'filter';
      if (name === 'dirname' || name === 'basename') return 'applet';
      return name === 'sleep' ? 'sleep' : 'finish';
    default:
      if (evidence === 'assumed') return 'assume';
      return taken === 'stays' ? 'serve' : 'finish';
  }
}

/** An argument that is not known may come to no word at all, so that its blanks are part of it. */
function patternOf(args: readonly Argument[]): { pattern: string; matches: RegExp } {
  let pattern = '';
  let source = '';
  let known = false;
  for (const { value } of args) {
    const blank = known && value !== undefined;
    pattern += value === undefined ? '*' : `${blank ? "' '" : ''}${quote(value)}`;
    source += value === undefined ? '[\\s\\S]*' : `${blank ? ' ' : ''}${escaped(value)}`;
    known = value !== undefined;
  }
  return { pattern, matches: new RegExp(`^${source}$`) };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Commands with known arguments are tried first. */
function wildness({ pattern }: StubCommand): number {
  return pattern.split('*').length;
}

function stubFiles(commands: readonly StubCommand[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const path of new Set(commands.map(command => command.path))) {
    const clauses = commands
      .filter(command => command.path === path)
      .map(
        ({ pattern, key, act, skipped, instead }) =>
          `  ${pattern === '' ? "''" : pattern}) k=${key} b=${act} n=${
            instead === undefined ? skipped : `0; set -- ${instead.join(' ')}`
          } ;;`,
      );
    const lines = ['case "$*" in', ...clauses, '  *) k=- b=finish ;;', 'esac', '. /.oracle/act'];
    files.set(path, `${STUB_SHEBANG}\n${lines.join('\n')}\n`);
  }
  return files;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A relative path is what the script wrote: only its end can be compared. */
function samePath(path: string, started: string): boolean {
  if (started.startsWith('/')) return path === started;
  return path.endsWith(`/${posix.normalize(started)}`);
}
