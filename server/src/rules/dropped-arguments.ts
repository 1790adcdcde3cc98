import { commandText } from '../programs/command.ts';
import type { Place } from '../text/place.ts';
import type { Finding, Proposal } from './finding.ts';
import { execForm, formPlace } from './fixes/exec-form.ts';
import { readMeantForm } from './fixes/meant-form.ts';
import type { Rule, RuleInput } from './rule.ts';

/** `$@` and the like: the text uses what CMD gives to the shell as parameters. */
const PARAMETER = /\$\{?[@*#0-9]/;

export interface DroppedArguments {
  readonly id: 'dropped-arguments';
  readonly command: string;
  readonly at: Place;
}

/** A shell-form ENTRYPOINT ignores CMD and the arguments of `docker run`. */
export const droppedArguments: Rule<DroppedArguments> = {
  name: 'dropped-arguments',
  severity: 'warning',
  check: input => findings(input),
};

function findings(input: RuleInput): readonly Finding<DroppedArguments>[] {
  const { entrypoint, command, at: launch } = input.launch;
  if (entrypoint?.kind !== 'shell' || command === undefined) return [];
  const text = entrypoint.text.value ?? '';
  if (command.kind === 'exec' && command.argv.length === 0) return [];
  if (PARAMETER.test(text) || readMeantForm(text) !== undefined) return [];
  const { at } = command.instruction;
  return [
    {
      rule: 'dropped-arguments',
      at: formPlace(entrypoint),
      severity: 'warning',
      message: { id: 'dropped-arguments', command: commandText([entrypoint.text]), at },
      trail: [{ at, note: { id: 'note-dropped', keyword: 'CMD' } }],
      assuming: [],
      launches: [launch],
      proposals: command.kind === 'exec' ? proposals(input) : [],
    },
  ];
}

function proposals({ launch, sourceAt }: RuleInput): readonly Proposal[] {
  const source = launch.entrypoint && sourceAt(formPlace(launch.entrypoint));
  const [step] = source?.script.steps ?? [];
  if (source === undefined || step?.kind !== 'run') return [];
  return (execForm(step, source) ?? []).map(proposal => ({ ...proposal, safety: 'risk-relic' }));
}
