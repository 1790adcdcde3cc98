/**
 * `setsid` becomes its command, unless it leads a process group: then it leaves the command behind in a child. PID 1
 * leads its group, and so does each command behind `set -m` (run and observed: util-linux 2.38.1, busybox 1.35).
 */
import type { Behavior } from '../programs/behavior.ts';
import { baseName } from '../programs/command.ts';
import type { Context } from './context.ts';
import { givesWayTo, type ProgramCall } from './program-calls.ts';
import type { State } from './state.ts';

/** What `setsid` does where it leads a group; undefined for other commands, and where it does not. */
export function leftBehind(
  call: ProgramCall,
  state: State,
  context: Context,
): Behavior | undefined {
  const [program, ...words] = call.argv;
  if (program === undefined || baseName(program.value ?? '') !== 'setsid') return undefined;
  const end = words.findIndex(({ value }) => !value?.startsWith('-'));
  const options = words.slice(0, Math.max(end, 0)).map(({ value }) => value ?? '');
  if (options.some(option => /^-[a-z]*w|^--wait$/.test(option))) return undefined;
  if (!leadsGroup(call, state, context)) return undefined;
  const forking = { value: '-f', source: '-f', at: program.at, text: undefined };
  return context.machine.behaviorOf([program, forking, ...words], state.workdir);
}

function leadsGroup(call: ProgramCall, state: State, context: Context): boolean {
  const { and, never, not } = context.machine.formulas;
  const isMain = call.manner === 'exec' || givesWayTo(call, state, context);
  if (isMain) return context.process.main === true;
  return context.manner === 'foreground' && and(state.path, not(state.monitor)) === never;
}
