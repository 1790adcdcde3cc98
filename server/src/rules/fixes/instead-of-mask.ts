import type { Ending } from '../../lifetime/endings.ts';
import type { ScriptSource } from '../../lifetime/machine.ts';
import type { Job } from '../../lifetime/state.ts';
import type { BackgroundStep, Step } from '../../shell/steps.ts';
import { hasOwnLines, placeIn } from '../../text/excerpt.ts';
import { samePlace } from '../../text/place.ts';
import type { Proposal } from '../finding.ts';
import type { RuleInput } from '../rule.ts';
import { daemonOf } from './daemon.ts';
import { proposeInsteadOfLast } from './daemon-in-foreground.ts';
import { foregroundText, withBlankLine } from './foreground-last.ts';
import { keepPids } from './kept-pid.ts';
import { runsLast } from './last-step.ts';
import { allUnderstood, changesStart, hasTraps, mayTalkToServer } from './later-steps.ts';
import { readMask } from './mask.ts';
import { asEdits, linesWithComments, locateStep, ownsItsLines, siblingsOf } from './script-text.ts';

/** A script with servers in the background, and the mask as the last step of the same block. */
interface Masked {
  readonly source: ScriptSource;
  readonly servers: readonly { readonly job: Job; readonly step: BackgroundStep }[];
  readonly mask: Step;
  /** The block in which they stand, to the mask. */
  readonly steps: readonly Step[];
}

/** What can stand where the mask stood: the one server itself, or a `wait` that ends with the first of them. */
export function proposeInsteadOfMask(
  servers: readonly Job[],
  ending: Ending,
  input: RuleInput,
): readonly Proposal[] {
  const [main, ...others] = servers;
  const daemon = main?.daemon && others.length === 0 ? daemonOf(main, input) : undefined;
  if (daemon !== undefined && main !== undefined)
    return proposeInsteadOfLast(daemon, main, ending.at, input);
  const masked = readMasked(servers, ending, input);
  if (masked === undefined) return [];
  return [...moveLast(masked, input), ...waitForFirst(masked, ending, input)];
}

function readMasked(servers: readonly Job[], ending: Ending, input: RuleInput): Masked | undefined {
  const source = servers[0] && input.sourceAt(servers[0].at);
  if (source === undefined || !hasOwnLines(source.excerpt)) return undefined;
  const { script, excerpt } = source;
  const located = locateStep(source, ending.at);
  if (located === undefined || !runsLast(located, script)) return undefined;
  const mask = located.step;
  const steps = siblingsOf(located, script);
  const found = servers.flatMap(job => {
    const step = steps.find(({ at }) => samePlace(placeIn(excerpt, at), job.at));
    return step?.kind === 'background' && ownsItsLines(script, step.at) ? [{ job, step }] : [];
  });
  const whole = found.length === servers.length && ownsItsLines(script, mask.at);
  return whole ? { source, steps, servers: found, mask } : undefined;
}

/** The one server in the foreground; none where the script needs it earlier. */
function moveLast({ source, steps, servers, mask }: Masked, input: RuleInput): readonly Proposal[] {
  const { script } = source;
  const [server, ...others] = servers;
  if (server === undefined || others.length > 0) return [];
  const between = steps.slice(steps.indexOf(server.step) + 1, -1);
  if (mayTalkToServer(between, source, input) || changesStart(server.step, between, source))
    return [];
  if (hasTraps(script)) return [];
  const lines = linesWithComments(script, server.step.at);
  const block =
    script.text.slice(lines.start, server.step.at.start) + foregroundText(server.step, source);
  const instead = readMask(mask, 'risk-order', source, input);
  const edits = asEdits(source, [
    { span: withBlankLine(script.text, lines), text: '' },
    { span: instead.at, text: instead.kept + block.trim() },
  ]);
  if (edits === undefined) return [];
  const safety = allUnderstood(between, source, input) ? 'safe' : 'risk-order';
  const title = { id: 'fix-foreground-last' as const, command: server.job.command };
  return [{ title, safety, edits }];
}

/** `wait PID` hands on the status of one server; for the first of several only bash has `wait -n`. */
function waitForFirst(
  { source, servers, mask }: Masked,
  { shell }: Ending,
  input: RuleInput,
): readonly Proposal[] {
  const several = servers.length > 1;
  if (several && shell !== 'bash') return [];
  const jobs = servers.map(({ step }) => step);
  const { names, remembered } = keepPids(jobs, source);
  const words = names.map(name => `"$${name}"`).join(' ');
  const text = several ? `wait -n ${words}` : `wait ${words}`;
  const instead = readMask(mask, 'risk-order', source, input);
  const edits = asEdits(source, [...remembered, { span: instead.at, text: instead.kept + text }]);
  if (edits === undefined) return [];
  const commands = servers.map(({ job }) => job.command);
  const title = several
    ? ({ id: 'fix-wait-first', commands } as const)
    : ({ id: 'fix-wait', command: commands[0] ?? '' } as const);
  return [{ title, safety: 'safe', edits, fallback: true }];
}
