/** `.` and `source`: scripts that run in the process of another. */
import { absolutePath } from '../launch/files.ts';
import { type Argument, writtenAlike } from '../programs/command.ts';
import { wholeText } from '../programs/files.ts';
import type { Excerpt } from '../text/excerpt.ts';
import type { Call } from './builtin-call.ts';
import { type Context, NOWHERE, type Outcome } from './context.ts';
import { endFatally, noteLacking, runScript } from './dialects.ts';
import { isNowhere } from './lost-scripts.ts';
import { openProgram } from './opened-programs.ts';
import {
  joinOutcomes,
  mapOutcome,
  opaqueOutcome,
  split,
  tooDeep,
  withReturns,
} from './outcomes.ts';
import { parametersEverywhere, parametersOf } from './parameters.ts';
import { restrict, type State } from './state.ts';

/** A sourced script runs in this process; one that is nowhere in the workspace is taken to define things. */
export function sourceFile(call: Call, state: State, context: Context): Outcome {
  const { machine } = context;
  const [, named, ...words] = call.argv;
  const found = named && findSourced(named, state, context);
  if (named === undefined || found === undefined) return presumeSourced(call, state, context);
  if (found === 'not in PATH') {
    noteLacking({ construct: 'source-by-name', at: call.step.at }, 'ends', state, context);
    return failToSource(call, state, context, false);
  }
  if (found === 'perhaps nowhere') {
    const { success, failure } = split(state, machine.answered(sourceOf(call)), context);
    const failed = failure && failToSource(call, failure, context, true);
    return joinOutcomes([{ success, failure: undefined }, failed ?? NOWHERE], context);
  }
  const source = machine.world.readText(found);
  machine.sourced.push({ at: named.at, source });
  const sourcePath = named.value?.includes('/') ? named.value : undefined;
  return runSourced(words, state, { ...context, source, sourcePath });
}

/** A name without a slash is looked up in PATH; bash looks in the working directory, too (test/oracle). */
function findSourced(
  named: Argument,
  state: State,
  context: Context,
): Excerpt | 'not in PATH' | 'perhaps nowhere' | undefined {
  const { machine, process } = context;
  const path = named.value === undefined ? undefined : absolutePath(named.value, state.workdir);
  if (path === undefined) return undefined;
  const byName = named.value?.includes('/') === false;
  const inPath = byName ? wholeText(openProgram(named, state, context)?.file) : undefined;
  if (inPath !== undefined) return inPath;
  const text = wholeText(machine.world.openFile(path));
  const onlyPath = byName && (process.shell === 'dash' || process.shell === 'ash');
  if (text !== undefined) return onlyPath ? 'not in PATH' : text;
  return isNowhere(path, machine) && !isAskedFor(named, context) ? 'perhaps nowhere' : undefined;
}

/** Whether a file is there, scripts ask that can do without it. */
function isAskedFor({ source }: Argument, { source: { script } }: Context): boolean {
  const word = source.replace(/^["']|["']$/g, '');
  return new RegExp(`-[a-hrswxLNOS]\\s+["']?${word.replace(/[^\w/]/g, '\\$&')}`).test(script.text);
}

function sourceOf({ argv }: Call): string {
  return argv.map(({ source }) => source).join(' ');
}

function presumeSourced(call: Call, state: State, { machine }: Context): Outcome {
  return { success: state, failure: restrict(state, machine.failing(sourceOf(call)), machine) };
}

/**
 * That a script is not there ends dash and ash, also where the command is asked for its answer (test/oracle). Where
 * it should have been brought, it is no defect of the script that it does not go on.
 */
function failToSource(call: Call, state: State, context: Context, deliberate: boolean): Outcome {
  const { always, never } = context.machine.formulas;
  switch (context.process.shell) {
    case 'dash':
    case 'ash':
      endFatally(call.at, state, context, 2, deliberate);
      return NOWHERE;
    case 'bash':
      return {
        success: undefined,
        failure: { ...state, code: 1, decided: deliberate ? always : never },
      };
    case 'posix':
      return opaqueOutcome(state, context);
  }
}

/**
 * Words behind the name are the script's own parameters, which dash does not know. When it has set
 * others, those stay under bash (test/oracle).
 */
function runSourced(words: readonly Argument[], state: State, context: Context): Outcome {
  if (tooDeep(context)) return opaqueOutcome(state, context);
  const returns: State[] = [];
  const inside = { ...context, returns, depth: context.depth + 1 };
  const { shell } = context.process;
  if (words.length === 0 || shell === 'dash') {
    return withReturns(runScript(state, inside), returns, context.machine);
  }
  const { machine } = context;
  const parameters = parametersEverywhere(words, machine);
  const outcome = runScript({ ...state, parameters }, inside);
  return mapOutcome(withReturns(outcome, returns, machine), ended => {
    const left = parametersOf(ended, machine);
    const restored = shell === 'ash' || (left !== undefined && writtenAlike(left, words));
    return restored ? { ...ended, parameters: state.parameters } : ended;
  });
}
