import type { CommandForm } from '../launch/command-form.ts';
import { unclaimed } from '../lifetime/endings.ts';
import type { MainScript } from '../lifetime/machine.ts';
import { hasOwnLines } from '../text/excerpt.ts';
import { contains, type Place } from '../text/place.ts';
import type { Finding, Proposal } from './finding.ts';
import { formPlace } from './fixes/exec-form.ts';
import { asEdits, lineBreakOf } from './fixes/script-text.ts';
import type { Rule, RuleInput } from './rule.ts';

export interface IgnoredArguments {
  readonly id: 'ignored-arguments';
  readonly script: string;
  readonly command: string;
}

/** An ENTRYPOINT script never uses its arguments, although a CMD gives it some. */
export const ignoredArguments: Rule<IgnoredArguments> = {
  name: 'ignored-arguments',
  severity: 'warning',
  check: input => {
    const { entrypoint, command } = input.launch;
    const script = input.lifetime.mainScript;
    return entrypoint?.kind === 'exec' && command !== undefined && script !== undefined
      ? findings(script, command, input)
      : [];
  },
};

function findings(
  script: MainScript,
  command: CommandForm,
  input: RuleInput,
): readonly Finding<IgnoredArguments>[] {
  const { at } = command.instruction;
  const given = script.parameters.filter(word => isInside(word.at, at));
  if (given.every(({ value }) => value === '') || script.usesParameters()) return [];
  const { path } = script.source.excerpt;
  return [
    {
      rule: 'ignored-arguments',
      at: formPlace(command),
      severity: 'warning',
      message: { id: 'ignored-arguments', script: path, command: command.instruction.rest.text },
      trail: [
        { at: input.launch.at, note: { id: 'note-launch' } },
        { at, note: { id: 'note-dropped', keyword: 'CMD' } },
      ],
      assuming: [],
      launches: [input.launch.at],
      proposals: execArguments(script, given[0]?.value ?? '', input),
    },
  ];
}

function isInside(place: Place, outer: Place): boolean {
  return place.path === outer.path && contains(outer.span, place.span);
}

/** None where the script serves by itself, or CMD holds options only. */
function execArguments(
  { source }: MainScript,
  program: string,
  { lifetime }: RuleInput,
): readonly Proposal[] {
  const { text } = source.script;
  const endings = lifetime.endings.filter(({ confidence }) => !unclaimed(confidence));
  const comesToItsEnd = endings.every(({ cause }) => cause === 'end-of-script');
  if (!comesToItsEnd || lifetime.strandings.length > 0 || program.startsWith('-')) return [];
  if (!hasOwnLines(source.excerpt)) return [];
  const end = text.trimEnd().length;
  const edits = asEdits(source, [
    { span: { start: end, end }, text: `${lineBreakOf(text)}exec "$@"` },
  ]);
  return edits === undefined
    ? []
    : [{ title: { id: 'fix-exec-arguments' }, safety: 'risk-relic', edits }];
}
