import type { Launch } from '../launch/launches.ts';
import type { LostScript } from '../lifetime/lost-scripts.ts';
import type { Argument } from '../programs/command.ts';
import { samePlace } from '../text/place.ts';
import type { Finding, Proposal } from './finding.ts';
import type { Rule, RuleInput } from './rule.ts';

export interface ScriptNotFound {
  readonly id: 'script-not-found';
  /** A name alone is looked up in PATH. */
  readonly path: string;
  /** In the workspace; undefined where no COPY would bring it to that path. */
  readonly file: string | undefined;
  /** It is there, but `.dockerignore` keeps it out. */
  readonly ignored: boolean;
  /** The one path at which a file of that name is; undefined where there is none. */
  readonly other: string | undefined;
  /** The one beside it whose name is nearly the same; undefined where there is none. */
  readonly similar: string | undefined;
}

/** The launch names a script that no instruction puts there. */
export const scriptNotFound: Rule<ScriptNotFound> = {
  name: 'script-not-found',
  severity: 'warning',
  check: input =>
    input.lifetime.lost.filter(({ claimed }) => claimed).map(script => findingOf(script, input)),
};

function findingOf(
  { word, path, missing, other, similar }: LostScript,
  { launch }: RuleInput,
): Finding<ScriptNotFound> {
  const there = other ?? similar;
  return {
    rule: 'script-not-found',
    at: word.at,
    severity: 'warning',
    message: {
      id: 'script-not-found',
      path,
      file: missing?.path,
      ignored: missing?.ignored === true,
      other,
      similar,
    },
    trail: [{ at: launch.at, note: { id: 'note-launch' } }],
    assuming: [],
    launches: [launch.at],
    proposals: there === undefined ? [] : proposals(word, there, launch),
  };
}

/** The path at which the script is, in an exec form. */
function proposals({ at, value }: Argument, path: string, launch: Launch): readonly Proposal[] {
  const inForm = [launch.entrypoint, launch.command].some(
    form => form?.kind === 'exec' && form.argv.some(word => samePlace(word.at, at)),
  );
  if (!inForm || value === path) return [];
  const edits = [
    { kind: 'replace', path: at.path, span: at.span, text: JSON.stringify(path) },
  ] as const;
  return [{ title: { id: 'fix-path', path }, safety: 'safe', edits }];
}
