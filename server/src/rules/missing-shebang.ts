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
  /** It is there, but behind a byte order mark. */
  readonly hidden: boolean;
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
  return !empty && refusalsOf(script).some(refusal => /^(no|hidden)-shebang$/.test(refusal));
}

function findingOf(script: StartedScript, { launch }: RuleInput): Finding<MissingShebang> {
  const hidden = refusalsOf(script).includes('hidden-shebang');
  return {
    rule: 'missing-shebang',
    at: firstLineOf(script),
    severity: severityFor(script, launch, 'error'),
    message: { id: 'missing-shebang', hidden },
    trail: startTrail(script, launch),
    assuming: [],
    launches: [launch.at],
    proposals: hidden ? withoutMark(script) : proposals(script, launch),
  };
}

/** An editor hides the mark: there it goes when the file is saved in another encoding. */
function withoutMark({ source: { excerpt } }: StartedScript): readonly Proposal[] {
  const { path, segments } = excerpt;
  const end = segments[0]?.source.start;
  if (end !== 1) return [];
  const edits = [{ kind: 'replace', path, span: { start: 0, end }, text: '' }] as const;
  return [{ title: { id: 'fix-byte-order-mark' }, safety: 'safe', edits }];
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
