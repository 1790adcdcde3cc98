/** What a server takes the place of at the end of a script: what keeps PID 1 for it, or a shell that nobody types into. */
import type { ScriptSource } from '../../lifetime/machine.ts';
import { baseName } from '../../programs/command.ts';
import { literalValue, type RunStep, type Step } from '../../shell/steps.ts';
import { hasOwnLines } from '../../text/excerpt.ts';
import type { Span } from '../../text/place.ts';
import type { RiskId } from '../finding.ts';
import type { RuleInput } from '../rule.ts';
import { observationOf } from './later-steps.ts';
import {
  indentationAt,
  lineBreakOf,
  lineEnd,
  linesWithComments,
  ownsItsLines,
} from './script-text.ts';

export interface Mask {
  /** What goes, with the comments that speak of nothing else. */
  readonly at: Span;
  /** What is put before the server: a program that has more to do than to stay, as a job. */
  readonly kept: string;
  /** What makes it unsafe to put the server there. */
  readonly risk: RiskId;
}

export function readMask(step: Step, risk: RiskId, source: ScriptSource, input: RuleInput): Mask {
  const { text } = source.script;
  const alone = hasOwnLines(source.excerpt) && ownsItsLines(source.script, step.at);
  if (step.kind === 'run' && isUseful(step, source, input)) {
    const between = alone ? lineBreakOf(text) + indentationAt(text, step.at.start) : ' ';
    return { at: withSemicolon(step.at, text), kept: `${jobText(step, text)} &${between}`, risk };
  }
  if (!alone) return { at: step.at, kept: '', risk };
  const { start } = linesWithComments(source.script, step.at);
  const indentation = indentationAt(text, start).length;
  return { at: { start: start + indentation, end: lineEnd(text, step.at.end) }, kept: '', risk };
}

/** It serves, or shows the logs of those that do. */
function isUseful(run: RunStep, source: ScriptSource, input: RuleInput): boolean {
  const words = run.words.map(word => literalValue(word) ?? '');
  const tail = words.findIndex(word => baseName(word) === 'tail');
  if (tail >= 0) return words.slice(tail + 1).some(word => !/^(-.*|\d+|\/dev\/null)$/.test(word));
  return observationOf(run, source, input)?.behavior.kind === 'serves';
}

function jobText({ at, words: [first, second] }: RunStep, text: string): string {
  const replaces = first !== undefined && literalValue(first) === 'exec';
  return text.slice(replaces && second ? second.at.start : at.start, at.end);
}

function withSemicolon({ start, end }: Span, text: string): Span {
  return { start, end: end + (/^[ \t]*;(?!;)/.exec(text.slice(end))?.[0].length ?? 0) };
}
