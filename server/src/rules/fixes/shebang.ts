/** Which shell a script needs. */
import { lackOf } from '../../shell/dialects.ts';
import type { ShellKind } from '../../shell/shells.ts';
import type { Script } from '../../shell/steps.ts';

/** True where the script has something that the shell does not; of a shell that nobody knows, dash is the measure. */
export function lacksConstructs({ constructs }: Script, shell: ShellKind): boolean {
  const measure = shell === 'posix' ? 'dash' : shell;
  return [...constructs.values()]
    .flat()
    .some(({ construct }) => lackOf(construct, measure) !== undefined);
}
