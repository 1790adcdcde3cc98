/** What package managers run: the scripts of `package.json`, as texts for a shell. */
import { type Excerpt, joinExcerpts, placeIn, standIn } from '../text/excerpt.ts';
import type { Behavior } from './behavior.ts';
import { baseName, shellCommand } from './command.ts';
import { packageScripts } from './config/package-json.ts';
import { wholeText } from './files.ts';
import type { KnownCommand } from './interpret.ts';

/** Options that choose another folder, or among several packages. */
const FOLDER_OPTIONS = ['--prefix', '-C', '--cwd', '--dir'];
const CHOICE_OPTIONS = ['-w', '--workspace', '--workspaces', '--filter', '-F', '-r', '--recursive'];

/**
 * `npm run NAME`: a shell that runs the script, with the one that npm runs before it
 * (docs.npmjs.com/cli/using-npm/scripts, "Pre & Post Scripts"). A name that is no script is a program of a
 * dependency for all but npm. Where `package.json` is not known, nothing is known.
 */
export function packageScriptBehavior(name: string | undefined, command: KnownCommand): Behavior {
  const { argv, split, reason, files } = command;
  const unknown = { kind: 'unknown', launcher: false, reason } as const;
  if (name === undefined || split.options.some(option => CHOICE_OPTIONS.includes(option.name)))
    return name === undefined ? unknown : { ...unknown, packageScript: name };
  const folder = split.options.find(option => FOLDER_OPTIONS.includes(option.name));
  if (folder !== undefined && !folder.value) return { ...unknown, packageScript: name };
  const file = wholeText(files.open(`${folder?.value ?? '.'}/package.json`));
  const scripts = file && packageScripts(file);
  if (scripts === undefined) return { ...unknown, packageScript: name };
  const isNpm = baseName(argv[0]?.value ?? '') === 'npm';
  const script = scripts.get(name);
  const wraps = { kind: 'wraps', replaces: false, forwards: false, reason } as const;
  if (script === undefined) {
    const operand = split.operands.find(({ argument }) => argument.value === name);
    return isNpm || operand === undefined || name === 'start'
      ? { ...unknown, packageScript: name }
      : { ...wraps, command: split.rest.slice(operand.index) };
  }
  const before = isNpm ? scripts.get(`pre${name}`) : undefined;
  const text = scriptText([before, script], folder?.value, argumentsBehind(name, isNpm, command));
  return text === undefined
    ? { ...unknown, packageScript: name }
    : { ...wraps, packageScript: name, command: shellCommand(text, argv) };
}

/** The words that are handed on to the script; undefined where one is not known. */
function argumentsBehind(
  name: string,
  isNpm: boolean,
  { split }: KnownCommand,
): readonly string[] | undefined {
  const operand = split.operands.find(({ argument }) => argument.value === name);
  const start = isNpm ? (split.dashes ?? split.rest.length) : (operand?.index ?? split.rest.length);
  const values = split.rest.slice(start + 1).map(({ value }) => value);
  const known = values.flatMap(value => value ?? []);
  return known.length === values.length ? known : undefined;
}

/** One text, each script in a shell of its own: the next runs where the one before it succeeded. */
function scriptText(
  scripts: readonly (Excerpt | undefined)[],
  folder: string | undefined,
  args: readonly string[] | undefined,
): Excerpt | undefined {
  const last = scripts.at(-1);
  if (last === undefined || args === undefined) return undefined;
  const { path, span } = placeIn(last, { start: 0, end: last.text.length });
  const glue = (text: string): Excerpt => standIn(path, text, { start: span.end, end: span.end });
  const parts = scripts.flatMap((script, index): readonly Excerpt[] => {
    if (script === undefined) return [];
    return index === scripts.length - 1 ? [script] : [glue('( '), script, glue('\n) && ')];
  });
  const start = folder === undefined ? [] : [glue(`cd ${quoted(folder)} && `)];
  const handed = args.length === 0 ? [] : [glue(` ${args.map(quoted).join(' ')}`)];
  return joinExcerpts([...start, ...parts, ...handed]);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
