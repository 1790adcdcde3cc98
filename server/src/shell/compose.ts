/**
 * Puts steps together the way the shell binds them where the grammar binds them otherwise:
 * redirections and `!` over lists and pipelines, and lists inside pipelines (PARSING.md's table of
 * silently wrong trees).
 */
import type { Span } from '../text/place.ts';
import { literalValue, type Redirect, type RunStep, type Step, type Word } from './steps.ts';

/** `redirects` belong to the last command of a list or pipeline, not to the whole. */
export function withRedirects(step: Step, redirects: readonly Redirect[], at: Span): Step {
  if (redirects.length === 0) return step;
  switch (step.kind) {
    case 'run':
      return withNewDescriptors({ ...step, at, redirects: [...step.redirects, ...redirects] });
    case 'and':
    case 'or':
      return { ...step, at, right: withRedirects(step.right, redirects, until(step.right, at)) };
    case 'pipeline': {
      const last = step.parts.at(-1);
      if (last === undefined) return step;
      const parts = [...step.parts.slice(0, -1), withRedirects(last, redirects, until(last, at))];
      return { ...step, at, parts };
    }
    case 'not':
    case 'time':
    // A coprocess.
    case 'background': {
      const inner = withRedirects(step.step, redirects, until(step.step, at));
      return { ...step, at: until(step, at), step: inner };
    }
    case 'opaque':
      return { ...step, at };
    default:
      return { kind: 'redirected', at, step, redirects };
  }
}

/** The first number that bash gives to a descriptor of its own choice. */
const NEW_DESCRIPTOR = 10;

/** What the grammar takes for a word in `exec {log}> file` names the variable for a new descriptor. */
export function withNewDescriptors(step: RunStep): RunStep {
  const named = ({ at }: Redirect): Word | undefined =>
    step.words.find(word => word.at.end === at.start && isBracedName(word));
  const names = step.redirects.map(named);
  if (names.every(name => name === undefined)) return step;
  const redirects = step.redirects.map((redirect, index) => {
    const variable = names[index]?.at;
    return variable ? { ...redirect, descriptor: NEW_DESCRIPTOR, variable } : redirect;
  });
  return { ...step, redirects, words: step.words.filter(word => !names.includes(word)) };
}

function isBracedName(word: Word): boolean {
  const written = word.parts.every(part => part.kind === 'literal' && !part.quoted);
  return written && /^\{[A-Za-z_]\w*\}$/.test(literalValue(word) ?? '');
}

/** `!` negates a whole pipeline; `&&` and `||` bind weaker than `|`. */
export function pipelineOf(parts: readonly Step[], at: Span): Step {
  const [first, ...rest] = parts;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return first ?? { kind: 'opaque', at };
  if (first.kind === 'not') {
    const inner = pipelineOf([first.step, ...rest], { start: first.step.at.start, end: at.end });
    return { kind: 'not', at, step: inner };
  }
  if (first.kind === 'and' || first.kind === 'or') {
    const right = pipelineOf([first.right, ...rest], { start: first.right.at.start, end: at.end });
    return { ...first, at, right };
  }
  if (last.kind === 'and' || last.kind === 'or') {
    return pipedIntoFirst([first, ...rest.slice(0, -1)], last, at);
  }
  const flat = parts.flatMap(part => (part.kind === 'pipeline' ? part.parts : [part]));
  return { kind: 'pipeline', at, parts: flat };
}

/** `a | (b || c)` as the grammar has it is `(a | b) || c` to the shell. */
function pipedIntoFirst(before: readonly Step[], list: Step, at: Span): Step {
  if (list.kind !== 'and' && list.kind !== 'or') {
    return pipelineOf([...before, list], { start: at.start, end: list.at.end });
  }
  return { ...list, at, left: pipedIntoFirst(before, list.left, at) };
}

/** `a && (b || c)` with the list hanging from a here-document is `(a && b) || c` to the shell. */
export function listBehind(left: Step, kind: 'and' | 'or', right: Step): Step {
  const at = { start: left.at.start, end: right.at.end };
  if (right.kind !== 'and' && right.kind !== 'or') return { kind, at, left, right };
  return { ...right, at, left: listBehind(left, kind, right.left) };
}

function until(step: Step, at: Span): Span {
  return { start: step.at.start, end: at.end };
}
