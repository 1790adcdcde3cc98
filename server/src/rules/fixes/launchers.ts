import type { ScriptSource } from '../../lifetime/machine.ts';
import { literalValue, type RunStep, type Step } from '../../shell/steps.ts';
import type { Replacement } from '../../text/edit.ts';
import type { RuleInput } from '../rule.ts';
import { isLauncher, observationOf } from './later-steps.ts';

/** Puts `nohup … &` around the launchers among the steps; other steps stay in the foreground. */
export function launchersInBackground(
  steps: readonly Step[],
  source: ScriptSource,
  input: RuleInput,
): readonly Replacement[] {
  return steps.flatMap(step =>
    step.kind === 'run' && isLauncher(observationOf(step, source, input))
      ? inBackground(step, source)
      : [],
  );
}

/** The edits that put one command into the background. */
export function inBackground(step: RunStep, { script }: ScriptSource): readonly Replacement[] {
  const [first] = step.words;
  if (first === undefined || step.redirects.some(({ operator }) => operator === '<<')) return [];
  const start = first.at.start;
  const semicolon = /^[ \t]*;/.exec(script.text.slice(step.at.end));
  const end = step.at.end + (semicolon?.[0].length ?? 0);
  const detached =
    literalValue(first) === 'nohup' ? [] : [{ span: { start, end: start }, text: 'nohup ' }];
  return [...detached, { span: { start: step.at.end, end }, text: ' &' }];
}
