import { type Ending, unclaimed } from '../lifetime/endings.ts';
import type { ScriptSource } from '../lifetime/machine.ts';
import { literalValue, type RunStep } from '../shell/steps.ts';
import type { Finding } from './finding.ts';
import { observationOf } from './fixes/later-steps.ts';
import { asEdits, locateRun } from './fixes/script-text.ts';
import type { Rule, RuleInput } from './rule.ts';

export interface ErrexitStopsStart {
  readonly id: 'errexit-stops-start';
  readonly command: string;
}

/** Under `set -e` a command that fails in normal operation ends PID 1 before or beside its server. */
export const errexitStopsStart: Rule<ErrexitStopsStart> = {
  name: 'errexit-stops-start',
  severity: 'warning',
  check: input =>
    hasServer(input) ? input.lifetime.endings.flatMap(ending => findingOf(ending, input)) : [],
};

function hasServer({ lifetime }: RuleInput): boolean {
  const serving = lifetime.endings.some(
    ({ kind, behavior, confidence }) =>
      kind === 'runs' && behavior === 'serves' && !unclaimed(confidence),
  );
  return serving || lifetime.strandings.length > 0;
}

function findingOf(ending: Ending, input: RuleInput): readonly Finding<ErrexitStopsStart>[] {
  const source = input.sourceAt(ending.at);
  if (ending.cause !== 'errexit' || unclaimed(ending.confidence) || source === undefined) return [];
  const step = locateRun(source, ending.at)?.step;
  const asked = step && commandBehind(step, source);
  if (step === undefined || asked === undefined || !failsNormally(asked, source, input)) return [];
  const command = source.script.text.slice(step.at.start, step.at.end);
  const heredoc = step.redirects.some(({ operator }) => operator === '<<');
  const end = { start: step.at.end, end: step.at.end };
  const edits = heredoc ? undefined : asEdits(source, [{ span: end, text: ' || true' }]);
  return [
    {
      rule: 'errexit-stops-start',
      at: ending.at,
      severity: 'warning',
      message: { id: 'errexit-stops-start', command },
      trail: [
        { at: input.launch.at, note: { id: 'note-launch' } },
        {
          at: ending.at,
          note: { id: 'note-ends', at: ending.at, cause: ending.cause, when: ending.when },
        },
      ],
      assuming: [],
      launches: [input.launch.at],
      proposals:
        edits === undefined
          ? []
          : [{ title: { id: 'fix-or-true', command }, safety: 'risk-failure', edits }],
    },
  ];
}

/**
 * The command whose status a step has: its own, or for an assignment that of the last command substitution. Who
 * looks for a value expects to find it, but where the script asks later whether there is one.
 */
function commandBehind(step: RunStep, { script }: ScriptSource): RunStep | undefined {
  const [assignment] = step.assignments;
  if (step.words.length > 0 || assignment === undefined) return step;
  const { name, value } = assignment;
  const asks = new RegExp(`-[nz]\\s+"?\\$\\{?${name}\\b|\\$\\{${name}:?[-+=?]`);
  if (!asks.test(script.text.slice(step.at.end))) return undefined;
  const parts = value?.parts ?? [];
  const last = parts.findLast(part => part.kind === 'command')?.body.at(-1);
  const end = last?.kind === 'pipeline' ? last.parts.at(-1) : last;
  return end?.kind === 'run' ? end : undefined;
}

/** A question, a count that passes 0, or reading to the end: none of them is a failure of the start. */
function failsNormally(run: RunStep, source: ScriptSource, input: RuleInput): boolean {
  const [first] = run.words;
  const name = first === undefined ? '' : (literalValue(first) ?? '');
  if (name === 'read' || /^\(\(.*(\+\+|--)/.test(name)) return true;
  const behavior = observationOf(run, source, input)?.behavior;
  return behavior?.kind === 'finishes' && behavior.question && name !== 'false';
}
