import { childSteps } from './child-steps.ts';
import { literalValue, type RunStep, type Script, type Step, type Word } from './steps.ts';

/** What a script does with the arguments that it is started with. */
export interface UsedParameters {
  /** Something in the script itself reads them; true also where that cannot be told. */
  readonly used: boolean;
  /** The scripts that it sources, which see the same arguments; undefined where the name is not known. */
  readonly sourced: readonly (string | undefined)[];
}

const NAMES = /^[@*#]$|^[1-9]\d*$|^BASH_ARGV/;

/** How a text refers to them that the shell reads a second time, or that is not told apart. */
const REFERENCE = /\$[@*#1-9]|\$\{[!#]?[@*#1-9]/;

/** Functions have arguments of their own: what stands in them says nothing about the script's. */
export function usedParameters({ text, steps, fixedTexts }: Script): UsedParameters {
  const search: Search = { text, sourced: [] };
  // Not `some`: every sourced script counts.
  const used = steps.map(step => inStep(step, search)).includes(true);
  const fixed = fixedTexts.some(({ start, end }) => REFERENCE.test(text.slice(start, end)));
  return { used: used || fixed, sourced: search.sourced };
}

interface Search {
  readonly text: string;
  readonly sourced: (string | undefined)[];
}

function inStep(step: Step, search: Search): boolean {
  switch (step.kind) {
    case 'function':
      return false;
    case 'opaque':
      return true;
    case 'run':
      return inRun(step, search);
    case 'arithmetic-for':
      if (inText(step, search)) return true;
      break;
    default:
      if (wordsOf(step).some(word => word === 'parameters' || inWord(word, search))) return true;
  }
  return childSteps(step)
    .map(child => inStep(child, search))
    .includes(true);
}

/** The words of a compound command itself. A `for` without any goes through the parameters. */
function wordsOf(step: Step): readonly (Word | 'parameters')[] {
  if (step.kind === 'case') return [step.subject];
  if (step.kind === 'for' || step.kind === 'select') return step.words ?? ['parameters'];
  if (step.kind !== 'redirected') return [];
  return step.redirects.flatMap(({ target }) => target ?? []);
}

function inRun(run: RunStep, search: Search): boolean {
  const [first, second] = run.words;
  const name = first === undefined ? '' : (literalValue(first) ?? '');
  if (name === '.' || name === 'source') {
    search.sourced.push(second === undefined ? undefined : literalValue(second));
  }
  if (/^(shift|getopts|eval)$/.test(name)) return true;
  if (name === 'trap') return inText(run, search);
  const values = run.assignments.flatMap(({ value, elements = [] }) => [value ?? [], elements]);
  const targets = run.redirects.flatMap(({ target }) => target ?? []);
  return [...run.words, ...values.flat(), ...targets].some(word => inWord(word, search));
}

function inWord({ parts }: Word, search: Search): boolean {
  return parts.some(part => {
    if (part.kind === 'literal' || part.kind === 'hole') return false;
    if (part.kind === 'command') return part.body.some(step => inStep(step, search));
    if (part.kind === 'other') return inText(part, search);
    return NAMES.test(part.name) || (part.operand !== undefined && inWord(part.operand, search));
  });
}

function inText({ at }: Pick<Step, 'at'>, { text }: Search): boolean {
  return REFERENCE.test(text.slice(at.start, at.end));
}
