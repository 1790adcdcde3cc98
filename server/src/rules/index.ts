import { errexitStopsStart } from './errexit-stops-start.ts';
import { maskedExit } from './masked-exit.ts';
import { missingExec } from './missing-exec.ts';
import type { Rule } from './rule.ts';
import { serverInBackground } from './server-in-background.ts';
import { shellForm } from './shell-form.ts';
import { slowStart } from './slow-start.ts';
import { unreachableStep } from './unreachable-step.ts';

/** Every rule, in the order in which they are asked. */
export const RULES: readonly Rule[] = [
  serverInBackground,
  unreachableStep,
  maskedExit,
  errexitStopsStart,
  slowStart,
  missingExec,
  shellForm,
];
