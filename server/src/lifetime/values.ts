import type { ParameterPart, Word, WordPart } from '../shell/steps.ts';
import { literalValue } from '../shell/steps.ts';
import type { Context } from './context.ts';
import type { Formula } from './formula.ts';
import { type Guarded, onlyValue } from './guarded.ts';
import { valuesOfHole } from './holes.ts';
import { knownOutput } from './known-output.ts';
import type { Machine } from './machine.ts';
import { isOneWord, mapParameters, parameterAt } from './parameters.ts';
import {
  type ListItem,
  type ParameterList,
  type State,
  UNKNOWN,
  type Value,
  variableOf,
} from './state.ts';
import { isEmpty, isUnset, negated, type Question } from './value-questions.ts';
import { append, concatenate, substringOf, textValue, withoutPrefix } from './value-texts.ts';

/** The values that a word, taken as one string, may have; their paths cover the state's. */
export function valuesOf(word: Word, state: State, context: Context): Guarded<Value> {
  return valuesOfParts(word.parts, state, context);
}

/** The word's value when it is the same on all paths of the state. */
export function textOf(word: Word, state: State, context: Context): string | undefined {
  const literal = literalValue(word);
  if (literal !== undefined) return literal;
  const value = onlyValue(valuesOf(word, state, context), state, context.machine);
  return value?.kind === 'text' ? value.text : undefined;
}

function valuesOfParts(parts: readonly WordPart[], state: State, context: Context): Guarded<Value> {
  const { machine } = context;
  let result: Guarded<Value> = [{ when: machine.formulas.always, value: textValue('') }];
  for (const part of parts)
    result = concatenate(result, valuesOfPart(part, state, context), machine);
  return result;
}

/** The values that one part of a word may have. */
export function valuesOfPart(part: WordPart, state: State, context: Context): Guarded<Value> {
  const { always } = context.machine.formulas;
  switch (part.kind) {
    case 'literal':
      return [{ when: always, value: textValue(part.value) }];
    case 'parameter':
      return valuesOfParameter(part, state, context);
    case 'command': {
      const source = {
        textOf: (word: Word) => textOf(word, state, context),
        workdir: state.workdir,
      };
      const text = knownOutput(part.body, source);
      return [{ when: always, value: text === undefined ? UNKNOWN : textValue(text) }];
    }
    case 'hole':
      return valuesOfHole(part.at.start, context.source, context.machine);
    case 'other':
      return [{ when: always, value: UNKNOWN }];
  }
}

function valuesOfParameter(part: ParameterPart, state: State, context: Context): Guarded<Value> {
  const { machine } = context;
  const values = ownPath(part.name, context) ?? plainParameter(part.name, state, machine);
  if (part.operator === undefined) return mapped(values, read);
  const replaced = REPLACED_WHERE.get(part.operator);
  if (replaced !== undefined) {
    const operand = valuesOfParts(part.operand?.parts ?? [], state, context);
    const kept = part.operator.endsWith('+') ? (): Value => textValue('') : read;
    return replacedWhere(replaced, values, operand, kept, machine);
  }
  switch (part.operator) {
    case ':?':
    case '?':
      return mapped(values, read);
    case '#':
      return mapped(values, value =>
        withoutPrefix(read(value), part.operand && literalValue(part.operand)),
      );
    case ':':
      if (/[@*]/.test(part.name)) return [{ when: machine.formulas.always, value: UNKNOWN }];
      return mapped(values, value =>
        substringOf(read(value), part.operand && literalValue(part.operand)),
      );
    default:
      return [{ when: machine.formulas.always, value: UNKNOWN }];
  }
}

/** `$0` and `$BASH_SOURCE`, by which a script finds its own folder; undefined for all others. */
function ownPath(
  name: string,
  { process, sourcePath, machine }: Context,
): Guarded<Value> | undefined {
  if (name !== '0' && (name !== 'BASH_SOURCE' || process.shell !== 'bash')) return undefined;
  const path = name === '0' ? process.name : sourcePath;
  const value = path === undefined ? UNKNOWN : textValue(path);
  return [{ when: machine.formulas.always, value }];
}

