import { commandText } from '../programs/command.ts';
import type { RuleInput } from './rule.ts';

/** An application's file in the foreground of which neither name nor text tells that it serves: steps behind it say that it returns. */
export function mayBeTask(command: string, { lifetime }: RuleInput): boolean {
  return lifetime.observations.some(
    ({ argv, behavior: { reason }, manner }) =>
      reason.id === 'reason-application' &&
      !reason.says &&
      manner !== 'background' &&
      commandText(argv) === command,
  );
}
