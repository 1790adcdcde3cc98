import type { Launch } from '../launch/launches.ts';
import { refusalsOf, type StartedScript } from '../lifetime/started.ts';
import type { Replacement } from '../text/edit.ts';
import type { Finding, Proposal } from './finding.ts';
import { asEdits, lineBreakOf, nextLine } from './fixes/script-text.ts';
import { lacksConstructs } from './fixes/shebang.ts';
import type { Rule, RuleInput } from './rule.ts';
import { claimedScripts, firstLineOf, severityFor, startTrail } from './started-script.ts';

export interface MissingShebang {
  readonly id: 'missing-shebang';
}

/** The container runtime executes a script that names no interpreter: the kernel refuses it. */
export const missingShebang: Rule<MissingShebang> = {
  name: 'missing-shebang',
  severity: 'error',
  check: input =>
    claimedScripts(input)
      .filter(isRefused)
      .map(script => findingOf(script, input)),
};

/** An empty file is about to be written. */
function isRefused(script: StartedScript): boolean {
  const empty = script.source.excerpt.text.trim() === '';
  return !empty && refusalsOf(script).includes('no-shebang');
}

function findingOf(script: StartedScript, { launch }: RuleInput): Finding<MissingShebang> {
  return {
    rule: 'missing-shebang',
    at: firstLineOf(script),
    severity: severityFor(script, launch, 'error'),
    message: { id: 'missing-shebang' },
    trail: startTrail(script, launch),
    assuming: [],
    launches: [launch.at],
    proposals: proposals(script, launch),
  };
}

function proposals(script: StartedScript, launch: Launch): readonly Proposal[] {
  const { source } = script;
  const { text } = source.excerpt;
  const line = /^[ \t]*(#![^\r\n]*)/m.exec(text);
  const shebang = line?.[1] ?? shebangFor(script, launch);
  if (shebang === undefined) return [];
  const start = { start: 0, end: 0 };
  const replacements: Replacement[] = [{ span: start, text: shebang + lineBreakOf(text) }];
  if (line !== null)
    replacements.push({ span: { start: line.index, end: nextLine(text, line.index) }, text: '' });
  const edits = asEdits(source, replacements);
  return edits === undefined
    ? []
    : [{ title: { id: 'fix-shebang', shebang }, safety: 'safe', edits }];
}

/** Undefined for a file that is no shell script, and where the image has no shell that understands it. */
function shebangFor({ path, source, shell }: StartedScript, launch: Launch): string | undefined {
  const { script } = source;
  const isShell = /(^|\/)[^./]+$|\.(sh|bash)$/.test(path) && script.errors.length === 0;
  if (!isShell || shell === undefined) return undefined;
  const shells = launch.image?.shells ?? ['sh'];
  const named = path.endsWith('.bash') || lacksConstructs(script, shell) ? 'bash' : 'sh';
  return shells.includes(named) ? `#!/bin/${named}` : undefined;
}
