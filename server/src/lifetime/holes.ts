/** What fills the holes of texts that shells read (`shell/holes.ts`): values of the shell that writes the text. */
import type { WordPart } from '../shell/steps.ts';
import { type Excerpt, holeAt } from '../text/excerpt.ts';
import { type Context, NOWHERE, type Outcome } from './context.ts';
import type { Formula } from './formula.ts';
import { type Guarded, within } from './guarded.ts';
import type { Machine, ScriptSource } from './machine.ts';
import { joinOutcomes, opaqueOutcome } from './outcomes.ts';
import { restrict, type State, UNKNOWN, type Value } from './state.ts';
import { isEmpty } from './value-questions.ts';

/**
 * True where one value stands in the place of the part, whatever it is. `"$@"` may cut the word into several, `$$` names
 * a shell, and what is no expansion is syntax that nobody has read.
 */
export function mayBeHole(part: WordPart, written: string): boolean {
  if (part.kind === 'parameter') return !/^[@$]$|\[@\]$/.test(part.name);
  return part.kind !== 'other' || /^\$[({]/.test(written);
}

/** The number of a new hole with these values. */
export function digHole(values: Guarded<Value>, { holes }: Machine): number {
  return holes.push(values) - 1;
}

/** The values of the hole that begins at this offset of the text. */
export function valuesOfHole(
  offset: number,
  { excerpt }: ScriptSource,
  machine: Machine,
): Guarded<Value> {
  const hole = holeAt(excerpt, offset);
  const values = hole === undefined ? undefined : machine.holes[hole];
  return values ?? [{ when: machine.formulas.always, value: UNKNOWN }];
}

/** What a shell does more with than to split it. */
const SYNTAX = /[;&|<>()`$"'\\\n]/;

/** A text as a shell executes it, on all paths but these, on which what fills its holes makes something else of it. */
export interface Written {
  readonly source: ScriptSource;
  readonly unread: Formula;
}

/**
 * Undefined for a text of which nothing can be told. What is not known is taken for plain words, though it may be more.
 */
export function readWritten(text: Excerpt, state: State, machine: Machine): Written | undefined {
  const { and, always, never, or } = machine.formulas;
  const filled = text.segments.flatMap(({ hole }) => (hole === undefined ? [] : [hole]));
  if (filled.length === 0) return { source: machine.world.readText(text), unread: never };
  const says = text.segments.some(
    ({ at, length, hole }) => hole === undefined && /\w/.test(text.text.slice(at, at + length)),
  );
  const isPlain = filled
    .flatMap(hole => within(machine.holes[hole] ?? [], state.path, machine.formulas))
    .every(({ value }) => !textsIn(value).some(known => SYNTAX.test(known)));
  if (!says || !isPlain) return undefined;
  const source = machine.world.readText(text);
  const { readableWith } = source.script;
  if (readableWith === undefined) return undefined;
  const empty = readableWith.filled.map(holes =>
    holes.reduce((all, { start }) => and(all, emptyWhere(start, source, machine)), always),
  );
  const split = readableWith.single.map(({ start }) => splitWhere(start, source, machine));
  return { source, unread: [...empty, ...split].reduce(or, never) };
}

/** Executes the text where it can be read; undefined where that is nowhere. */
export function runWritten(
  text: Excerpt | undefined,
  state: State,
  context: Context,
  run: (source: ScriptSource, state: State) => Outcome,
): Outcome | undefined {
  const { machine } = context;
  const written = text && readWritten(text, state, machine);
  if (written === undefined) return undefined;
  const unread = restrict(state, written.unread, machine);
  const read = restrict(state, machine.formulas.not(written.unread), machine);
  const outcome = read === undefined ? NOWHERE : run(written.source, read);
  return unread === undefined
    ? outcome
    : joinOutcomes([opaqueOutcome(unread, context), outcome], context);
}

/** The paths on which there is nothing in the hole at this offset. */
function emptyWhere(offset: number, source: ScriptSource, machine: Machine): Formula {
  const { and, never, or } = machine.formulas;
  const ask = (): Formula => machine.answered(source.excerpt.text);
  return valuesOfHole(offset, source, machine).reduce(
    (all, { when, value }) => or(all, and(when, isEmpty(value, machine) ?? ask())),
    never,
  );
}

/** The paths on which there are several words in the hole. */
function splitWhere(offset: number, source: ScriptSource, machine: Machine): Formula {
  const { never, or } = machine.formulas;
  return valuesOfHole(offset, source, machine)
    .filter(({ value }) => textsIn(value).some(text => /\s/.test(text)))
    .reduce((all, { when }) => or(all, when), never);
}

/** What is known of the value's characters. */
function textsIn(value: Value): readonly string[] {
  if (value.kind === 'text') return [value.text];
  return value.kind === 'free' ? [value.prefix, value.suffix] : [];
}
