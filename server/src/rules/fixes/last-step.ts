import { literalValue, type Script, type Step } from '../../shell/steps.ts';
import { type Located, runsIn } from './script-text.ts';

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

/** A function that only the script's last step calls. */
function isCalledLast(step: Step, { steps }: Script): boolean {
  if (step.kind !== 'function') return false;
  const calls = runsIn(steps).filter(
    ({ words: [first] }) => first && literalValue(first) === step.name,
  );
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
