import { absolutePath } from '../launch/files.ts';
import type { Launch } from '../launch/launches.ts';
import type { Argument } from '../programs/command.ts';
import { contains } from '../text/place.ts';
import type { Finding } from './finding.ts';
import type { Rule, RuleInput } from './rule.ts';

export interface ScriptNotFound {
  readonly id: 'script-not-found';
  readonly path: string;
  /** In the workspace. */
  readonly file: string;
  /** It is there, but `.dockerignore` keeps it out. */
  readonly ignored: boolean;
}

/** The launch names a script that no instruction puts there. */
export const scriptNotFound: Rule<ScriptNotFound> = {
  name: 'script-not-found',
  severity: 'warning',
  check: input => scriptsNamed(input).flatMap(word => findingOf(word, input)),
};

/** Where images have files of their own. */
const OF_IMAGES = /^\/(bin|etc|lib|opt|sbin|usr|var)\/|^\/[^/]*entrypoint[^/]*$/;

/** Folders that builds fill, outside of Docker too. */
const PRODUCTS = /(^|\/)(bin|build|dist|out|output|target|generated|node_modules|vendor)\//;

/** The words of the launch that are started by their path, or read by a shell. */
function scriptsNamed({ launch, lifetime }: RuleInput): readonly Argument[] {
  const words = lifetime.observations.flatMap(({ argv: [program], behavior }) => {
    const read = behavior.kind === 'interprets' && behavior.script.kind === 'file';
    if (read) return [behavior.script.file];
    // A name without a directory is looked up in PATH.
    return program?.value?.includes('/') === true ? [program] : [];
  });
  return words.filter(
    ({ at, value }) => /\.(sh|bash)$/.test(value ?? '') && isInLaunch(at, launch),
  );
}

function isInLaunch(at: Argument['at'], launch: Launch): boolean {
  return at.path === launch.at.path && contains(launch.at.span, at.span);
}

function findingOf(word: Argument, input: RuleInput): readonly Finding<ScriptNotFound>[] {
  const { launch, lostFile, composed } = input;
  const path = absolutePath(word.value ?? '', launch.workdir);
  // An image that does something of its own may have scripts anywhere.
  const plain = launch.image?.onlyShells === true;
  if (path === undefined || !plain || OF_IMAGES.test(path) || composed().length > 0) return [];
  const [missing] = lostFile(path);
  if (missing === undefined || PRODUCTS.test(missing.path)) return [];
  return [
    {
      rule: 'script-not-found',
      at: word.at,
      severity: 'warning',
      message: {
        id: 'script-not-found',
        path,
        file: missing.path,
        ignored: missing.ignored,
      },
      trail: [{ at: launch.at, note: { id: 'note-launch' } }],
      assuming: [],
      launches: [launch.at],
      proposals: [],
    },
  ];
}
