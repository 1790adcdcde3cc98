import type { Script, Step } from '../../shell/steps.ts';
import { callsOf, type Located } from './script-text.ts';

/** True when nothing follows that `exec` would lose: each step around it ends with it. */
export function runsLast({ step, ancestors }: Located, script: Script): boolean {
  const chain = [...ancestors, step];
  return endsIn(script.steps, chain, script);
}

function endsIn(
  steps: readonly (Step | undefined)[],
  chain: readonly Step[],
  script: Script,
): boolean {
  const [outer, ...inner] = chain;
  if (outer === undefined) return true;
  const isLast = steps.at(-1) === outer || isCalledLast(outer, script);
  return (
    isLast && (inner.length === 0 || lastSteps(outer).some(last => endsIn([last], inner, script)))
  );
}

/** Steps of which none but the last has anything behind it, and where they end. */
export interface Block {
  readonly steps: readonly Step[];
  /** Behind the last of them and the comments there. */
  readonly end: number;
}

/** The script itself, and the functions that only its last step calls. */
export function lastBlocks(script: Script): readonly Block[] {
  const { text, steps } = script;
  const called = steps.flatMap((step): readonly Block[] => {
    if (step.kind !== 'function' || step.body.kind !== 'group' || !isCalledLast(step, script))
      return [];
    const { body, at } = step.body;
    return [{ steps: body.steps, end: text.slice(0, at.end - 1).trimEnd().length }];
  });
  return [{ steps, end: text.trimEnd().length }, ...called];
}

/** A function that only the script's last step calls. */
function isCalledLast(step: Step, { steps }: Script): boolean {
  if (step.kind !== 'function') return false;
  const calls = callsOf(step.name, steps);
  return calls.length === 1 && calls[0] === steps.at(-1);
}

/** The steps after which nothing of this one is left to do. */
function lastSteps(step: Step): readonly (Step | undefined)[] {
  switch (step.kind) {
    case 'if':
      return [...step.branches.map(({ body }) => body), step.otherwise].map(block =>
        block?.steps.at(-1),
      );
    case 'case':
      return step.clauses.map(({ body }) => body.steps.at(-1));
    case 'group':
      return [step.body.steps.at(-1)];
    case 'function':
      return [step.body];
    case 'redirected':
      return [step.step];
    case 'and':
    case 'or':
      return [step.right];
    default:
      return [];
  }
}
