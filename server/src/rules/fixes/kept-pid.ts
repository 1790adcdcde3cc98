import type { ScriptSource } from '../../lifetime/machine.ts';
import type { BackgroundStep } from '../../shell/steps.ts';
import type { Replacement } from '../../text/edit.ts';
import { hasOwnLines } from '../../text/excerpt.ts';
import type { Span } from '../../text/place.ts';
import { indentationAt, lineBreakOf, lineEnd, ownsItsLines } from './script-text.ts';

/** The variable that keeps the process id already: `NAME=$!` directly behind the job. */
export function keptPid({ at }: BackgroundStep, { script }: ScriptSource): string | undefined {
  const behind = script.text.slice(at.end);
  return /^[ \t]*;?(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*(?:(?:local|export|declare) )?([A-Za-z_]\w*)="?\$\{?!\}?"?[ \t;\r\n]/.exec(
    `${behind}\n`,
  )?.[1];
}

/** A name for the process id that the script does not use yet. */
export function unusedName(text: string): string {
  const candidates = ['pid', 'server_pid', 'background_server_pid'];
  return candidates.find(name => !new RegExp(`\\b${name}\\b`).test(text)) ?? 'entrypoint_pid';
}

/** As many names, numbered where there are several. */
export function unusedNames(count: number, text: string): readonly string[] {
  const name = unusedName(text);
  return Array.from({ length: count }, (_, index) => (count === 1 ? name : `${name}${index + 1}`));
}

/** Keeps the job's process id in a variable, on the line below where the job has a line of its own. */
export function rememberPid(
  at: Span,
  name: string,
  { script, excerpt }: ScriptSource,
): readonly Replacement[] {
  const { text } = script;
  const { start, end } = at;
  if (hasOwnLines(excerpt) && ownsItsLines(script, at)) {
    const behind = lineEnd(text, end);
    const line = `${lineBreakOf(text)}${indentationAt(text, start)}${name}=$!`;
    return [{ span: { start: behind, end: behind }, text: line }];
  }
  const isFollowed = /^\s*[^\s;&|)]/.test(text.slice(end));
  return [{ span: { start: end, end }, text: ` ${name}=$!${isFollowed ? ';' : ''}` }];
}
