import { type Ending, unclaimed } from '../lifetime/endings.ts';
import type { ScriptSource } from '../lifetime/machine.ts';
import type { RunStep } from '../shell/steps.ts';
import { hasOwnLines, placeIn } from '../text/excerpt.ts';
import type { Finding, Proposal } from './finding.ts';
import { execForm } from './fixes/exec-form.ts';
import { asEdits, locateRun } from './fixes/script-text.ts';
import type { Rule, RuleInput } from './rule.ts';

export interface ShellForm {
  readonly id: 'shell-form';
  readonly command: string;
}

/**
 * The shell form puts a shell between PID 1 and the server; only where that shell is known not to
 * execute its last command in its own place.
 */
export const shellForm: Rule<ShellForm> = {
  name: 'shell-form',
  severity: 'info',
  check: input =>
    input.launch.form === 'shell' && input.launch.sh === 'dash'
      ? input.lifetime.endings.flatMap(ending => findingOf(ending, input))
      : [],
};

function findingOf(ending: Ending, input: RuleInput): readonly Finding<ShellForm>[] {
  const { kind, cause, behavior, exec, trapped, confidence } = ending;
  const serves = kind === 'runs' && cause === 'program' && behavior === 'serves';
  const source = input.sourceAt(ending.at);
  if (!serves || exec || trapped || unclaimed(confidence)) return [];
  if (source === undefined || hasOwnLines(source.excerpt)) return [];
  const run = locateRun(source, ending.at);
  if (run === undefined || run.ancestors.length > 0) return [];
  const command = ending.command ?? '';
  return [
    {
      rule: 'shell-form',
      at: placeIn(source.excerpt, run.step.at),
      severity: 'info',
      message: { id: 'shell-form', command },
      trail: [{ at: input.launch.at, note: { id: 'note-launch' } }],
      assuming: [],
      launches: [input.launch.at],
      proposals: execForm(run.step, source) ?? execInside(run.step, source, command),
    },
  ];
}

function execInside(step: RunStep, source: ScriptSource, command: string): readonly Proposal[] {
  const last = source.script.steps.at(-1) === step;
  const start = step.words[0]?.at.start ?? step.at.start;
  const edits = asEdits(source, [{ span: { start, end: start }, text: 'exec ' }]);
  if (edits === undefined) return [];
  return [
    { title: { id: 'fix-exec', command }, safety: last ? 'safe' : 'risk-later-steps', edits },
  ];
}
