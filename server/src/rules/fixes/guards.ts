import type { IfStep, Script, Step } from '../../shell/steps.ts';
import type { Replacement } from '../../text/edit.ts';
import type { Span } from '../../text/place.ts';
import {
  hasComment,
  indentationAt,
  indented,
  lineBreakOf,
  lineEnd,
  lineStart,
  nextLine,
  ownsItsLines,
} from './script-text.ts';

/** A guard clause: an `if` whose only branch ends the script, and what comes after it. */
export interface Guard {
  readonly indentation: string;
  /** From behind the branch's last other step to behind `fi`. */
  readonly tail: Span;
  /** The branch does nothing but end the script. */
  readonly isBare: boolean;
  /** The lines that run only where the guard let them. */
  readonly rest: Span;
  readonly hasRest: boolean;
  /** One step of indentation. */
  readonly unit: string;
}

/** Reads a guard clause; undefined for an `if` with other branches, or one that edits would damage. */
export function readGuard(step: IfStep, after: readonly Step[], script: Script): Guard | undefined {
  const [branch, ...others] = step.branches;
  if (branch === undefined || others.length > 0 || step.otherwise !== undefined) return undefined;
  if (!ownsItsLines(script, step.at)) return undefined;
  const { text } = script;
  const kept = branch.body.steps.slice(0, -1);
  const tail = { start: kept.at(-1)?.at.end ?? branch.body.at.start, end: step.at.end };
  if (hasComment(script, tail)) return undefined;
  const indentation = indentationAt(text, step.at.start);
  const body = indentationAt(text, branch.body.steps[0]?.at.start ?? step.at.start);
  const deeper = body.length > indentation.length && body.startsWith(indentation);
  const hasRest = after.length > 0;
  return {
    indentation,
    tail,
    isBare: kept.length === 0,
    rest: {
      start: firstLineAfter(text, step.at.end),
      end: hasRest ? text.trimEnd().length : step.at.end,
    },
    hasRest,
    unit: deeper ? body.slice(indentation.length) : /^\t/m.test(text) ? '\t' : '  ',
  };
}

/** The edits that turn guard clauses into `if`/`else`, all but the closing `fi`s. */
export function unguarded(guards: readonly Guard[], script: Script): readonly Replacement[] {
  const lineBreak = lineBreakOf(script.text);
  const tails = guards.map((guard, depth): Replacement => {
    const word = (text: string): string => `${lineBreak}${indentationOf(guards, depth)}${text}`;
    const nothing = guard.isBare ? word(`${guard.unit}:`) : '';
    return guard.hasRest
      ? {
          span: { start: guard.tail.start, end: guard.rest.start },
          text: `${nothing}${word('else')}${lineBreak}`,
        }
      : { span: guard.tail, text: `${nothing}${word('fi')}` };
  });
  const isReplaced = ({ span }: Replacement): boolean =>
    tails.some(tail => tail.span.start < span.start && span.start < tail.span.end);
  const indents = guards.flatMap(({ hasRest, rest, unit }) =>
    hasRest ? indented(script, rest, unit).filter(insert => !isReplaced(insert)) : [],
  );
  return [...tails, ...indents];
}

/** The `fi`s that close the guard clauses, each on a line of its own, the innermost first. */
export function closings(guards: readonly Guard[], lineBreak: string): string {
  return guards
    .map(({ hasRest }, depth) => (hasRest ? `${lineBreak}${indentationOf(guards, depth)}fi` : ''))
    .reverse()
    .join('');
}

/** A guard behind others moves into their `else`. */
function indentationOf(guards: readonly Guard[], depth: number): string {
  const outer = guards.slice(0, depth).map(({ unit }) => unit);
  return outer.join('') + (guards[depth]?.indentation ?? '');
}

/** The next line that is not blank. */
function firstLineAfter(text: string, offset: number): number {
  let at = nextLine(text, offset);
  while (at < text.length && text.slice(lineStart(text, at), lineEnd(text, at)).trim() === '') {
    at = nextLine(text, at);
  }
  return at;
}
