import { lackOf } from '../shell/dialects.ts';
import type { ShellKind } from '../shell/shells.ts';
import {
  type BackgroundStep,
  type FunctionStep,
  type RedirectedStep,
  type RunStep,
  type Step,
  type TimeStep,
  type Word,
  wordsOf,
} from '../shell/steps.ts';
import { assignDefaults } from './assignments.ts';
import { runCommand } from './commands.ts';
import { patternMatches } from './conditions.ts';
import { type Context, NOWHERE, type Outcome, placeOf } from './context.ts';
import { headerOf, runLacking } from './dialects.ts';
import { set } from './int-map.ts';
import { join } from './join.ts';
import { runLoop } from './loops.ts';
import { withoutUnset } from './nounset.ts';
import { byStatus, joinOutcomes, mapOutcome, opaqueOutcome, proceed } from './outcomes.ts';
import { runPipeline } from './pipelines.ts';
import { redirected, withoutRedirects } from './pipes.ts';
import { inBackground, inChild, ways } from './processes.ts';
import { byGivingWay, givesWay } from './program-calls.ts';
import { runBlock, runSequence } from './sequence.ts';
import { restrict, type State } from './state.ts';
import { endShell, runErrorTrap } from './traps.ts';
import { runFor } from './word-loops.ts';

/**
 * Executes a step abstractly: the state on the paths where it succeeds and where it fails. Ways on
 * which the process runs for ever or ends inside the step are noted in the process.
 */
export function run(step: Step, state: State, outer: Context): Outcome {
  if (!outer.machine.spendStep()) return opaqueOutcome(state, outer);
  const context = inside(step, outer);
  const states = byGivingWay(state, context);
  if (states.length < 2) return runStep(step, state, context);
  const outcomes = states.map(one => runStep(step, one, context));
  return joinOutcomes(outcomes, context);
}

function runStep(step: Step, state: State, context: Context): Outcome {
  const lacking = runLacking(step, state, context);
  if (lacking !== undefined) return withErrexit(lacking, step, context);
  switch (step.kind) {
    case 'run': {
      if (startsInBackground(step, context))
        return succeed(inBackground(detached(step), state, context));
      const words = wordsOf(step);
      const known = withoutUnset(words, step.at, state, context);
      if (known === undefined) return NOWHERE;
      const assigned = assignDefaults(words, known, context);
      return withErrexit(runCommand(step, assigned, context), step, context);
    }
    case 'and':
    case 'or':
      return runList(step, state, context);
    case 'not':
      return runNot(step.step, state, context);
    case 'pipeline':
      return withErrexit(runPipeline(step, state, context), step, context);
    case 'time':
      return run(withTime(step, context.process.shell), state, context);
    case 'background':
      return succeed(inBackground(step, state, context));
    case 'if':
      return runIf(step, state, context);
    case 'case': {
      const known = withoutUnset([step.subject], step.at, state, context);
      return known === undefined ? NOWHERE : runCase(step, known, context);
    }
    case 'for':
    case 'select': {
      const known = withoutUnset(step.words ?? [], step.at, state, context);
      return known === undefined ? NOWHERE : runFor(step, known, context);
    }
    case 'while':
    case 'until':
    case 'arithmetic-for':
      return runLoop(step, state, context);
    case 'group':
      return runBlock(step.body, state, context);
    case 'subshell': {
      if (givesWay(state, context)) return runBlock(step.body, state, context);
      const result = inChild(state, context, (start, child) => runBlock(step.body, start, child));
      return withErrexit(ways(result, step.at, context), step, context);
    }
    case 'function':
      return isKnown(step, context)
        ? succeed(define(step, state, context))
        : runSequence([headerOf(step, context.source.script.text), step.body], state, context);
    case 'redirected':
      return startsInBackground(step, context)
        ? succeed(inBackground(detached(step), state, context))
        : mapOutcome(run(step.step, redirected(step.redirects, state), context), after =>
            withoutRedirects(after, state),
          );
    case 'opaque':
      return opaqueOutcome(state, context);
  }
}

/** What is timed; to dash and ash `time` is a program like any other. */
function withTime({ at, step }: TimeStep, shell: ShellKind): Step {
  const isProgram = shell === 'dash' || shell === 'ash';
  if (!isProgram || step.kind !== 'run') return step;
  const name = { start: at.start, end: at.start + 'time'.length };
  const part = { kind: 'literal', at: name, value: 'time', quoted: false } as const;
  return { ...step, at, words: [{ at: name, parts: [part] }, ...step.words] };
}

const COMPOUND: ReadonlySet<Step['kind']> = new Set([
  'if',
  'case',
  'for',
  'select',
  'while',
  'until',
  'group',
  'subshell',
  'redirected',
]);

/**
 * bash executes only a simple command in its own place, busybox ash also the last one of a compound
 * command (facts/shells.md, rows A15–A18).
 */
function inside(step: Step, context: Context): Context {
  const keeps =
    step.kind === 'time' || (COMPOUND.has(step.kind) && context.process.shell === 'bash');
  return context.givesWay && keeps ? { ...context, givesWay: false } : context;
}

/** What `&>` redirects in other shells, dash starts in the background: it reads `cmd & > file`. */
function startsInBackground(step: RunStep | RedirectedStep, { process }: Context): boolean {
  const differs = lackOf('ampersand-redirect', process.shell) === 'differs';
  return differs && step.redirects.some(({ operator }) => operator.startsWith('&>'));
}

