/** What rules take for a server. */
import { type Ending, unclaimed } from '../lifetime/endings.ts';
import { commandText } from '../programs/command.ts';
import type { RuleInput } from './rule.ts';

/** True for `tail`, which shows what a server says, or with `--pid` stays as long as one, also behind a user's name. */
export function isWatcher(command: string): boolean {
  return /(^|[\s/])tail\s+-/.test(command);
}

/** True where PID 1 runs a server. A program that is only supposed to stay may be a task. */
export function isServing({
  kind,
  cause,
  behavior,
  command = '',
  confidence,
  assuming,
}: Ending): boolean {
  const supposed = assuming.some(({ does, presumed }) => does === 'stays' && !presumed);
  const serves = kind === 'runs' && cause === 'program' && behavior === 'serves';
  return serves && !supposed && !unclaimed(confidence) && !isWatcher(command);
}

/**
 * An application's file in the foreground of which neither name nor text tells that it serves: steps behind it say that
 * it returns.
 */
export function mayBeTask(command: string, { lifetime }: RuleInput): boolean {
  return lifetime.observations.some(
    ({ argv, behavior: { reason }, manner }) =>
      reason.id === 'reason-application' &&
      !reason.says &&
      manner !== 'background' &&
      commandText(argv) === command,
  );
}
