import { type Ending, unclaimed } from '../lifetime/endings.ts';
import type { Observation, Unreached } from '../lifetime/machine.ts';
import type { Job } from '../lifetime/state.ts';
import { sleepsOnly } from '../lifetime/unreached.ts';
import { commandText } from '../programs/command.ts';
import { childSteps } from '../shell/child-steps.ts';
import type { ShellKind } from '../shell/shells.ts';
import { literalValue, type Step } from '../shell/steps.ts';
import { type Place, samePlace } from '../text/place.ts';
import { type Finding, lowered, type Trail } from './finding.ts';
import { isHelper, mainJobs } from './fixes/daemon.ts';
import { proposeInsteadOfMask } from './fixes/instead-of-mask.ts';
import { locateStep } from './fixes/script-text.ts';
import type { Rule, RuleInput } from './rule.ts';
import { isWatcher } from './serving.ts';

export interface MaskedExit {
  readonly id: 'masked-exit';
  /** The servers, or the launchers of which it is assumed that they leave one. */
  readonly servers: readonly string[];
  readonly assumed: boolean;
  readonly mask: string;
  readonly shell: ShellKind;
  /** The shell can wait for all of them. */
  readonly children: boolean;
}

/**
 * The container stays up when its server dies: it is in the background, or before the last step, and something
 * that does no work keeps PID 1. A loop that watches its servers is no mask.
 */
export const maskedExit: Rule<MaskedExit> = {
  name: 'masked-exit',
  severity: 'warning',
  check: input => [
    ...input.lifetime.endings
      .filter(({ kind, confidence }) => kind === 'runs' && !unclaimed(confidence))
      .flatMap(ending => [...ofJobs(ending, input), ...ofLaunchers(ending, input)]),
    ...input.lifetime.unreached.flatMap(unreached => ofForeground(unreached, input)),
  ],
};

function ofJobs(ending: Ending, input: RuleInput): readonly Finding<MaskedExit>[] {
  const serving = ending.jobs.filter(({ behavior }) => behavior === 'serves');
  const servers = mainJobs(
    serving.filter(job => !isWatcher(job.command) && !isRestarted(job, input)),
  );
  const mask = maskOf(ending, servers, input);
  if (servers.length === 0 || mask === undefined) return [];
  const said = {
    servers: servers.map(({ command }) => command),
    assumed: false,
    mask,
    shell: ending.shell,
    children: servers.every(({ daemon }) => !daemon),
  };
  const trail = servers.map(({ at, command }) => ({
    at,
    note: { id: 'note-job' as const, command },
  }));
  const proposals = proposeInsteadOfMask(servers, ending, input);
  return [{ ...findingAt(ending.at, said, trail, input), proposals }];
}

/** A loop in the background starts it again when it ends. */
function isRestarted({ at }: Job, { sourceAt }: RuleInput): boolean {
  const source = sourceAt(at);
  const located = source && locateStep(source, at);
  if (located === undefined) return false;
  const { step, ancestors } = located;
  return [...ancestors, step, ...childSteps(step)].some(isEndless);
}

function isEndless(step: Step): boolean {
  if (step.kind === 'arithmetic-for') return step.endless;
  if (step.kind !== 'while' && step.kind !== 'until') return false;
  const [test, ...others] = step.condition;
  const name = test?.kind === 'run' ? test.words.map(literalValue).join(' ') : undefined;
  const endless = step.kind === 'while' ? name === 'true' || name === ':' : name === 'false';
  return others.length === 0 && endless;
}

/** Nobody keeps a container up for nothing: the launchers before it have left something. */
function ofLaunchers(ending: Ending, input: RuleInput): readonly Finding<MaskedExit>[] {
  const launchers = ending.before.filter(startsServer);
  const idles = ending.jobs.every(({ behavior }) => behavior === 'idles');
  const mask = idles && ending.cause !== 'wait' ? maskOf(ending, [], input) : undefined;
  if (launchers.length === 0 || mask === undefined) return [];
  const said = {
    servers: launchers.map(({ argv }) => commandText(argv)),
    assumed: true,
    mask,
    shell: ending.shell,
    children: false,
  };
  const trail = launchers.map(({ at, argv }) => ({
    at,
    note: { id: 'note-launcher' as const, command: commandText(argv) },
  }));
  return [findingAt(ending.at, said, trail, input)];
}

/** By its words it starts something and returns; `init` need not mean a server. */
function startsServer({ behavior, manner }: Observation): boolean {
  if (behavior.kind !== 'unknown' || !behavior.launcher || manner !== 'foreground') return false;
  const { reason } = behavior;
  const says =
    reason.id === 'reason-launcher'
      ? reason.word
      : reason.id === 'reason-known'
        ? reason.program
        : '';
  return /start|launch|daemon/.test(says);
}

/** The server is in the foreground, and what follows it keeps PID 1 when it ends. */
function ofForeground(unreached: Unreached, input: RuleInput): readonly Finding<MaskedExit>[] {
  const { blockers, keepAlive } = unreached;
  const servers = blockers.flatMap(blocker =>
    input.lifetime.endings.filter(ending => isAt(ending, blocker.at)),
  );
  const serve = servers.every(
    ({ cause, behavior, exec, confidence }) =>
      cause === 'program' && behavior === 'serves' && !exec && !unclaimed(confidence),
  );
  if (keepAlive === undefined || servers.length < blockers.length || !serve) return [];
  const said = {
    servers: servers.map(({ command = '' }) => command),
    assumed: false,
    mask: keepAlive.command,
    shell: servers[0]?.shell ?? 'posix',
    children: true,
  };
  const trail = servers.map(({ at, command = '' }) => ({
    at,
    note: { id: 'note-server' as const, command },
  }));
  return [findingAt(keepAlive.at, said, trail, input)];
}

function isAt({ kind, at }: Ending, place: Place): boolean {
  return kind === 'runs' && samePlace(at, place);
}

function findingAt(
  at: Place,
  said: Omit<MaskedExit, 'id'>,
  trail: Trail,
  { launch }: RuleInput,
): Finding<MaskedExit> {
  return {
    rule: 'masked-exit',
    at,
    severity: said.assumed ? lowered('warning') : 'warning',
    message: { id: 'masked-exit', ...said },
    trail: [
      { at: launch.at, note: { id: 'note-launch' } },
      ...trail,
      { at, note: { id: 'note-mask', command: said.mask } },
    ],
    assuming: [],
    launches: [launch.at],
    proposals: [],
  };
}

/** What keeps PID 1, in words; undefined where it does some work. */
function maskOf(ending: Ending, servers: readonly Job[], input: RuleInput): string | undefined {
  const { command = '' } = ending;
  if (ending.cause === 'program') {
    const helps =
      isHelper(command) && servers.length > 0 && !servers.some(server => isHelper(server.command));
    return ending.behavior === 'idles' || helps ? command : undefined;
  }
  const source = input.sourceAt(ending.at);
  const step = source && locateStep(source, ending.at)?.step;
  if (ending.cause === 'wait') {
    const bare = step?.kind === 'run' && step.words.length === 1;
    // A shell in the background that waits as well has no name of its own, and ends with its server.
    const endless = ending.jobs.some(
      ({ behavior, names }) => behavior === 'idles' && names.length > 0,
    );
    return bare && (endless || servers.length > 1) ? 'wait' : undefined;
  }
  return sleepsOnly(step) ? ending.command : undefined;
}
