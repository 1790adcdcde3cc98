import type { CommandForm } from '../launch/command-form.ts';
import type { Place } from '../text/place.ts';
import type { Finding } from './finding.ts';
import type { Rule, RuleInput } from './rule.ts';

export interface OverriddenInstruction {
  readonly id: 'overridden-instruction';
  readonly keyword: string;
  readonly by: Place;
}

/** An earlier ENTRYPOINT or CMD of the stage has no effect: only the last one of each counts. */
export const overriddenInstruction: Rule<OverriddenInstruction> = {
  name: 'overridden-instruction',
  severity: 'warning',
  check: input => input.launch.overridden.flatMap(form => findingOf(form, input)),
};

function findingOf(
  { instruction }: CommandForm,
  { launch }: RuleInput,
): readonly Finding<OverriddenInstruction>[] {
  const { keyword, at, lines } = instruction;
  const holding = keyword === 'CMD' ? launch.command : launch.entrypoint;
  if (holding === undefined) return [];
  const by = holding.instruction.at;
  return [
    {
      rule: 'overridden-instruction',
      at,
      severity: 'warning',
      message: { id: 'overridden-instruction', keyword, by },
      trail: [{ at: by, note: { id: 'note-holds', keyword } }],
      assuming: [],
      launches: [launch.at],
      proposals: [
        {
          title: { id: 'fix-remove', keyword },
          safety: 'safe',
          edits: [{ kind: 'replace', path: at.path, span: lines, text: '' }],
        },
      ],
    },
  ];
}
