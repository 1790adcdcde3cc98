import type { Launch } from '../launch/launches.ts';
import type { StartedScript } from '../lifetime/started.ts';
import { baseName } from '../programs/command.ts';
import { shebangCommand, shellNamed } from '../shell/shells.ts';
import { contains, type Place } from '../text/place.ts';
import { type Finding, lowered, type Proposal, type Trail } from './finding.ts';
import { isRoot, runBehind } from './fixes/dockerfile-lines.ts';
import { asEdits, lineEnd } from './fixes/script-text.ts';
import { lacksConstructs } from './fixes/shebang.ts';
import type { Rule, RuleInput } from './rule.ts';
import { claimedScripts, firstLineOf, startTrail } from './started-script.ts';

export interface InterpreterNotInImage {
  readonly id: 'interpreter-not-in-image';
  readonly shell: string;
  readonly shebang: boolean;
  /** The image has no shell at all. */
  readonly none: boolean;
}

/** A shebang or a command needs a shell that the container does not have. */
export const interpreterNotInImage: Rule<InterpreterNotInImage> = {
  name: 'interpreter-not-in-image',
  severity: 'error',
  check: input => [...ofLaunch(input), ...ofScripts(input)],
};

/** A shell that is needed, and where it is named. */
interface Need {
  readonly shell: string;
  readonly at: Place;
  readonly certain: boolean;
  readonly trail: Trail;
  /** The script whose shebang names it. */
  readonly script: StartedScript | undefined;
}

/** The words of the launch itself, of which the shell form's are not written. */
function ofLaunch(input: RuleInput): readonly Finding<InterpreterNotInImage>[] {
  const { launch, lifetime } = input;
  return lifetime.observations.flatMap(({ argv: [program], behavior }) => {
    const reads = behavior.kind === 'interprets' && behavior.script.kind !== 'standard-input';
    const named = program !== undefined && inLaunch(program.at, launch);
    if (!reads || !named) return [];
    const trail: Trail = [{ at: launch.at, note: { id: 'note-launch' } }];
    const shell = baseName(program.value ?? '');
    return findingOf({ shell, at: program.at, certain: true, trail, script: undefined }, input);
  });
}

function inLaunch(at: Place, launch: Launch): boolean {
  return at.path === launch.at.path && contains(launch.at.span, at.span);
}

function ofScripts(input: RuleInput): readonly Finding<InterpreterNotInImage>[] {
  const { launch } = input;
  return claimedScripts(input).flatMap(script => {
    const { by, interpreter, source, confidence } = script;
    const base = { certain: confidence === 'certain', trail: startTrail(script, launch) };
    if (by === 'shell') {
      if (interpreter === undefined || inLaunch(interpreter.at, launch)) return [];
      const shell = baseName(interpreter.value ?? '');
      return findingOf({ ...base, shell, at: interpreter.at, script: undefined }, input);
    }
    const [program] = shebangCommand(source.script.shebang ?? '');
    if (program === undefined || shellNamed(program, 'posix') === undefined) return [];
    const at = firstLineOf(script);
    return findingOf({ ...base, shell: baseName(program), at, script }, input);
  });
}

function findingOf(need: Need, input: RuleInput): readonly Finding<InterpreterNotInImage>[] {
  const { shell, at, certain, trail, script } = need;
  const { launch } = input;
  if (input.hasShell(shell) !== false) return [];
  return [
    {
      rule: 'interpreter-not-in-image',
      at,
      severity: certain ? 'error' : lowered('error'),
      message: {
        id: 'interpreter-not-in-image',
        shell,
        shebang: script !== undefined,
        none: launch.image?.shells.length === 0,
      },
      trail,
      assuming: [],
      launches: [launch.at],
      proposals: [
        ...(script === undefined ? [] : otherShebang(script, input)),
        ...install(shell, launch),
      ],
    },
  ];
}

/** `sh` is there, and understands the script. */
function otherShebang(
  { source }: StartedScript,
  { launch, hasShell }: RuleInput,
): readonly Proposal[] {
  if (hasShell('sh') !== true || lacksConstructs(source.script, launch.sh)) return [];
  const { text } = source.excerpt;
  const span = { start: 0, end: lineEnd(text, 0) };
  const options = /\s-\w+(?=\s*$)/.exec(text.slice(0, span.end))?.[0] ?? '';
  const shebang = `#!/bin/sh${options}`;
  const edits = asEdits(source, [{ span, text: shebang }]);
  return edits === undefined
    ? []
    : [{ title: { id: 'fix-shebang', shebang }, safety: 'safe', edits }];
}

/** Alpine has a package of bash. */
function install(shell: string, { image, from, user }: Launch): readonly Proposal[] {
  if (shell !== 'bash' || image?.sh !== 'ash' || image.name === 'busybox') return [];
  return [
    {
      title: { id: 'fix-apk-add', shell },
      safety: isRoot(user, image) === 'yes' ? 'safe' : 'risk-root',
      edits: [runBehind({ at: from }, `apk add --no-cache ${shell}`)],
    },
  ];
}
