import type { Ending } from '../lifetime/endings.ts';
import type { ScriptSource } from '../lifetime/machine.ts';
import { literalValue, type RunStep, type Step } from '../shell/steps.ts';
import { hasOwnLines, placeIn } from '../text/excerpt.ts';
import type { Finding, Proposal } from './finding.ts';
import { execBefore } from './fixes/exec-word.ts';
import { runsLast } from './fixes/last-step.ts';
import { hasTraps } from './fixes/later-steps.ts';
import { asEdits, type Located, locateRun } from './fixes/script-text.ts';
import type { Rule, RuleInput } from './rule.ts';
import { isServing, mayBeTask } from './serving.ts';

export interface MissingExec {
  readonly id: 'missing-exec';
  readonly command: string;
  /** The init under which the shell runs that gets the signal; undefined where that shell is PID 1. */
  readonly init: string | undefined;
}

/** A script is PID 1 and its server runs as a child: SIGTERM never reaches it. */
export const missingExec: Rule<MissingExec> = {
  name: 'missing-exec',
  severity: 'info',
  check: input =>
    input.lifetime.endings
      .filter(servesUntrapped)
      .flatMap(ending =>
        childrenIn(ending).flatMap(({ at }) => findingOf({ ...ending, at }, input)),
      ),
};

/** A script that handles SIGTERM itself has a reason to stay. */
export function servesUntrapped(ending: Ending): boolean {
  return isServing(ending) && !ending.trapped;
}

/** Where the server runs as a child of the shell that gets the signal: PID 1, or what an init runs. */
function childrenIn({ at, exec, init, inside }: Ending): readonly Pick<Ending, 'at'>[] {
  if (exec) return [];
  return init === undefined ? [{ at }] : inside.filter(shell => !shell.exec);
}

function findingOf(ending: Ending, input: RuleInput): readonly Finding<MissingExec>[] {
  const source = input.sourceAt(ending.at);
  if (source === undefined || !hasOwnLines(source.excerpt)) return [];
  const run = locateRun(source, ending.at);
  if (run === undefined || run.ancestors.some(needsReturn)) return [];
  // The shell is gone already: the server is a child of the wrapper that took its place.
  const [first] = run.step.words;
  if (first !== undefined && literalValue(first) === 'exec') return [];
  const command = ending.command ?? '';
  if (mayBeTask(command, input) && !runsLast(run, source.script)) return [];
  const edits = asEdits(source, [execBefore(run.step)]);
  return [
    {
      rule: 'missing-exec',
      at: placeIn(source.excerpt, run.step.at),
      severity: 'info',
      message: { id: 'missing-exec', command, init: ending.init },
      trail: [
        { at: input.launch.at, note: { id: 'note-launch' } },
        { at: ending.at, note: { id: 'note-server', command } },
      ],
      assuming: [],
      launches: [input.launch.at],
      proposals:
        edits === undefined
          ? []
          : [
              {
                title: { id: 'fix-exec', command },
                safety: safetyOf(run, source),
                edits,
              },
            ],
    },
  ];
}

function safetyOf(run: Located<RunStep>, { script }: ScriptSource): Proposal['safety'] {
  if (!runsLast(run, script)) return 'risk-later-steps';
  return hasTraps(script) ? 'risk-traps' : 'safe';
}

/** A loop starts its server again, `||` looks at how it ended. */
export function needsReturn(step: Step): boolean {
  return /^(while|until|for|select|arithmetic-for|pipeline|not|or|subshell)$/.test(step.kind);
}
