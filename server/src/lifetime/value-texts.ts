/** What values are as texts. */
import type { Formula } from './formula.ts';
import { type Guarded, within } from './guarded.ts';
import { type Machine, UNSET } from './machine.ts';
import { ALTERNATIVES_LIMIT, UNKNOWN, type Value } from './state.ts';

/** The paths on which a value is this text; undefined where that cannot be said. */
export function equalsText(value: Value, text: string, machine: Machine): Formula | undefined {
  const { always, never, is } = machine.formulas;
  switch (value.kind) {
    case 'text':
      return value.text === text ? always : never;
    case 'unset':
      return text === '' ? always : never;
    case 'pids':
      return text === '' ? never : undefined;
    case 'failure':
      return /^[1-9]\d*$/.test(text) ? undefined : never;
    case 'list':
    case 'unknown':
      return undefined;
    case 'free': {
      const { prefix, suffix } = value;
      const fits = text.length >= prefix.length + suffix.length;
      if (!fits || !text.startsWith(prefix) || !text.endsWith(suffix)) return never;
      const inner = text.slice(prefix.length, text.length - suffix.length);
      return is(value.atom, inner === '' ? ['', UNSET] : [inner]);
    }
  }
}

export function textValue(text: string): Value {
  return { kind: 'text', text };
}

/** The grammar takes `$B` and quotes in `${A#$B}` for text. */
const PATTERN = /[*?[$`'"\\]/;

/** `${A#prefix}` of a literal prefix. */
export function withoutPrefix(value: Value, prefix: string | undefined): Value {
  if (prefix === undefined || PATTERN.test(prefix) || value.kind !== 'text') return UNKNOWN;
  return textValue(value.text.startsWith(prefix) ? value.text.slice(prefix.length) : value.text);
}

/** `${A:1:2}` of a known text. Of lists, and where a number is negative or computed, nothing is told. */
export function substringOf(value: Value, range: string | undefined): Value {
  const [known, start, length] = /^(0|[1-9]\d*)(?::(0|[1-9]\d*))?$/.exec(range ?? '') ?? [];
  // Which characters are one depends on the locale.
  if (known === undefined || value.kind !== 'text' || !/^[ -~]*$/.test(value.text)) return UNKNOWN;
  const text = value.text.slice(Number(start));
  return textValue(length === undefined ? text : text.slice(0, Number(length)));
}

/** One value behind the other. */
export function concatenate(
  a: Guarded<Value>,
  b: Guarded<Value>,
  machine: Machine,
): Guarded<Value> {
  const { always, and } = machine.formulas;
  if (a.length * b.length > ALTERNATIVES_LIMIT) return [{ when: always, value: UNKNOWN }];
  if (a.length === 1 && a[0]?.when === always && isEmptyText(a[0].value)) return b;
  return a.flatMap(first =>
    b.flatMap(second => {
      const when = and(first.when, second.when);
      return within(joined(first.value, second.value, machine), when, machine.formulas);
    }),
  );
}

/** Two values that are not known come to one that is not; where both are empty, to either of them. */
function joined(a: Value, b: Value, machine: Machine): Guarded<Value> {
  const { always, and, never, not } = machine.formulas;
  const value = append(a, b);
  const [noA, noB] = [equalsText(a, '', machine), equalsText(b, '', machine)];
  const empty = noA && noB && value.kind === 'unknown' ? and(noA, noB) : never;
  if (empty === never) return [{ when: always, value }];
  return [
    { when: empty, value: b },
    { when: not(empty), value },
  ];
}

function isEmptyText(value: Value): boolean {
  return value.kind === 'text' && value.text === '';
}

/** One text behind the other. */
export function append(a: Value, b: Value): Value {
  if (isEmptyText(a)) return b;
  if (isEmptyText(b)) return a;
  if (a.kind === 'text' && b.kind === 'text') return textValue(a.text + b.text);
  if (isBlank(a) && b.kind === 'pids') return b;
  if (a.kind === 'pids' && isBlank(b)) return a;
  if (a.kind === 'pids' && b.kind === 'pids') return { ...a, jobs: [...a.jobs, ...b.jobs] };
  if (a.kind === 'free' && b.kind === 'text') return { ...a, suffix: a.suffix + b.text };
  if (a.kind === 'text' && b.kind === 'free') return { ...b, prefix: a.text + b.prefix };
  return UNKNOWN;
}

function isBlank(value: Value): boolean {
  return value.kind === 'text' && value.text.trim() === '';
}
