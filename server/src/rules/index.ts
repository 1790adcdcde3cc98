import { missingExec } from './missing-exec.ts';
import type { Rule } from './rule.ts';
import { serverInBackground } from './server-in-background.ts';
import { slowStart } from './slow-start.ts';

/** Every rule, in the order in which they are asked. */
export const RULES: readonly Rule[] = [serverInBackground, slowStart, missingExec];
