import type { Ending } from '../lifetime/endings.ts';
import type { ScriptSource } from '../lifetime/machine.ts';
import type { RunStep } from '../shell/steps.ts';
import { hasOwnLines, placeIn } from '../text/excerpt.ts';
import { contains } from '../text/place.ts';
import type { Finding, Proposal } from './finding.ts';
import { execForm } from './fixes/exec-form.ts';
import { execBefore } from './fixes/exec-word.ts';
import { runsLast } from './fixes/last-step.ts';
import { asEdits, type Located, locateRun } from './fixes/script-text.ts';
import { needsReturn, servesUntrapped } from './missing-exec.ts';
import type { Rule, RuleInput } from './rule.ts';

export interface ShellForm {
  readonly id: 'shell-form';
  readonly command: string;
}

/**
 * The shell form puts a shell between PID 1 and the server; only where that shell is known not to
 * execute its last command in its own place.
 */
export const shellForm: Rule<ShellForm> = {
  name: 'shell-form',
  severity: 'info',
  check: input =>
    input.lifetime.endings
      .filter(ending => servesUntrapped(ending) && isInShellForm(ending, input))
      .flatMap(ending => findingOf(ending, input)),
};

/** A CMD in shell form may also be what the script of an ENTRYPOINT executes in its place. */
function isInShellForm({ at, shell, exec, init }: Ending, { launch }: RuleInput): boolean {
  if (shell === 'posix' || exec || init !== undefined) return false;
  return [launch.entrypoint, launch.command].some(
    form =>
      form?.kind === 'shell' &&
      form.instruction.at.path === at.path &&
      contains(form.instruction.at.span, at.span),
  );
}

function findingOf(ending: Ending, input: RuleInput): readonly Finding<ShellForm>[] {
  const source = input.sourceAt(ending.at);
  if (source === undefined || hasOwnLines(source.excerpt)) return [];
  const run = locateRun(source, ending.at);
  if (run === undefined || run.ancestors.some(needsReturn)) return [];
  const command = ending.command ?? '';
  return [
    {
      rule: 'shell-form',
      at: placeIn(source.excerpt, run.step.at),
      severity: 'info',
      message: { id: 'shell-form', command },
      trail: [{ at: input.launch.at, note: { id: 'note-launch' } }],
      assuming: [],
      launches: [input.launch.at],
      proposals:
        (run.ancestors.length === 0 ? execForm(run.step, source) : undefined) ??
        execInside(run, source, command),
    },
  ];
}

function execInside(
  run: Located<RunStep>,
  source: ScriptSource,
  command: string,
): readonly Proposal[] {
  const edits = asEdits(source, [execBefore(run.step)]);
  if (edits === undefined) return [];
  return [
    {
      title: { id: 'fix-exec', command },
      safety: runsLast(run, source.script) ? 'safe' : 'risk-later-steps',
      edits,
    },
  ];
}
