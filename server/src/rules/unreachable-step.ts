import type { Unreached } from '../lifetime/machine.ts';
import { commandText } from '../programs/command.ts';
import { literalValue, type Step } from '../shell/steps.ts';
import { placeIn } from '../text/excerpt.ts';
import type { Place } from '../text/place.ts';
import type { Finding, Proposal } from './finding.ts';
import { asEdits, locateRun } from './fixes/script-text.ts';
import type { Rule, RuleInput } from './rule.ts';
import { mayBeTask } from './serving.ts';

export interface UnreachableStep {
  readonly id: 'unreachable-step';
  /** The server that is never started, if there is one. */
  readonly server: string | undefined;
  readonly blocker: string;
  readonly exec: boolean;
  readonly at: Place;
}

/**
 * Steps behind something that never returns. Behind `exec` or a keep-alive nothing is ever executed; behind a
 * server in the foreground cleanup has its place, so that only a server that is never started is reported.
 */
export const unreachableStep: Rule<UnreachableStep> = {
  name: 'unreachable-step',
  severity: 'warning',
  check: input => input.lifetime.unreached.flatMap(unreached => findingOf(unreached, input)),
};

function findingOf(unreached: Unreached, input: RuleInput): readonly Finding<UnreachableStep>[] {
  const { server, source, steps, blockers } = unreached;
  const blocker = blockers.find(({ command }) => command !== undefined);
  const [first] = steps;
  const replaced = blockers.every(({ exec }) => exec);
  if (blocker === undefined || first === undefined) return [];
  if (blockers.some(({ command }) => isSupposedServer(command, input))) return [];
  if (!replaced && blockers.some(({ command = '' }) => mayBeTask(command, input))) return [];
  const idles = blockers.every(
    ({ cause, behavior }) => cause === 'program' && behavior === 'idles',
  );
  const never = replaced || idles;
  const isOpen = isForOthers(steps) || (!replaced && blockers.some(({ at }) => isGiven(at, input)));
  if (server === undefined && (!never || isOpen)) return [];
  const command = blocker.command ?? '';
  // What is started again has ended before: it is no server.
  if (server?.command === command) return [];
  // What stands for the command of `docker run` is no server that the script means to start.
  if (server !== undefined && isGiven(server.at, input)) return [];
  return [
    {
      rule: 'unreachable-step',
      at: server?.at ?? placeIn(source.excerpt, first.at),
      severity: server === undefined ? 'warning' : 'error',
      message: {
        id: 'unreachable-step',
        server: server?.command,
        blocker: command,
        exec: replaced,
        at: blocker.at,
      },
      trail: [
        { at: input.launch.at, note: { id: 'note-launch' } },
        { at: blocker.at, note: { id: 'note-blocker', command } },
      ],
      assuming: [],
      launches: [input.launch.at],
      proposals: server === undefined ? [] : blockerInBackground(unreached, input),
    },
  ];
}

/** A job of which nothing is known: what follows the `wait` for it says that it returns. */
function isSupposedServer(command: string | undefined, { lifetime }: RuleInput): boolean {
  return lifetime.observations.some(
    ({ argv, behavior, evidence, manner }) =>
      evidence === 'presumed' &&
      manner === 'background' &&
      behavior.kind === 'unknown' &&
      commandText(argv) === command,
  );
}

/**
 * What people write behind `exec` for the case that it fails, or that `docker run` gives other
 * arguments than CMD does: then it ends by handing over to them.
 */
function isForOthers(steps: readonly Step[]): boolean {
  return steps.every(isFallback) || steps.some(takesArguments);
}

/** With other arguments of `docker run` the command at that place may return. */
function isGiven(at: Place, input: RuleInput): boolean {
  const source = input.sourceAt(at);
  const run = source && locateRun(source, at);
  return run !== undefined && takesArguments(run.step);
}

function isFallback(step: Step): boolean {
  const [first] = step.kind === 'run' ? step.words : [];
  return first !== undefined && /^(exit|echo|printf|return)$/.test(literalValue(first) ?? '');
}

function takesArguments(step: Step): boolean {
  const words = step.kind === 'run' ? step.words : [];
  return words.some(({ parts }) =>
    parts.some(part => part.kind === 'parameter' && /^[@*]$/.test(part.name)),
  );
}

function blockerInBackground({ blockers }: Unreached, input: RuleInput): readonly Proposal[] {
  const [blocker, ...others] = blockers;
  const source = blocker && input.sourceAt(blocker.at);
  const run = source && locateRun(source, blocker.at);
  if (!run || others.length > 0 || run.ancestors.length > 0) return [];
  if (run.step.redirects.some(({ operator }) => operator === '<<')) return [];
  const [first, second] = run.step.words;
  const replaces = first !== undefined && literalValue(first) === 'exec' && second !== undefined;
  const end = run.step.at.end;
  const semicolon = /^[ \t]*;/.exec(source.script.text.slice(end))?.[0].length ?? 0;
  const edits = asEdits(source, [
    ...(replaces ? [{ span: { start: first.at.start, end: second.at.start }, text: '' }] : []),
    { span: { start: end, end: end + semicolon }, text: ' &' },
  ]);
  const command = blocker.command ?? '';
  return edits === undefined
    ? []
    : [{ title: { id: 'fix-in-background', command }, safety: 'risk-beside', edits }];
}