function detached(step: RunStep | RedirectedStep): BackgroundStep {
  const redirects = step.redirects.filter(({ operator }) => !operator.startsWith('&>'));
  return { kind: 'background', at: step.at, step: { ...step, redirects } };
}

function succeed(state: State | undefined): Outcome {
  return { success: state, failure: undefined };
}

function runList(
  step: Extract<Step, { kind: 'and' | 'or' }>,
  state: State,
  context: Context,
): Outcome {
  const left = run(step.left, state, { ...context, asked: true, last: false });
  const [into, past] =
    step.kind === 'and' ? [left.success, left.failure] : [left.failure, left.success];
  if (into === undefined) {
    return step.kind === 'and'
      ? { success: undefined, failure: past }
      : { success: past, failure: undefined };
  }
  const { always, never } = context.machine.formulas;
  const entered = { ...into, failed: step.kind === 'or' ? always : never };
  const right = run(step.right, entered, context);
  return step.kind === 'and'
    ? { success: right.success, failure: join(past, right.failure, context.machine) }
    : { success: join(past, right.success, context.machine), failure: right.failure };
}

function runNot(step: Step, state: State, context: Context): Outcome {
  const { success, failure } = run(step, state, { ...context, asked: true, last: false });
  return { success: failure, failure: success };
}

function runIf(step: Extract<Step, { kind: 'if' }>, state: State, context: Context): Outcome {
  const { always, never } = context.machine.formulas;
  const outcomes: Outcome[] = [];
  let rest: State | undefined = state;
  for (const branch of step.branches) {
    if (rest === undefined) break;
    const answer = runSequence(branch.condition, rest, { ...context, asked: true, last: false });
    if (answer.success !== undefined) {
      outcomes.push(runBlock(branch.body, { ...answer.success, failed: never }, context));
    }
    rest = answer.failure && { ...answer.failure, failed: always };
  }
  if (rest !== undefined) {
    outcomes.push(
      step.otherwise === undefined ? succeed(rest) : runBlock(step.otherwise, rest, context),
    );
  }
  return joinOutcomes(outcomes, context);
}

/** Where no clause matches any more, the status is 0, or that of the last clause that ended in `;;&` or `;&`. */
function runCase(step: Extract<Step, { kind: 'case' }>, state: State, context: Context): Outcome {
  const { machine } = context;
  const { never, not, or } = machine.formulas;
  const outcomes: Outcome[] = [];
  let rest: State | undefined = state;
  let again: State | undefined;
  let falling: State | undefined;
  // The word is read once, before a clause can change the variables in it.
  const conditions = step.clauses.map(({ patterns }) =>
    patterns.reduce(
      (all, pattern) => or(all, patternMatches(step.subject, pattern, state, context)),
      never,
    ),
  );
  // Of a clause's patterns those behind the first are read only where it does not match.
  const read = (state: State | undefined, patterns: readonly Word[]): State | undefined =>
    state && withoutUnset(patterns.slice(0, 1), step.at, state, context);
  for (const [index, clause] of step.clauses.entries()) {
    rest = read(rest, clause.patterns);
    again = read(again, clause.patterns);
    const asked = join(rest, again, machine);
    const matches = conditions[index] ?? never;
    const entered = join(restrict(asked, matches, machine), falling, machine);
    rest = restrict(rest, not(matches), machine);
    again = restrict(again, not(matches), machine);
    falling = undefined;
    if (entered === undefined) continue;
    const outcome = runBlock(clause.body, entered, context);
    if (clause.end === ';;') outcomes.push(outcome);
    else if (clause.end === ';&') falling = proceed(outcome, context);
    else again = join(again, proceed(outcome, context), machine);
  }
  const last = join(again, falling, machine);
  outcomes.push(succeed(rest), byStatus(last, context));
  return joinOutcomes(outcomes, context);
}

/** To dash `function f` is a command, and the group on the lines behind it another one. */
function isKnown(step: FunctionStep, { process, source: { script } }: Context): boolean {
  const own = script.constructs.get(step) ?? [];
  return !own.some(({ construct }) => lackOf(construct, process.shell) === 'differs');
}

function define(
  step: Extract<Step, { kind: 'function' }>,
  state: State,
  { machine, source }: Context,
): State {
  const value = [{ when: machine.formulas.always, value: { step, source } }];
  return { ...state, functions: set(state.functions, machine.intern(step.name), value) };
}

/** Where a command fails whose status nobody asks for, the ERR trap runs and `set -e` ends the shell. */
function withErrexit(outcome: Outcome, step: Step, context: Context): Outcome {
  if (context.asked || outcome.failure === undefined) return outcome;
  const { machine } = context;
  const failure = runErrorTrap(outcome.failure, context);
  if (failure === undefined) return { success: outcome.success, failure };
  const { always, not } = machine.formulas;
  const ended = restrict(failure, failure.errexit, machine);
  for (const deliberate of [true, false]) {
    const paths = deliberate ? failure.decided : not(failure.decided);
    const state = restrict(ended, paths, machine);
    const at = placeOf(step.at, context);
    if (state === undefined) continue;
    endShell(context, { at, cause: 'errexit', state: { ...state, failed: always }, deliberate });
  }
  const goesOn = not(failure.errexit);
  return { success: outcome.success, failure: restrict(failure, goesOn, machine) };
}
