import { type Ending, type Stranding, unclaimed } from '../../lifetime/endings.ts';
import type { ScriptSource } from '../../lifetime/machine.ts';
import {
  type IfStep,
  literalValue,
  type RunStep,
  type Script,
  type Step,
} from '../../shell/steps.ts';
import type { Replacement } from '../../text/edit.ts';
import { placeIn } from '../../text/excerpt.ts';
import { type Span, samePlace } from '../../text/place.ts';
import {
  hasComment,
  indentationAt,
  indented,
  lineBreakOf,
  lineEnd,
  lineStart,
  nextLine,
  ownsItsLines,
  runsIn,
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

/**
 * The guard clauses among the steps of a block, in order; `end` is behind the block. Undefined where PID 1 ends
 * in any other place than such a clause or the block's end.
 */
export function guardsIn(
  later: readonly Step[],
  end: number,
  { endings }: Pick<Stranding, 'endings'>,
  source: ScriptSource,
): readonly Guard[] | undefined {
  const leaving = endings.filter(
    ({ cause, confidence }) => cause !== 'end-of-script' && !unclaimed(confidence),
  );
  const returns = runsIn(later.filter(({ kind }) => kind !== 'function')).filter(maySucceed);
  const leaves = (step: Step): boolean =>
    returns.some(run => run === step && isPlain(run)) ||
    leaving.some(ending => isExitAt(ending, step, source));
  const guards = later.flatMap((step, index) =>
    step.kind === 'if' && endsIn(step, leaves)
      ? [readGuard(step, later.slice(index + 1), end, source.script)]
      : [],
  );
  const understood = guards.filter(guard => guard !== undefined);
  const all = leaving.length + returns.length;
  return understood.length === guards.length && guards.length === all ? understood : undefined;
}

/** A `return` that is no failure. */
function maySucceed({ words: [first, status] }: RunStep): boolean {
  if (first === undefined || literalValue(first) !== 'return') return false;
  return status === undefined || !/^[1-9]/.test(literalValue(status) ?? '');
}

function isPlain({ words: [, status] }: RunStep): boolean {
  return status === undefined || literalValue(status) === '0';
}

function isExitAt(ending: Ending, step: Step, source: ScriptSource): boolean {
  return ending.cause === 'exit' && samePlace(ending.at, placeIn(source.excerpt, step.at));
}

function endsIn(step: IfStep, leaves: (step: Step) => boolean): boolean {
  const last = step.branches[0]?.body.steps.at(-1);
  return last !== undefined && leaves(last);
}

/** Reads a guard clause; undefined for an `if` with other branches, or one that edits would damage. */
function readGuard(
  step: IfStep,
  after: readonly Step[],
  end: number,
  script: Script,
): Guard | undefined {
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
      end: hasRest ? end : step.at.end,
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
