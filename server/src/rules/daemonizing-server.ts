import type { Ending, Stranding } from '../lifetime/endings.ts';
import type { Assumption } from '../lifetime/facts.ts';
import type { Job } from '../lifetime/state.ts';
import { commandPlace } from '../programs/command.ts';
import { samePlace } from '../text/place.ts';
import { type EndingPoint, type Finding, lowered } from './finding.ts';
import { daemonOf, foregroundOf, mainJobs, shellWords } from './fixes/daemon.ts';
import { proposeForegroundForm } from './fixes/daemon-in-foreground.ts';
import type { Rule, RuleInput } from './rule.ts';
import { endingPoints } from './server-in-background.ts';

export interface DaemonizingServer {
  readonly id: 'daemonizing-server';
  readonly command: string;
  /** The command that stays; undefined where none is known. */
  readonly foreground: string | undefined;
  /** Empty where the program is PID 1 itself. */
  readonly endings: readonly EndingPoint[];
  readonly assuming: readonly Assumption[];
}

/** A program puts itself into the background, and PID 1 ends while it serves there. */
export const daemonizingServer: Rule<DaemonizingServer> = {
  name: 'daemonizing-server',
  severity: 'error',
  check: input => {
    const { strandings } = input.lifetime;
    const main = mainJobs(strandings.map(({ job }) => job));
    return strandings
      .filter(({ job }) => job.daemon && main.includes(job))
      .map(stranding => findingOf(stranding, input));
  },
};

function findingOf(stranding: Stranding, input: RuleInput): Finding<DaemonizingServer> {
  const { job, confidence, assuming } = stranding;
  const daemon = daemonOf(job, input);
  const foreground = foregroundOf(daemon);
  const endings = stranding.endings.every(ending => isProgram(ending, job))
    ? []
    : endingPoints(stranding);
  const at = daemon === undefined ? job.at : commandPlace(daemon.argv);
  return {
    rule: 'daemonizing-server',
    at,
    severity: confidence === 'certain' ? 'error' : lowered('error'),
    message: {
      id: 'daemonizing-server',
      command: job.command,
      foreground: foreground && shellWords(foreground),
      endings,
      assuming,
    },
    trail: [
      { at: input.launch.at, note: { id: 'note-launch' } },
      { at, note: { id: 'note-daemon', command: job.command } },
      ...endings.map(ending => ({ at: ending.at, note: { id: 'note-ends' as const, ...ending } })),
    ],
    assuming,
    launches: [input.launch.at],
    proposals: daemon === undefined ? [] : proposeForegroundForm(daemon, stranding, input),
  };
}

/** The program is PID 1, and ends as soon as it has forked. */
function isProgram({ cause, at }: Ending, job: Job): boolean {
  return cause === 'exec' && samePlace(at, job.at);
}
