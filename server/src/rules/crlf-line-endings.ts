import { readsCarriageReturns, refusalsOf, type StartedScript } from '../lifetime/started.ts';
import { isWholeFile } from '../text/excerpt.ts';
import type { Finding } from './finding.ts';
import type { Rule, RuleInput } from './rule.ts';
import { claimedScripts, firstLineOf, severityFor, startTrail } from './started-script.ts';

export interface CrlfLineEndings {
  readonly id: 'crlf-line-endings';
  /** What the kernel looks for; undefined where a shell reads the script. */
  readonly interpreter: string | undefined;
  /** The shell finds no end of an `if`, a loop or a function. */
  readonly unreadable: boolean;
}

/** A script whose lines end with a carriage return, which is a part of the last word for kernel and shell. */
export const crlfLineEndings: Rule<CrlfLineEndings> = {
  name: 'crlf-line-endings',
  severity: 'error',
  check: input => claimedScripts(input).flatMap(script => findingOf(script, input)),
};

function findingOf(
  script: StartedScript,
  { launch }: RuleInput,
): readonly Finding<CrlfLineEndings>[] {
  const { source, by } = script;
  // In texts that a Dockerfile holds, the builder has a word about line ends.
  if (!isWholeFile(source.excerpt)) return [];
  const refused = refusalsOf(script).includes('carriage-return');
  if (!refused && !readsCarriageReturns(script)) return [];
  const named = by !== 'shell' && source.script.shebang !== undefined;
  const interpreter = refused && named ? source.script.shebang : undefined;
  const { path } = source.excerpt;
  return [
    {
      rule: 'crlf-line-endings',
      at: firstLineOf(script),
      severity: severityFor(script, launch, refused ? 'error' : 'warning'),
      message: { id: 'crlf-line-endings', interpreter, unreadable: refused },
      trail: startTrail(script, launch),
      assuming: [],
      launches: [launch.at],
      proposals: [
        {
          title: { id: 'fix-line-endings' },
          safety: 'safe',
          edits: [{ kind: 'line-endings', path }],
        },
      ],
    },
  ];
}
