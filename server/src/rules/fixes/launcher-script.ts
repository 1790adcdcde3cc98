/**
 * The other place for launchers: a script of their own beside the one that starts them, which runs it in the
 * background. It has the shebang of that script, and the Dockerfile copies it where it would not come along.
 */
import { besideCopied } from '../../launch/copies.ts';
import type { ScriptSource } from '../../lifetime/machine.ts';
import type { StartedScript } from '../../lifetime/started.ts';
import { baseName } from '../../programs/command.ts';
import type { Script, Step } from '../../shell/steps.ts';
import type { Edit, Replacement } from '../../text/edit.ts';
import { isWholeFile } from '../../text/excerpt.ts';
import type { Span } from '../../text/place.ts';
import type { RuleInput } from '../rule.ts';
import { copyBehind } from './dockerfile-lines.ts';
import { type LauncherBlock, launcherBlocks } from './launchers.ts';
import { indentationAt, lineEnd, linesWithComments, ownsItsLines } from './script-text.ts';
import { quoted } from './shell-text.ts';

/** What moving the launchers takes. */
export interface LauncherScript {
  /** Its name, without a folder. */
  readonly name: string;
  /** The call in the place of the launchers. */
  readonly call: Replacement;
  /** The file, and the instruction that copies it where one is needed. */
  readonly files: readonly Edit[];
}

/** Other names are for where files of the first ones are there already. */
const NAMES = ['', '_2', '_3', '_4', '_5'].map(more => `startup_launch_daemons${more}.sh`);

/**
 * Undefined where the launchers are not at least two that follow one another, where they need more of their
 * shell than another shell has, and where it is not known how files come to stand beside the script.
 */
export function launcherScript(
  steps: readonly Step[],
  source: ScriptSource,
  input: RuleInput,
): LauncherScript | undefined {
  const { script, excerpt } = source;
  const lines = linesOf(launcherBlocks(steps, source, input), script);
  const started = startedAs(source, input);
  if (lines === undefined || started === undefined || !isWholeFile(excerpt)) return undefined;
  const place = freePlace(excerpt.path, started.path, input);
  if (place === undefined) return undefined;
  const { text } = script;
  const indentation = indentationAt(text, lines.start);
  const moved = text
    .slice(lines.start, lines.end)
    .replaceAll(new RegExp(`^${indentation}`, 'gm'), '');
  const shell = shellOf(started);
  const shebang = /^#!.*/.exec(text)?.[0] ?? `#!/bin/${shell}`;
  return {
    name: baseName(place.path),
    call: { span: lines, text: `${indentation}nohup ${shell} ${quoted(place.inContainer)} &` },
    files: [{ kind: 'create', path: place.path, text: `${shebang}\n\n${moved}\n` }, ...place.edits],
  };
}

/** The lines of the launchers and of the comments between them; undefined where they cannot go elsewhere. */
function linesOf(blocks: readonly LauncherBlock[], script: Script): Span | undefined {
  const [{ steps, launchers } = { steps: [], launchers: [] }, ...others] = blocks;
  const [first] = launchers;
  const last = launchers.at(-1);
  if (first === undefined || last === undefined || first === last || others.length > 0)
    return undefined;
  const adjacent = steps.indexOf(last) - steps.indexOf(first) === launchers.length - 1;
  const alone = launchers.every(({ at }) => ownsItsLines(script, at));
  const lines = {
    start: linesWithComments(script, first.at).start,
    end: lineEnd(script.text, last.at.end),
  };
  return adjacent && alone && !needsItsShell(lines, script) ? lines : undefined;
}

/** Carriage returns, texts of several lines, parameters, and variables that the script itself has set. */
function needsItsShell(lines: Span, { text, fixedTexts }: Script): boolean {
  const moved = text.slice(lines.start, lines.end);
  const severalLines = fixedTexts.some(({ start, end }) => start < lines.end && lines.start < end);
  if (text.includes('\r') || severalLines) return true;
  return [...moved.matchAll(/\$(?:\{?([A-Za-z_]\w*))?/g)].some(
    ([, name]) => name === undefined || new RegExp(`(?<![\\w$]|\\$\\{)${name}\\b`).test(text),
  );
}

/** How the script is started, where that is in one way only. */
function startedAs({ excerpt }: ScriptSource, { lifetime }: RuleInput): StartedScript | undefined {
  const starts = lifetime.started.filter(({ source }) => source.excerpt.path === excerpt.path);
  const [first] = starts;
  return starts.every(({ path }) => path === first?.path) ? first : undefined;
}

/** The name by which the shell is called that reads the script. */
function shellOf({ by, interpreter, source: { script } }: StartedScript): 'bash' | 'sh' {
  const named = by === 'shell' ? interpreter?.value : script.shebang;
  return /(^|[/\s])bash\b/.test(named ?? '') ? 'bash' : 'sh';
}

/** Where a new file goes, and the edits that bring it into the container. */
interface FreePlace {
  readonly path: string;
  readonly inContainer: string;
  readonly edits: readonly Edit[];
}

function freePlace(path: string, inContainer: string, input: RuleInput): FreePlace | undefined {
  const beside = (file: string, name: string): string =>
    file.slice(0, file.length - baseName(file).length) + name;
  const name = NAMES.find(candidate => input.isThere(beside(path, candidate)) !== true);
  if (name === undefined || input.isThere(beside(path, name)) === undefined) return undefined;
  const target = beside(inContainer, name);
  const copied = besideCopied(input.launch.files, inContainer, name);
  if (copied === undefined) return undefined;
  const edits = copied.comesAlong ? [] : [copyBehind(copied.instruction, copied.source, target)];
  return { path: beside(path, name), inContainer: target, edits };
}
