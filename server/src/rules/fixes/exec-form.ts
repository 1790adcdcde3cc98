/** Turns shell forms into exec forms, and back. */
import type { CommandForm } from '../../launch/command-form.ts';
import type { ScriptSource } from '../../lifetime/machine.ts';
import { literalValue, type RunStep } from '../../shell/steps.ts';
import type { Edit } from '../../text/edit.ts';
import { placeIn } from '../../text/excerpt.ts';
import type { Place } from '../../text/place.ts';
import type { Proposal } from '../finding.ts';
import { asEdits } from './script-text.ts';

/** Where the text behind the keyword and its flags stands. */
export function formPlace({ instruction: { rest } }: CommandForm): Place {
  return placeIn(rest, { start: 0, end: rest.text.length });
}

/** Puts another text in the place of a form; undefined where it is written over several lines. */
export function replaceForm(form: CommandForm, text: string): readonly Edit[] | undefined {
  const { path, span } = formPlace(form);
  const written = span.end - span.start === form.instruction.rest.text.length;
  return written ? [{ kind: 'replace', path, span, text }] : undefined;
}

export function execFormText(words: readonly string[]): string {
  return `[${words.map(word => JSON.stringify(word)).join(', ')}]`;
}

/** The exec form in the place of a shell form that is this step and nothing else, where no word needs a shell. */
export function execForm(step: RunStep, source: ScriptSource): readonly Proposal[] | undefined {
  const expands = step.words.some(({ parts }) =>
    parts.some(part => part.kind === 'literal' && !part.quoted && /[*?[\]~{}]/.test(part.value)),
  );
  const edits = expands ? undefined : execFormOf(step, step.words.map(literalValue), source);
  return edits && [{ title: { id: 'fix-exec-form' }, safety: 'safe', edits }];
}

/** The exec form of other words in the place of such a step; undefined where one is not known. */
export function execFormOf(
  step: RunStep,
  words: readonly (string | undefined)[],
  source: ScriptSource,
): readonly Edit[] | undefined {
  const { script } = source;
  const [only, ...others] = script.steps;
  const alone = only === step && others.length === 0 && script.comments.length === 0;
  const plain = step.assignments.length === 0 && step.redirects.length === 0;
  const known = words.filter(word => word !== undefined);
  if (!alone || !plain || known.length < words.length) return undefined;
  const text = execFormText(known[0] === 'exec' ? known.slice(1) : known);
  return asEdits(source, [{ span: step.at, text }]);
}
