import type { Stranding } from '../../lifetime/endings.ts';
import type { ScriptSource } from '../../lifetime/machine.ts';
import type { Redirect } from '../../shell/steps.ts';
import type { Place } from '../../text/place.ts';
import type { Proposal } from '../finding.ts';
import type { RuleInput } from '../rule.ts';
import { asEdits, locateStep } from './script-text.ts';

/** The `&>` in which dash reads an `&`; undefined where an `&` of its own starts the job. */
export function ampersandRedirect(place: Place, source: ScriptSource): Redirect | undefined {
  const step = locateStep(source, place)?.step;
  return step?.kind === 'run' || step?.kind === 'redirected'
    ? step.redirects.find(({ operator }) => operator.startsWith('&>'))
    : undefined;
}

/** `&> FILE` in the words that all shells understand: `> FILE 2>&1`. */
export function proposePlainRedirect({ job }: Stranding, input: RuleInput): readonly Proposal[] {
  const source = input.sourceAt(job.at);
  const redirect = source && ampersandRedirect(job.at, source);
  if (source === undefined || redirect === undefined) return [];
  const { start, end } = redirect.at;
  const edits = asEdits(source, [
    { span: { start, end: start + 1 }, text: '' },
    { span: { start: end, end }, text: ' 2>&1' },
  ]);
  const title = { id: 'fix-redirect' as const };
  return edits === undefined ? [] : [{ title, safety: 'safe', edits }];
}
