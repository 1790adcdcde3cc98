import type { Step } from './steps.ts';

/** The steps directly inside a step, in order; those of command substitutions are not among them. */
export function childSteps(step: Step): readonly Step[] {
  switch (step.kind) {
    case 'run':
    case 'opaque':
      return [];
    case 'and':
    case 'or':
      return [step.left, step.right];
    case 'not':
    case 'time':
    case 'background':
    case 'redirected':
      return [step.step];
    case 'pipeline':
      return step.parts;
    case 'if':
      return [
        ...step.branches.flatMap(({ condition, body }) => [...condition, ...body.steps]),
        ...(step.otherwise?.steps ?? []),
      ];
    case 'case':
      return step.clauses.flatMap(({ body }) => body.steps);
    case 'while':
    case 'until':
    case 'arithmetic-for':
      return [...step.condition, ...step.body.steps];
    case 'for':
    case 'select':
    case 'group':
    case 'subshell':
      return step.body.steps;
    case 'function':
      return [step.body];
  }
}
