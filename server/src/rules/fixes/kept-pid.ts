import type { ScriptSource } from '../../lifetime/machine.ts';
import type { BackgroundStep } from '../../shell/steps.ts';

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
