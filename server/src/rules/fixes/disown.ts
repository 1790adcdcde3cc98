import { literalValue, type Script, type Step } from '../../shell/steps.ts';
import type { Replacement } from '../../text/edit.ts';
import { lineEnd, lineStart, nextLine, ownsItsLines, runsIn } from './script-text.ts';

export function isDisown(step: Step): boolean {
  const first = step.kind === 'run' ? step.words[0] : undefined;
  return first !== undefined && literalValue(first) === 'disown';
}

/** Takes `disown` away, after which a shell cannot wait, and which fails where there is no job any more. */
export function withoutDisown(steps: readonly Step[], script: Script): readonly Replacement[] {
  const { text } = script;
  return runsIn(steps).flatMap(run => {
    const { at } = run;
    if (!isDisown(run)) return [];
    const ownsLine = steps.some(step => step.at.start === at.start && step.at.end === at.end);
    if (!ownsLine || !ownsItsLines(script, at)) return [{ span: at, text: ':' }];
    // Behind the last line something may be put.
    const isLast = text.slice(nextLine(text, at.end)).trim() === '';
    const end = isLast ? lineEnd(text, at.end) : nextLine(text, at.end);
    return [{ span: { start: lineStart(text, at.start), end }, text: '' }];
  });
}
