import { absolutePath } from '../launch/files.ts';
import type { Launch } from '../launch/launches.ts';
import type { Argument } from '../programs/command.ts';
import { contains, samePlace } from '../text/place.ts';
import type { Finding, Proposal } from './finding.ts';
import type { Rule, RuleInput } from './rule.ts';

export interface ScriptNotFound {
  readonly id: 'script-not-found';
  readonly path: string;
  /** In the workspace; undefined where no COPY would bring it to that path. */
  readonly file: string | undefined;
  /** It is there, but `.dockerignore` keeps it out. */
  readonly ignored: boolean;
  /** The one path at which a file of that name is; undefined where there is none. */
  readonly other: string | undefined;
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
  const { launch, lostFile, namesakes, composed } = input;
  const { value = '' } = word;
  const path = absolutePath(value, launch.workdir);
  if (path === undefined || composed().length > 0) return [];
  const others = namesakes(path);
  const other = others.length === 1 ? others[0] : undefined;
  // An image that does something of its own may have scripts anywhere, but not under the name of one that is brought.
  const plain = launch.image?.onlyShells === true && !OF_IMAGES.test(path);
  const [missing] = plain ? lostFile(path) : [];
  const misplaced = other !== undefined && launch.image !== undefined && !value.startsWith('/');
  if ((missing === undefined || PRODUCTS.test(missing.path)) && !misplaced) return [];
  return [
    {
      rule: 'script-not-found',
      at: word.at,
      severity: 'warning',
      message: {
        id: 'script-not-found',
        path,
        file: missing?.path,
        ignored: missing?.ignored === true,
        other,
      },
      trail: [{ at: launch.at, note: { id: 'note-launch' } }],
      assuming: [],
      launches: [launch.at],
      proposals: other === undefined ? [] : proposals(word, other, input),
    },
  ];
}

/** The path at which the script is, in an exec form. */
function proposals(
  { at, value }: Argument,
  path: string,
  { launch }: RuleInput,
): readonly Proposal[] {
  const inForm = [launch.entrypoint, launch.command].some(
    form => form?.kind === 'exec' && form.argv.some(word => samePlace(word.at, at)),
  );
  if (!inForm || value === path) return [];
  const edits = [
    { kind: 'replace', path: at.path, span: at.span, text: JSON.stringify(path) },
  ] as const;
  return [{ title: { id: 'fix-path', path }, safety: 'safe', edits }];
}
