import { type Ending, unclaimed } from '../lifetime/endings.ts';
import type { Job } from '../lifetime/state.ts';
import type { ShellKind } from '../shell/shells.ts';
import { literalValue, type Step } from '../shell/steps.ts';
import type { Finding } from './finding.ts';
import { isHelper, mainJobs } from './fixes/daemon.ts';
import { proposeInsteadOfMask } from './fixes/instead-of-mask.ts';
import { locateStep, runsIn } from './fixes/script-text.ts';
import type { Rule, RuleInput } from './rule.ts';

export interface MaskedExit {
  readonly id: 'masked-exit';
  readonly servers: readonly string[];
  readonly mask: string;
  readonly shell: ShellKind;
  /** The shell can wait for all of them. */
  readonly children: boolean;
}

/**
 * The container stays up when its server dies: servers are in the background, and something that does
 * no work keeps PID 1. A loop that watches its servers is no mask.
 */
export const maskedExit: Rule<MaskedExit> = {
  name: 'masked-exit',
  severity: 'warning',
  check: input => input.lifetime.endings.flatMap(ending => findingOf(ending, input)),
};

function findingOf(ending: Ending, input: RuleInput): readonly Finding<MaskedExit>[] {
  const servers = mainJobs(ending.jobs.filter(({ behavior }) => behavior === 'serves'));
  if (ending.kind !== 'runs' || unclaimed(ending.confidence) || servers.length === 0) return [];
  const mask = maskOf(ending, servers, input);
  if (mask === undefined) return [];
  return [
    {
      rule: 'masked-exit',
      at: ending.at,
      severity: 'warning',
      message: {
        id: 'masked-exit',
        servers: servers.map(({ command }) => command),
        mask,
        shell: ending.shell,
        children: servers.every(({ daemon }) => !daemon),
      },
      trail: [
        { at: input.launch.at, note: { id: 'note-launch' } },
        ...servers.map(({ at, command }) => ({ at, note: { id: 'note-job' as const, command } })),
        { at: ending.at, note: { id: 'note-mask', command: mask } },
      ],
      assuming: [],
      launches: [input.launch.at],
      proposals: proposeInsteadOfMask(servers, ending, input),
    },
  ];
}

/** What keeps PID 1, in words; undefined where it does some work. */
function maskOf(ending: Ending, servers: readonly Job[], input: RuleInput): string | undefined {
  const { command = '' } = ending;
  if (ending.cause === 'program') {
    const helps = isHelper(command) && !servers.some(server => isHelper(server.command));
    return ending.behavior === 'idles' || helps ? command : undefined;
  }
  const source = input.sourceAt(ending.at);
  const step = source && locateStep(source, ending.at)?.step;
  if (ending.cause === 'wait') {
    const bare = step?.kind === 'run' && step.words.length === 1;
    return bare && servers.length > 1 ? 'wait' : undefined;
  }
  const sleeps =
    step?.kind === 'while' && step.condition.every(isIdle) && step.body.steps.every(isIdle);
  return sleeps ? ending.command : undefined;
}

function isIdle(step: Step): boolean {
  const names = runsIn([step]).map(({ words: [first] }) => first && literalValue(first));
  return names.every(name => /^(sleep|true|:)$/.test(name ?? ''));
}
