import type { CommandForm } from '../launch/command-form.ts';
import type { ComposeBuild } from '../launch/compose-builds.ts';
import type { Launch } from '../launch/launches.ts';
import type { MainScript } from '../lifetime/machine.ts';
import { literalValue, type RunStep, type Step } from '../shell/steps.ts';
import { placeIn } from '../text/excerpt.ts';
import type { Finding, Proposal } from './finding.ts';
import { execFormText, formPlace } from './fixes/exec-form.ts';
import type { Rule, RuleInput } from './rule.ts';

export interface MissingCommand {
  readonly id: 'missing-command';
  /** The CMD that was wiped. */
  readonly command: string;
}

/** ENTRYPOINT wipes the CMD that the stage inherits, and its script ends in `exec "$@"`: nothing is run. */
export const missingCommand: Rule<MissingCommand> = {
  name: 'missing-command',
  severity: 'warning',
  check: input => {
    const { entrypoint, command } = input.launch;
    const script = input.lifetime.mainScript;
    return entrypoint?.kind === 'exec' && command === undefined && script !== undefined
      ? findings(entrypoint, script, input).filter(() => !input.composed().some(saysItself))
      : [];
  },
};

function saysItself({ startsOther }: ComposeBuild): boolean {
  return startsOther;
}

function findings(
  entrypoint: CommandForm,
  { source, parameters }: MainScript,
  { launch, lifetime }: RuleInput,
): readonly Finding<MissingCommand>[] {
  const wiped = wipedCommand(launch);
  const last = source.script.steps.at(-1);
  const runsNothing = lifetime.endings.every(({ kind }) => kind === 'ends');
  if (wiped === undefined || parameters.length > 0 || !runsNothing) return [];
  if (last === undefined || !isExecOfArguments(last)) return [];
  const at = placeIn(source.excerpt, last.at);
  return [
    {
      rule: 'missing-command',
      at: formPlace(entrypoint),
      severity: 'warning',
      message: { id: 'missing-command', command: wiped },
      trail: [
        { at: launch.from, note: { id: 'note-wiped', command: wiped } },
        { at, note: { id: 'note-runs-nothing' } },
      ],
      assuming: [],
      launches: [launch.at],
      proposals: writeCommand(entrypoint, wiped, launch),
    },
  ];
}

/** What would have served; a shell or a REPL is no loss, and what an unknown image started nobody knows. */
function wipedCommand({ wiped, image }: Launch): string | undefined {
  if (wiped !== undefined) return wiped.instruction.rest.text;
  const { command, usually } = image ?? {};
  return command === undefined || usually !== 'serves' ? undefined : execFormText(command);
}

function isExecOfArguments(step: Step): step is RunStep {
  if (step.kind !== 'run') return false;
  const [first, second, ...more] = step.words;
  const [part, ...others] = second?.parts ?? [];
  return (
    first !== undefined &&
    literalValue(first) === 'exec' &&
    part?.kind === 'parameter' &&
    part.name === '@' &&
    part.operator === undefined &&
    others.length + more.length === 0
  );
}

function writeCommand(
  { instruction }: CommandForm,
  command: string,
  launch: Launch,
): readonly Proposal[] {
  const { path, span } = instruction.at;
  const isOwn = span.start > launch.from.span.start;
  if (!isOwn) return [];
  const edits = [
    {
      kind: 'replace' as const,
      path,
      span: { start: span.end, end: span.end },
      text: `\nCMD ${command}`,
    },
  ];
  return [{ title: { id: 'fix-write-command', command }, safety: 'safe', edits }];
}
