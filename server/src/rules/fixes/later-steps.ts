/** What the steps behind a server mean for moving it: which of them launch, talk to it, or just run. */
import type { Observation, ScriptSource } from '../../lifetime/machine.ts';
import type { Behavior } from '../../programs/behavior.ts';
import { baseName } from '../../programs/command.ts';
import { childSteps } from '../../shell/child-steps.ts';
import { literalValue, type RunStep, type Script, type Step } from '../../shell/steps.ts';
import { placeIn } from '../../text/excerpt.ts';
import type { RuleInput } from '../rule.ts';
import { callsOf, runsIn } from './script-text.ts';

/** What the command of a step, behind its wrappers, was seen to do; undefined for builtins and steps never reached. */
export function observationOf(
  step: RunStep,
  { excerpt }: ScriptSource,
  input: RuleInput,
): Observation | undefined {
  const seen = step.words.map(word => input.observedAt(placeIn(excerpt, word.at)));
  return seen.findLast(observation => observation !== undefined);
}

/** True when a command was taken, by its words, to start something in the background and to return; `init` may prepare it only. */
export function isLauncher(observation: Observation | undefined): boolean {
  const reason = observation?.behavior.reason;
  return (
    reason?.id === 'reason-launcher' &&
    /start|launch|daemon/.test(reason.word) &&
    observation?.manner === 'foreground'
  );
}

/** True for a shell or a REPL that reads its commands from standard input. */
export function isInteractive(behavior: Behavior | undefined): boolean {
  return behavior?.kind === 'interprets'
    ? behavior.script.kind === 'standard-input'
    : behavior?.kind === 'finishes' && behavior.interactive === true;
}

/** A shell at the end of a script, which reads end-of-file where there is no terminal. */
export function interactiveEnd(
  last: Step | undefined,
  source: ScriptSource,
  input: RuleInput,
): RunStep | undefined {
  if (last?.kind === 'and') return interactiveEnd(last.right, source, input);
  if (last?.kind !== 'run' || last.redirects.length > 0) return undefined;
  return isInteractive(observationOf(last, source, input)?.behavior) ? last : undefined;
}

/** Steps that may need the server to run already: then it must stay where it is. */
export function mayTalkToServer(
  steps: readonly Step[],
  source: ScriptSource,
  input: RuleInput,
): boolean {
  return runsIn(steps).some(step => {
    const text = source.script.text.slice(step.at.start, step.at.end);
    if (/\$!|localhost|127\.0\.0\.1|\[::1\]|\$\{?(SERVER_)?PORT\b/.test(text)) return true;
    const behavior = observationOf(step, source, input)?.behavior;
    if (behavior?.kind !== 'finishes') return false;
    return behavior.client || commandName(step) === 'sleep' || commandName(step) === 'pg_isready';
  });
}

/** True where the server would start otherwise behind these steps: in another directory, with other words or variables. */
export function changesStart(
  server: Step,
  later: readonly Step[],
  { script }: ScriptSource,
): boolean {
  const text = script.text.slice(server.at.start, server.at.end);
  const uses = (name: string): boolean => new RegExp(`\\$\\{?[!#]?${name}\\b`).test(text);
  const usesParameters = /\$\{?[@*\d]/.test(text);
  return runsHere(later).some(step => {
    const name = commandName(step);
    if (/^(cd|pushd|popd|umask|ulimit|export)$/.test(name)) return true;
    if (/^(set|shift)$/.test(name) && usesParameters) return true;
    return assignedBy(step).some(uses);
  });
}

/** The commands that the script's own shell executes, where no child of it does. */
function runsHere(steps: readonly Step[]): readonly RunStep[] {
  return steps.flatMap(step => {
    if (step.kind === 'run') return [step];
    return /^(subshell|background|function|pipeline)$/.test(step.kind)
      ? []
      : runsHere(childSteps(step));
  });
}

function assignedBy(step: RunStep): readonly string[] {
  if (step.words.length === 0) return step.assignments.map(({ name }) => name);
  if (!/^(declare|readonly|typeset|unset|read)$/.test(commandName(step))) return [];
  return step.words.slice(1).flatMap(({ parts: [first] }) => {
    const name = first?.kind === 'literal' ? /^[A-Za-z_]\w*/.exec(first.value)?.[0] : undefined;
    return name === undefined ? [] : [name];
  });
}

/** What `exec` would lose: the script does something when it ends, or when a signal comes. */
export function hasTraps({ steps, text: written }: Script): boolean {
  if (!written.includes('trap')) return false;
  return callsOf('trap', steps).some(({ words: [, action, ...signals] }) => {
    const text = action === undefined ? undefined : literalValue(action);
    return signals.length > 0 && text !== '' && text !== '-';
  });
}

/** True when it is known of every command what it does: a definition, a test, a task, a launcher. */
export function allUnderstood(
  steps: readonly Step[],
  source: ScriptSource,
  input: RuleInput,
): boolean {
  return runsIn(steps).every(step => {
    const observation = observationOf(step, source, input);
    if (observation === undefined) return true;
    return observation.evidence !== 'assumed';
  });
}

function commandName(step: RunStep): string {
  const first = step.words[0];
  return first === undefined ? '' : baseName(literalValue(first) ?? '');
}
