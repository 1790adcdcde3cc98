import { type Ending, unclaimed } from '../lifetime/endings.ts';
import type { Observation } from '../lifetime/machine.ts';
import type { Behavior } from '../programs/behavior.ts';
import { baseName, commandPlace, commandText } from '../programs/command.ts';
import { contains } from '../text/place.ts';
import type { Finding, Proposal } from './finding.ts';
import { replaceInForm } from './fixes/daemon.ts';
import type { Rule, RuleInput } from './rule.ts';

export interface PackageManagerMain {
  readonly id: 'package-manager-main';
  readonly command: string;
}

/** A package manager stands between PID 1 and the application: signals and statuses get lost in it. */
export const packageManagerMain: Rule<PackageManagerMain> = {
  name: 'package-manager-main',
  severity: 'info',
  check: input =>
    input.lifetime.observations
      .filter(seen => isPackageManager(seen) && stays(seen, input))
      .map(seen => findingOf(seen, input)),
};

function isPackageManager({ argv, behavior, manner }: Observation): boolean {
  const runsScript = 'packageScript' in behavior && behavior.packageScript !== undefined;
  const name = baseName(argv[0]?.value ?? '');
  return runsScript && manner !== 'background' && /^(npm|yarn|yarnpkg|pnpm)$/.test(name);
}

/** It is what runs for ever, and not a build before that. */
function stays({ at, manner }: Observation, { lifetime }: RuleInput): boolean {
  return lifetime.endings.some(
    (ending: Ending) =>
      ending.kind === 'runs' &&
      ending.behavior === 'serves' &&
      !unclaimed(ending.confidence) &&
      (manner === 'exec' || (ending.at.path === at.path && contains(ending.at.span, at.span))),
  );
}

function findingOf(seen: Observation, input: RuleInput): Finding<PackageManagerMain> {
  return {
    rule: 'package-manager-main',
    at: commandPlace(seen.argv),
    severity: 'info',
    message: { id: 'package-manager-main', command: commandText(seen.argv) },
    trail: [{ at: input.launch.at, note: { id: 'note-launch' } }],
    assuming: [],
    launches: [input.launch.at],
    proposals: proposals(seen, input),
  };
}

/** Unsafe: the script may read what npm tells it in variables. Only for `node` is PATH the same without npm. */
function proposals({ argv, behavior }: Observation, { launch }: RuleInput): readonly Proposal[] {
  const words = plainWords(behavior);
  const edits = words && replaceInForm([launch.entrypoint, launch.command], argv, words);
  if (words === undefined || edits === undefined) return [];
  const command = words.join(' ');
  return [{ title: { id: 'fix-start-directly', command }, safety: 'risk-package-manager', edits }];
}

/** The words of a script that is one command, none of which needs a shell. */
function plainWords(behavior: Behavior): readonly string[] | undefined {
  const text = behavior.kind === 'wraps' ? (behavior.command.at(-1)?.value ?? '') : '';
  return /^node( [\w./:@=,-]+)+$/.test(text) ? text.split(' ') : undefined;
}
