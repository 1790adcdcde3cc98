import type { CommandForm } from '../launch/command-form.ts';
import type { ContainerFiles } from '../launch/files.ts';
import type { Observation } from '../lifetime/machine.ts';
import { commandText } from '../programs/command.ts';
import { placeIn } from '../text/excerpt.ts';
import { contains } from '../text/place.ts';
import type { Finding } from './finding.ts';
import { formPlace } from './fixes/exec-form.ts';
import { interactiveEnd, isInteractive } from './fixes/later-steps.ts';
import type { Rule, RuleInput } from './rule.ts';

export interface InteractiveShell {
  readonly id: 'interactive-shell';
  readonly command: string;
}

/** CMD is a shell or a REPL: without a terminal it reads end-of-file, and the container stops. */
export const interactiveShell: Rule<InteractiveShell> = {
  name: 'interactive-shell',
  severity: 'info',
  check: input => {
    const { command } = input.launch;
    const shell = command && input.lifetime.observations.find(seen => isMain(seen, command, input));
    return command === undefined || shell === undefined || isMeantSo(input)
      ? []
      : [findingOf(shell, command, input)];
  },
};

function findingOf(
  shell: Observation,
  command: CommandForm,
  { launch }: RuleInput,
): Finding<InteractiveShell> {
  return {
    rule: 'interactive-shell',
    at: formPlace(command),
    severity: 'info',
    message: { id: 'interactive-shell', command: commandText(shell.argv) },
    trail: [],
    assuming: [],
    launches: [launch.at],
    proposals: [],
  };
}

/** The last command of CMD itself, which nothing is given to read. */
function isMain(seen: Observation, { instruction }: CommandForm, input: RuleInput): boolean {
  const { at, behavior, manner } = seen;
  const written = at.path === instruction.at.path && contains(instruction.at.span, at.span);
  if (!isInteractive(behavior) || !written || manner === 'background') return false;
  const source = input.sourceAt(at);
  if (source === undefined) return true;
  const last = interactiveEnd(source.script.steps.at(-1), source, input);
  return last !== undefined && contains(placeIn(source.excerpt, last.at).span, at.span);
}

/**
 * An image that brings no application of its own, one whose names say that people work in it or build
 * on it, and one that Compose gives a terminal. Where servers were started before, that is the finding.
 */
function isMeantSo({ launch, lifetime, composed }: RuleInput): boolean {
  const names = [launch.at.path, launch.stage ?? ''];
  return (
    lifetime.strandings.length > 0 ||
    !launch.isFinal ||
    names.some(name => WORKSHOP.test(name)) ||
    !bringsApplication(launch.files) ||
    composed().some(({ terminal }) => terminal)
  );
}

const WORKSHOP =
  /(^|[/._-])(devcontainers?|dev|devel|development|base|builder|build|test|tests|ci|tools?|toolchain|sandbox|debug|shell|workspace)([/._-]|$)/i;

/** What a base image copies besides packages: its own entrypoint, archives, configuration. */
const NO_APPLICATION = /(\.(sh|tar(\.\w+)?|t[gx]z|conf|cfg|list|pub|gpg|txt)|entrypoint[^/]*)$/;

function bringsApplication({ effects, base }: ContainerFiles): boolean {
  const own = effects.some(
    effect =>
      effect.kind === 'copy' && effect.from === undefined && !NO_APPLICATION.test(effect.source),
  );
  return own || (base !== undefined && bringsApplication(base));
}