export function plainParameter(name: string, state: State, machine: Machine): Guarded<Value> {
  const { always } = machine.formulas;
  const variable = /^([A-Za-z_]\w*|!)(\[@\])?$/.exec(name);
  if (variable?.[1] !== undefined) {
    const whole = variable[2] !== undefined;
    return variableOf(state, variable[1], machine).map(({ when, value }) => ({
      when,
      value: value.kind === 'list' ? valueOfList(value.items, whole) : value,
    }));
  }
  if (name === '?') return statusOf(state, machine);
  return mapParameters(state, list => valuesInList(name, list, always), machine);
}

/** `$1`, `$#`, `$@`. */
function valuesInList(name: string, list: ParameterList, always: Formula): Guarded<Value> {
  const everywhere = (value: Value): Guarded<Value> => [{ when: always, value }];
  if (list === undefined) return everywhere(UNKNOWN);
  if (name === '#')
    return everywhere(list.every(isOneWord) ? textValue(String(list.length)) : UNKNOWN);
  if (name === '@' || name === '*') {
    const values = list.map(({ value }) => value);
    const known = values.every(value => value !== undefined);
    return everywhere(known ? textValue(values.join(' ')) : UNKNOWN);
  }
  if (!/^[1-9]\d*$/.test(name)) return everywhere(UNKNOWN);
  const parameter = parameterAt(Number(name), list);
  if (parameter === 'missing') return everywhere({ kind: 'unset' });
  const text = parameter?.value;
  return text === undefined
    ? (parameter?.values ?? everywhere(UNKNOWN))
    : everywhere(textValue(text));
}

function statusOf({ failed, code }: State, { formulas: { not } }: Machine): Guarded<Value> {
  const failure: Value = code === undefined ? { kind: 'failure' } : textValue(String(code));
  return [
    { when: not(failed), value: textValue('0') },
    { when: failed, value: failure },
  ];
}

/** All elements in one string, or the first, which the name without a subscript stands for. */
function valueOfList(items: readonly ListItem[], whole: boolean): Value {
  const used = whole ? items : items.slice(0, 1);
  return used.reduce<Value>((all, { value }, index) => {
    const separated = index === 0 ? all : append(all, textValue(' '));
    return append(separated, value);
  }, textValue(''));
}

/** What a word takes from a variable: nothing where it is not set. */
function read(value: Value): Value {
  if (value.kind === 'unset') return textValue('');
  return value.kind === 'free' ? { ...value, given: false } : value;
}

function mapped(values: Guarded<Value>, change: (value: Value) => Value): Guarded<Value> {
  return values.map(({ when, value }) => ({ when, value: change(value) }));
}

/** Where the word takes the operand's value in the place of the variable's. */
const REPLACED_WHERE: ReadonlyMap<string | undefined, Question> = new Map([
  [':-', isEmpty],
  [':=', isEmpty],
  ['-', isUnset],
  ['=', isUnset],
  [':+', negated(isEmpty)],
  ['+', negated(isUnset)],
]);

/** The paths on which the operand of `${A:-operand}` and its like is read. */
export function usesOperand(
  { name, operator }: ParameterPart,
  state: State,
  machine: Machine,
): Formula {
  const { and, never, or } = machine.formulas;
  const question = REPLACED_WHERE.get(operator);
  return plainParameter(name, state, machine).reduce(
    (all, { when, value }) => or(all, and(when, question?.(value, machine) ?? never)),
    never,
  );
}

/** `${A:-d}`, `${A:+d}`: the operand where the question's answer is yes, and what is kept of the value elsewhere. */
function replacedWhere(
  question: Question,
  values: Guarded<Value>,
  operand: Guarded<Value>,
  kept: (value: Value) => Value,
  machine: Machine,
): Guarded<Value> {
  const { and, never, not } = machine.formulas;
  return values.flatMap(({ when, value }) => {
    const holds = question(value, machine);
    if (holds === undefined) return [{ when, value: UNKNOWN }];
    const here = and(when, holds);
    const replaced = operand.map(entry => ({ ...entry, when: and(here, entry.when) }));
    return [{ when: and(when, not(holds)), value: kept(value) }, ...replaced].filter(
      entry => entry.when !== never,
    );
  });
}
