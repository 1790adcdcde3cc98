import type { ScriptSource } from '../../lifetime/machine.ts';
import { literalValue, type PipelineStep, type RunStep, type Step } from '../../shell/steps.ts';
import type { Replacement } from '../../text/edit.ts';
import type { RuleInput } from '../rule.ts';
import { isLauncher, observationOf } from './later-steps.ts';
import { bodiesOf, runsIn } from './script-text.ts';

/** A launcher, or a pipeline that begins with one: `start | tee log`. */
type LauncherStep = RunStep | PipelineStep;

/** Steps that run one after the other, with the launchers among them. */
export interface LauncherBlock {
  readonly steps: readonly Step[];
  readonly launchers: readonly LauncherStep[];
}

/** The blocks that have launchers: the steps themselves, and the bodies of branches among them. */
export function launcherBlocks(
  steps: readonly Step[],
  source: ScriptSource,
  input: RuleInput,
): readonly LauncherBlock[] {
  const launchers = steps.flatMap(step => {
    const run = step.kind === 'pipeline' || step.kind === 'run' ? commandOf(step) : undefined;
    return run && isLauncher(observationOf(run, source, input)) ? [step as LauncherStep] : [];
  });
  const inside = steps.flatMap(bodiesOf).flatMap(body => launcherBlocks(body, source, input));
  return launchers.length > 0 ? [{ steps, launchers }, ...inside] : inside;
}

function commandOf(step: LauncherStep): RunStep | undefined {
  const first = step.kind === 'pipeline' ? step.parts[0] : step;
  return first?.kind === 'run' ? first : undefined;
}

/** Puts `nohup … &` around the launchers among the steps; other steps stay in the foreground. */
export function launchersInBackground(
  steps: readonly Step[],
  source: ScriptSource,
  input: RuleInput,
): readonly Replacement[] {
  return launcherBlocks(steps, source, input).flatMap(({ launchers }) =>
    launchers.flatMap(launcher => inBackground(launcher, source)),
  );
}

/** The edits that put one launcher into the background. */
export function inBackground(step: LauncherStep, { script }: ScriptSource): readonly Replacement[] {
  const first = commandOf(step)?.words[0];
  const hasText = runsIn([step]).some(({ redirects }) =>
    redirects.some(({ operator }) => operator === '<<'),
  );
  if (first === undefined || hasText) return [];
  const start = first.at.start;
  const semicolon = /^[ \t]*;(?!;)/.exec(script.text.slice(step.at.end));
  const end = step.at.end + (semicolon?.[0].length ?? 0);
  const detached =
    literalValue(first) === 'nohup' ? [] : [{ span: { start, end: start }, text: 'nohup ' }];
  return [...detached, { span: { start: step.at.end, end }, text: ' &' }];
}
