import type { Ending } from '../lifetime/endings.ts';
import type { Observation } from '../lifetime/machine.ts';
import { commandPlace, commandText } from '../programs/command.ts';
import { samePlace } from '../text/place.ts';
import type { Finding, Proposal } from './finding.ts';
import { isLauncher } from './fixes/later-steps.ts';
import { inBackground } from './fixes/launchers.ts';
import { asEdits, locateRun } from './fixes/script-text.ts';
import type { Rule, RuleInput } from './rule.ts';
import { isServing } from './serving.ts';

export interface SlowStart {
  readonly id: 'slow-start';
  readonly command: string;
  readonly launchers: readonly string[];
}

/** The server starts only after launchers in the foreground: until then requests are refused. */
export const slowStart: Rule<SlowStart> = {
  name: 'slow-start',
  severity: 'hint',
  check: input =>
    input.lifetime.endings.filter(isServing).flatMap(ending => findingOf(ending, input)),
};

function findingOf(ending: Ending, input: RuleInput): readonly Finding<SlowStart>[] {
  const launchers = ending.before.filter(isLauncher);
  const [first] = launchers;
  if (first === undefined) return [];
  const command = ending.command ?? '';
  return [
    {
      rule: 'slow-start',
      at: commandPlace(first.argv),
      severity: 'hint',
      message: {
        id: 'slow-start',
        command,
        launchers: launchers.map(({ argv }) => commandText(argv)),
      },
      trail: [
        ...launchers.map(({ argv }) => ({
          at: commandPlace(argv),
          note: { id: 'note-launcher' as const, command: commandText(argv) },
        })),
        { at: ending.at, note: { id: 'note-server', command } },
      ],
      assuming: [],
      launches: [input.launch.at],
      proposals: proposals(launchers, input),
    },
  ];
}

/** None where a step before the server may need what a launcher starts. */
function proposals(launchers: readonly Observation[], input: RuleInput): readonly Proposal[] {
  if (launchers.some(launcher => isNeeded(launcher, input))) return [];
  const edits = launchers.flatMap(({ argv }) => {
    const place = commandPlace(argv);
    const source = input.sourceAt(place);
    const run = source && locateRun(source, place);
    return (source && run && asEdits(source, inBackground(run.step, source))) ?? [];
  });
  const launcherCount = launchers.filter(
    ({ argv }, index) =>
      launchers.findIndex(other => samePlace(commandPlace(other.argv), commandPlace(argv))) ===
      index,
  ).length;
  return edits.length < launcherCount
    ? []
    : [{ title: { id: 'fix-launchers-in-background' }, safety: 'risk-preparation', edits }];
}

function isNeeded(launcher: Observation, { lifetime }: RuleInput): boolean {
  const [program] = launcher.argv;
  return lifetime.observations.some(seen => {
    const { order, behavior, taken, evidence, argv } = seen;
    if (order <= launcher.order || taken === 'stays' || isLauncher(seen)) return false;
    const isClient = behavior.kind === 'finishes' && behavior.client;
    return isClient || evidence === 'assumed' || argv[0]?.value === program?.value;
  });
}
