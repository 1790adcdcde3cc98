/**
 * `setsid` becomes its command, unless it leads a process group: then it leaves the command behind in a child. PID 1
 * leads its group, and so does each command behind `set -m`, and what an init starts (run and observed: util-linux 2.38.1, busybox 1.35).
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

/** True where the process that the program becomes leads a group. */
export function leadsGroup(call: ProgramCall, state: State, context: Context): boolean {
  const { process, manner } = context;
  if (call.leads !== undefined) return call.leads;
  const isOwn = call.manner === 'exec' || givesWayTo(call, state, context);
  if (isOwn || manner === 'background') return process.leads === true;
  return manner === 'foreground' && isMonitored(state, context);
}

/** True where each command gets a process group of its own, on all paths. */
export function isMonitored({ path, monitor }: State, { machine }: Context): boolean {
  const { and, never, not } = machine.formulas;
  return and(path, not(monitor)) === never;
}

/** These inits give their command a group of its own (run and observed: tini 0.19.0, dumb-init 1.2.5, catatonit 0.1.7). */
export function givesGroup(argv: ProgramCall['argv'], behavior: Behavior): boolean {
  const [name = '', ...options] = argv.map(({ value }) => value ?? '');
  const end = options.findIndex(option => !option.startsWith('-') || option === '--');
  const single = options
    .slice(0, Math.max(end, 0))
    .some(option => /^(-\w*c|--single-child)/.test(option));
  if (behavior.kind !== 'wraps' || behavior.init !== true) return false;
  return baseName(name) === 'dumb-init'
    ? !single
    : /^(tini|docker-init|catatonit)$/.test(baseName(name));
}
