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

/** A name for the process id that the script does not use yet, also not with a number behind it. */
export function unusedName(text: string): string {
  const candidates = ['pid', 'server_pid', 'background_server_pid'];
  const isUsed = (name: string): boolean => new RegExp(`\\b${name}\\d*\\b`).test(text);
  return candidates.find(name => !isUsed(name)) ?? 'entrypoint_pid';
}

/** Variables that hold the process ids of jobs, in order, and what it takes that they do. */
export interface KeptPids {
  readonly names: readonly string[];
  readonly remembered: readonly Replacement[];
}

export function keepPids(jobs: readonly BackgroundStep[], source: ScriptSource): KeptPids {
  const fresh = unusedName(source.script.text);
  const named = jobs.map((job, index) => {
    const kept = keptPid(job, source);
    return { job, kept, name: kept ?? (jobs.length === 1 ? fresh : `${fresh}${index + 1}`) };
  });
  return {
    names: named.map(({ name }) => name),
    remembered: named.flatMap(({ job, kept, name }) =>
      kept === undefined ? rememberPid(job.at, name, source) : [],
    ),
  };
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
  const separated = /^\s*[;&|)]/.test(text.slice(end));
  return [{ span: { start: end, end }, text: ` ${name}=$!${separated ? '' : ';'}` }];
}
