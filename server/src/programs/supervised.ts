/** The commands that process managers run, from their configuration. */
import { partOf } from '../text/excerpt.ts';
import type { Supervised } from './behavior.ts';
import { type Argument, shellCommand } from './command.ts';
import { type Configuration, namedFiles } from './config/configuration.ts';
import { type Section, sectionsIn } from './config/sections.ts';
import { wordsOf } from './config/words.ts';
import { type Files, wholeText } from './files.ts';
import type { SplitArguments } from './options.ts';

/** The programs of supervisord that it starts by itself. */
export interface SupervisordPrograms {
  readonly commands: readonly Supervised[];
  /** Its configuration is known, and there is no program in it. */
  readonly none: boolean;
}

/** Reads the file that counts and those that it includes. Programs with words that are not known are left out. */
export function supervisordPrograms(
  configuration: Configuration,
  split: SplitArguments,
  files: Files,
): SupervisordPrograms {
  const named = namedFiles(configuration, split);
  if (named === undefined) return { commands: [], none: false };
  const [main] = (named.length > 0 ? named : configuration.files)
    .map(path => ({ path, file: files.open(path) }))
    .filter(({ file }) => file.kind !== 'absent');
  const text = wholeText(main?.file);
  const own = text === undefined ? [] : sectionsIn(text);
  const included = own.find(({ name }) => name === 'include')?.keys.get('files')?.text;
  const patterns =
    text === undefined ? (configuration.included ?? []) : (included?.split(/\s+/) ?? []);
  const pieces = main?.file.kind === 'text' ? main.file.pieces : [];
  const here = main?.path.replace(/\/?[^/]*$/, '') ?? '';
  const others = patterns
    .flatMap(pattern => files.matching(inFolder(pattern, here)).paths)
    .flatMap(path => wholeText(files.open(path)) ?? []);
  const sections = [...pieces, ...others].flatMap(sectionsIn);
  const groups = sections.some(({ name }) => /^(program|fcgi-program|eventlistener):/.test(name));
  return {
    commands: sections.flatMap(supervisedBy),
    none: text !== undefined && included === undefined && !groups,
  };
}

function inFolder(pattern: string, here: string): string {
  const known = pattern.replaceAll('%(here)s', here);
  return known.startsWith('/') || here === '' ? known : `${here}/${known}`;
}

/** `%(ENV_X)s` is not known before the container runs; `autostart=false` waits for somebody. */
function supervisedBy({ name, keys }: Section): readonly Supervised[] {
  const command = keys.get('command');
  const directory = keys.get('directory')?.text;
  const waits = /^(false|off|no|0)$/i.test(keys.get('autostart')?.text ?? '');
  const isKnown = command !== undefined && !`${command.text}${directory ?? ''}`.includes('%');
  if (!/^(program|fcgi-program):/.test(name) || waits || !isKnown) return [];
  const words = wordsOf(command);
  return words === undefined || words.length === 0 ? [] : [{ command: words, directory }];
}

/** Options with which it starts elsewhere, or others than the words say. */
const PROCFILE_CHOICES = /^(-d|--root|--app-root|-l|--processes|-m|--formation|-c|--can-die)$/;

/**
 * The commands of the Procfile in the working directory, of which each is a text for a shell; undefined where
 * they are not known.
 */
export function procfileCommands(
  argv: readonly Argument[],
  { options, operands, open }: SplitArguments,
  files: Files,
): readonly Supervised[] | undefined {
  const [first, ...names] = operands.map(({ argument: { value } }) => value);
  const starts = operands.length === 0 || /^(start|s)$/.test(first ?? '');
  const named = options.find(({ name }) => /^(-f|--procfile)$/.test(name));
  const file = named === undefined ? (starts ? 'Procfile' : first) : named.value;
  const isElsewhere = file === undefined || file.replace(/^\.\//, '').includes('/');
  if (open || isElsewhere || options.some(({ name }) => PROCFILE_CHOICES.test(name)))
    return undefined;
  const text = wholeText(files.open(file));
  if (text === undefined) return undefined;
  return [...text.text.matchAll(/^([\w-]+):[ \t]*(\S[^\r\n]*)/gm)].flatMap(
    ({ 0: line, 1: name = '', 2: command = '', index }) => {
      if (names.length > 0 && !names.includes(name)) return [];
      const end = index + line.length;
      const script = partOf(text, { start: end - command.length, end });
      return [{ command: shellCommand(script, argv), directory: undefined }];
    },
  );
}
