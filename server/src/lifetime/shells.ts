import type { ShellOption } from '../programs/behavior.ts';
import type { Argument } from '../programs/command.ts';
import { execsLastCommand, type ShellKind } from '../shell/shells.ts';
import type { Span } from '../text/place.ts';
import { type Context, NOWHERE, type Outcome, placeOf } from './context.ts';
import { runScript } from './dialects.ts';
import type { Formula } from './formula.ts';
import { freshShell, inheritedVariables } from './fresh-shell.ts';
import type { Guarded } from './guarded.ts';
import { set } from './int-map.ts';
import type { Machine, ScriptSource } from './machine.ts';
import { apart, proceed } from './outcomes.ts';
import { parametersEverywhere } from './parameters.ts';
import { createProcess, inChild, ways } from './processes.ts';
import { freeValue, type State, type Value } from './state.ts';
import { endShell } from './traps.ts';
import { textValue } from './value-texts.ts';

/** A shell to be started: what it runs, and with which parameters. */
export interface ShellCall {
  readonly source: ScriptSource;
  readonly shell: ShellKind;
  /** `$0`; undefined where it is not known. */
  readonly name: string | undefined;
  readonly parameters: readonly Argument[];
  readonly options: readonly ShellOption[];
  /** The text of `-c`, not a script file. */
  readonly commandText: boolean;
}

/** Runs the script in place of the current process: its endings are the process's own. */
export function execShell(call: ShellCall, state: State, context: Context): Outcome {
  const { ways: endings, leads } = context.process;
  const process = {
    ...createProcess(context.machine, call),
    ways: endings,
    ...(leads && { leads }),
  };
  const inside = { ...inShell(call, context), process, last: true };
  // A child that ends is also one of the shell that took the place of its parent: ash finds it (test/oracle).
  const finishing = process.shell === 'ash' ? state.finishing : context.machine.formulas.never;
  runToEnd(call, { ...freshState(call, state, context), finishing }, inside);
  return NOWHERE;
}

/** Runs the script as a child, which leads a process group or does not, and waits for it. */
export function spawnShell(
  call: ShellCall,
  at: Span,
  leads: boolean,
  state: State,
  context: Context,
): Outcome {
  const created = createProcess(context.machine, call);
  const process = leads ? { ...created, leads } : created;
  const changes = { ...inShell(call, context), process };
  const result = inChild(
    state,
    context,
    (start, child) => runScript(freshState(call, start, child), child),
    changes,
  );
  return ways(result, at, context);
}

/** Executes the steps of the main process to the end of its script, which is an ending too. */
export function runToEnd(call: ShellCall, state: State, context: Context): void {
  const { steps } = call.source.script;
  const { decided, rest } = apart(runScript(state, context), context);
  const ended = proceed(rest, context);
  const at = placeOf(lastLine(steps.at(-1)?.at, call.source.script.text), context);
  const end = { at, cause: 'end-of-script' } as const;
  if (decided !== undefined) endShell(context, { ...end, state: decided, deliberate: true });
  if (ended !== undefined) endShell(context, { ...end, state: ended });
}

/** Where a script is at its end: the last line of its last step, such as `fi`. */
function lastLine(step: Span | undefined, text: string): Span {
  if (step === undefined) return { start: 0, end: 0 };
  const inside = text.slice(step.start, step.end);
  const line = inside.slice(inside.lastIndexOf('\n') + 1);
  return { start: step.end - line.trimStart().length, end: step.end };
}

/** True for a script file that its own steps start: `exec gosu app "$0" "$@"`. */
export function startsItself({ source }: ShellCall, { source: own }: Context): boolean {
  const sameText = source.script.text === own.script.text;
  return sameText && source.excerpt.path === own.excerpt.path;
}

function inShell(call: ShellCall, context: Context): Omit<Context, 'process'> {
  return {
    machine: context.machine,
    run: context.run,
    source: call.source,
    sourcePath: call.name,
    manner: context.manner,
    input: context.input,
    supervised: context.supervised,
    last: context.last,
    givesWay: givesWay(call),
    round: context.round,
    asked: false,
    watching: false,
    loops: [],
    returns: undefined,
    trapStatus: undefined,
    again: startsItself(call, context),
    depth: context.depth + 1,
  };
}

/**
 * bash and busybox ash give way to the last command of `-c`, dash never does (facts/shells.md, rows
 * A1–A19). ash does not when the text ends in a line break, or in a here-document (test/oracle).
 */
function givesWay({ commandText, shell, source: { script } }: ShellCall): boolean {
  const { text, steps, fixedTexts } = script;
  const end = steps.at(-1)?.at.end;
  const document = fixedTexts.some(at => at.end === end && text.startsWith('\n', at.start));
  const broken = shell === 'ash' && (text.endsWith('\n') || document);
  return commandText && execsLastCommand(shell) && !broken;
}

/** Scripts ask by BASH_VERSION whether bash runs them. */
function versionOf(shell: ShellKind, machine: Machine): Guarded<Value> {
  const { always } = machine.formulas;
  const atom = machine.atom('computed', 'BASH_VERSION');
  const suffix = shell === 'bash' ? '-release' : '';
  return shell === 'bash' || shell === 'posix'
    ? [{ when: always, value: freeValue(atom, suffix) }]
    : [{ when: always, value: textValue('') }];
}

/** A new shell has its own parameters, options, traps and functions. */
function freshState(call: ShellCall, state: State, { machine }: Context): State {
  const { always, never } = machine.formulas;
  const holds = (option: ShellOption): Formula => (call.options.includes(option) ? always : never);
  return {
    ...state,
    variables: set(
      inheritedVariables(state, machine),
      machine.intern('BASH_VERSION'),
      versionOf(call.shell, machine),
    ),
    parameters: parametersEverywhere(call.parameters, machine),
    functions: undefined,
    ...freshShell(machine),
    errexit: holds('errexit'),
    nounset: holds('nounset'),
    pipefail: holds('pipefail'),
  };
}
