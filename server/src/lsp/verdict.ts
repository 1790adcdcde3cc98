import type { Verdict } from '../lifetime/endings.ts';
import { startsOf } from '../starts.ts';
import type { Presentation } from './diagnostics.ts';
import type { ShownVerdict } from './verdict-request.ts';

/** Of several launches, the first of these is shown. */
const GRAVEST_FIRST: readonly Verdict[] = ['exits', 'unknown', 'completes', 'stays'];

/** The verdict over the launches that a file takes part in; null where there are none. */
export function verdictOf(path: string, { snapshot, render }: Presentation): ShownVerdict | null {
  const verdicts = startsOf(path, snapshot.analysis).map(start => start.verdict);
  const verdict = GRAVEST_FIRST.find(known => verdicts.includes(known));
  return verdict === undefined
    ? null
    : { verdict, text: render({ id: 'status-verdict', verdict }) };
}
