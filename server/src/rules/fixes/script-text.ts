/** Looks at a script as text and as steps at once: what edits need, and rules never interpret. */
import type { ScriptSource } from '../../lifetime/machine.ts';
import { childSteps } from '../../shell/child-steps.ts';
import { literalValue, type RunStep, type Script, type Step } from '../../shell/steps.ts';
import type { Edit, Replacement } from '../../text/edit.ts';
import { editableSpan, placeIn } from '../../text/excerpt.ts';
import { contains, type Place, type Span, samePlace } from '../../text/place.ts';

/** A step with the steps around it, outermost first. */
export interface Located<Of extends Step = Step> {
  readonly step: Of;
  readonly ancestors: readonly Step[];
}

/** The innermost step that stands exactly at the place; undefined where there is none. */
export function locateStep(source: ScriptSource, place: Place): Located | undefined {
  let found: Located | undefined;
  const visit = (step: Step, ancestors: readonly Step[]): void => {
    if (samePlace(placeIn(source.excerpt, step.at), place)) found = { step, ancestors };
    for (const child of childSteps(step)) visit(child, [...ancestors, step]);
  };
  for (const step of source.script.steps) visit(step, []);
  return found;
}

/** The simple command that stands exactly at the place. */
export function locateRun(source: ScriptSource, place: Place): Located<RunStep> | undefined {
  const found = locateStep(source, place);
  return found?.step.kind === 'run' ? { step: found.step, ancestors: found.ancestors } : undefined;
}

/** All simple commands inside the steps, in order. */
export function runsIn(steps: readonly Step[]): readonly RunStep[] {
  return steps.flatMap(step => (step.kind === 'run' ? [step] : runsIn(childSteps(step))));
}

/** The steps that run one after the other, of which this is one. */
export function siblingsOf({ step, ancestors }: Located, { steps }: Script): readonly Step[] {
  const parent = ancestors.at(-1);
  if (parent === undefined) return steps;
  return bodiesOf(parent).find(body => body.includes(step)) ?? [step];
}

/** The blocks of a compound command, of which some may not run. */
export function bodiesOf(step: Step): readonly (readonly Step[])[] {
  switch (step.kind) {
    case 'if':
      return [...step.branches.map(({ body }) => body.steps), step.otherwise?.steps ?? []];
    case 'case':
      return step.clauses.map(({ body }) => body.steps);
    case 'group':
      return [step.body.steps];
    default:
      return [];
  }
}

/** The commands of this name, such as the calls of a function. */
export function callsOf(name: string, steps: readonly Step[]): readonly RunStep[] {
  return runsIn(steps).filter(({ words: [first] }) => first && literalValue(first) === name);
}

/** One more command behind the others of a line; only where they succeed if that is how they are bound. */
export function behindAll(steps: readonly Step[], text: string): Replacement {
  const last = steps.at(-1);
  const end = last?.at.end ?? 0;
  const binding = last?.kind === 'and' ? ' && ' : last?.kind === 'background' ? ' ' : '; ';
  return { span: { start: end, end }, text: binding + text };
}

/** Replacements in the script's text as edits of its file; undefined where one cannot be mapped back. */
export function asEdits(
  source: ScriptSource,
  replacements: readonly Replacement[],
): readonly Edit[] | undefined {
  const edits = replacements.flatMap(({ span, text }): Edit[] => {
    const inFile = editableSpan(source.excerpt, span);
    return inFile === undefined
      ? []
      : [{ kind: 'replace', path: source.excerpt.path, span: inFile, text }];
  });
  return edits.length === replacements.length ? edits : undefined;
}

/** The line break that the text uses. */
export function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The end of the line, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}

/** Behind the line break of the line. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

export function indentationAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';
}

/** True where nothing else stands on the lines of the span, a comment behind it excepted. */
export function ownsItsLines(script: Script, span: Span): boolean {
  const { text } = script;
  const before = text.slice(lineStart(text, span.start), span.start);
  const after = text.slice(span.end, lineEnd(text, span.end));
  return before.trim() === '' && /^\s*;?\s*(#.*)?$/.test(after);
}

/** The whole lines of a step, with the block of comment lines directly above it. */
export function linesWithComments(script: Script, span: Span): Span {
  const { text, comments } = script;
  let start = lineStart(text, span.start);
  for (;;) {
    const above = lineStart(text, start - 1);
    const comment = comments.find(at => at.start >= above && at.end <= start);
    const isShebang = above === 0 && text.startsWith('#!');
    const whole = comment !== undefined && text.slice(above, comment.start).trim() === '';
    if (start === 0 || !whole || isShebang) break;
    start = above;
  }
  return { start, end: nextLine(text, span.end) };
}

/** The inserts that push lines to the right; blank lines and texts with line breaks of their own stay. */
export function indented(script: Script, lines: Span, unit: string): readonly Replacement[] {
  const inserts: Replacement[] = [];
  for (let at = lines.start; at < lines.end; at = nextLine(script.text, at)) {
    const blank = script.text.slice(at, lineEnd(script.text, at)).trim() === '';
    const inside = script.fixedTexts.some(fixed => fixed.start < at && at < fixed.end);
    if (!blank && !inside) inserts.push({ span: { start: at, end: at }, text: unit });
  }
  return inserts;
}

/** True when a comment stands in the span. */
export function hasComment(script: Script, span: Span): boolean {
  return script.comments.some(comment => contains(span, comment));
}
