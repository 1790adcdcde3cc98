import { bringerOf } from '../launch/copies.ts';
import type { Launch } from '../launch/launches.ts';
import { refusalsOf, type StartedScript } from '../lifetime/started.ts';
import type { Place } from '../text/place.ts';
import type { Finding, Proposal } from './finding.ts';
import { isRoot, runBehind } from './fixes/dockerfile-lines.ts';
import type { Rule, RuleInput } from './rule.ts';
import { claimedScripts, severityFor, startTrail } from './started-script.ts';

export interface ScriptNotExecutable {
  readonly id: 'script-not-executable';
  readonly path: string;
  /** The Dockerfile itself writes the file. */
  readonly written: boolean;
}

/** A script is executed by its path, and nobody may execute its file. */
export const scriptNotExecutable: Rule<ScriptNotExecutable> = {
  name: 'script-not-executable',
  severity: 'error',
  check: input =>
    claimedScripts(input)
      .filter(script => refusalsOf(script).includes('not-executable'))
      .map(script => findingOf(script, input)),
};

function findingOf(script: StartedScript, { launch }: RuleInput): Finding<ScriptNotExecutable> {
  const { at, path, source } = script;
  return {
    rule: 'script-not-executable',
    at,
    severity: severityFor(script, launch, 'error'),
    message: {
      id: 'script-not-executable',
      path,
      written: source.excerpt.path === launch.from.path,
    },
    trail: startTrail(script, launch),
    assuming: [],
    launches: [launch.at],
    proposals: proposals(path, launch),
  };
}

/** Where COPY brings this file alone it can set the mode; else a RUN does, for which it takes root. */
function proposals(path: string, launch: Launch): readonly Proposal[] {
  const bringer = bringerOf(launch.files, path);
  if (bringer === undefined) return [];
  const { instruction, user, alone } = bringer;
  if (alone && !instruction.flags.has('chmod')) {
    const edit = { kind: 'replace', ...behindKeyword(instruction), text: ' --chmod=0755' } as const;
    return [{ title: { id: 'fix-chmod-flag' }, safety: 'safe', edits: [edit] }];
  }
  const root = isRoot(user, launch.image);
  if (root === 'no') return [];
  return [
    {
      title: { id: 'fix-chmod-run', path },
      safety: root === 'yes' ? 'safe' : 'risk-root',
      edits: [runBehind(instruction, `chmod +x ${path}`)],
    },
  ];
}

function behindKeyword({ at, keyword }: { readonly at: Place; readonly keyword: string }): Place {
  const offset = at.span.start + keyword.length;
  return { path: at.path, span: { start: offset, end: offset } };
}
