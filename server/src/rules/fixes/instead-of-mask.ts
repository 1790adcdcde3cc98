import type { Ending } from '../../lifetime/endings.ts';
import type { Job } from '../../lifetime/state.ts';
import { isWholeFile, placeIn } from '../../text/excerpt.ts';
import { samePlace } from '../../text/place.ts';
import type { Proposal } from '../finding.ts';
import type { RuleInput } from '../rule.ts';
import { foregroundText, withBlankLine } from './foreground-last.ts';
import { allUnderstood, mayTalkToServer } from './later-steps.ts';
import { asEdits, lineStart, linesWithComments, ownsItsLines } from './script-text.ts';

/** Puts the one server where the mask stood, in the foreground; none where the script needs it earlier. */
export function proposeInsteadOfMask(
  servers: readonly Job[],
  ending: Ending,
  input: RuleInput,
): readonly Proposal[] {
  const [job, ...others] = servers;
  const source = job && input.sourceAt(job.at);
  if (!source || others.length > 0 || !isWholeFile(source.excerpt)) return [];
  const { script, excerpt } = source;
  const index = script.steps.findIndex(step => samePlace(placeIn(excerpt, step.at), job.at));
  const server = script.steps[index];
  const last = script.steps.at(-1);
  if (server?.kind !== 'background' || last === undefined) return [];
  if (!samePlace(placeIn(excerpt, last.at), ending.at) || !ownsItsLines(script, server.at))
    return [];
  const between = script.steps.slice(index + 1, -1);
  if (mayTalkToServer(between, source, input)) return [];
  if (!ownsItsLines(script, last.at)) return [];
  const lines = linesWithComments(script, server.at);
  const block = script.text.slice(lines.start, server.at.start) + foregroundText(server, source);
  const mask = { start: lineStart(script.text, last.at.start), end: last.at.end };
  const edits = asEdits(source, [
    { span: withBlankLine(script.text, lines), text: '' },
    { span: mask, text: block },
  ]);
  if (edits === undefined) return [];
  const safety = allUnderstood(between, source, input) ? 'safe' : 'unsafe';
  return [{ title: { id: 'fix-foreground-last', command: job.command }, safety, edits }];
}
