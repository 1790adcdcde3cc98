/**
 * A service that later steps need must be ready when they come, which only its own start command waits for. So it
 * stays, and at the end of the script the service is stopped and its server started again, in the foreground.
 */
import type { Stranding } from '../../lifetime/endings.ts';
import type { Observation, ScriptSource } from '../../lifetime/machine.ts';
import type { Argument } from '../../programs/command.ts';
import type { Replacement } from '../../text/edit.ts';
import { hasOwnLines } from '../../text/excerpt.ts';
import { samePlace } from '../../text/place.ts';
import type { Proposal } from '../finding.ts';
import type { RuleInput } from '../rule.ts';
import { foregroundOf, shellWords } from './daemon.ts';
import type { Mask } from './mask.ts';
import { asEdits, behindAll, lineBreakOf } from './script-text.ts';

/** `server` is the command that takes the place of the shell. None for what is no service, or where PID 1 ends elsewhere too. */
export function proposeSecondStart(
  daemon: Observation,
  server: string,
  instead: Mask | undefined,
  { endings }: Pick<Stranding, 'endings'>,
  source: ScriptSource,
): readonly Proposal[] {
  const stop = stopText(daemon.argv);
  const foreground = foregroundOf(daemon);
  const elsewhere = endings.some(({ cause }) => cause !== 'end-of-script');
  if (stop === undefined || foreground === undefined || elsewhere) return [];
  const edits = asEdits(source, [atEnd(stop, server, instead, source)]);
  const title = { id: 'fix-second-start' as const, stop, command: shellWords(foreground) };
  return edits === undefined ? [] : [{ title, safety: 'risk-second-start', edits }];
}

function atEnd(
  stop: string,
  server: string,
  instead: Mask | undefined,
  { script, excerpt }: ScriptSource,
): Replacement {
  const inLines = hasOwnLines(excerpt);
  const lineBreak = lineBreakOf(script.text);
  const steps = `${stop}${inLines ? lineBreak : ' && '}${server}`;
  if (instead !== undefined) return { span: instead.at, text: instead.kept + steps };
  if (!inLines) return behindAll(script.steps, steps);
  const end = script.text.trimEnd().length;
  return { span: { start: end, end }, text: `${lineBreak}${lineBreak}${steps}` };
}

/** `service NAME stop` for what was started so. */
function stopText(argv: readonly Argument[]): string | undefined {
  const [program, ...words] = argv;
  const isService = /^(service|rc-service|(\/usr\/sbin\/service)|\/etc\/init\.d\/.+)$/.test(
    program?.value ?? '',
  );
  if (program === undefined || !isService || !/^(re)?start$/.test(words.at(-1)?.value ?? ''))
    return undefined;
  const named = [program, ...words.slice(0, -1)].map(({ source }) => source);
  return `${named.join(' ')} stop`;
}

/** True where the same server is started in another place too, so that it may run already. */
export function startsTwice(daemon: Observation, { lifetime }: RuleInput): boolean {
  const form = (seen: Observation): string => shellWords(foregroundOf(seen) ?? []);
  return lifetime.observations.some(
    seen => !samePlace(seen.at, daemon.at) && form(seen) === form(daemon),
  );
}
