/**
 * A service that later steps need must be ready when they come, which only its own start command waits for. So it
 * stays, and at the end of the script the service is stopped and its server started again, in the foreground.
 */
import type { Stranding } from '../../lifetime/endings.ts';
import type { Observation, ScriptSource } from '../../lifetime/machine.ts';
import type { Argument } from '../../programs/command.ts';
import type { Proposal } from '../finding.ts';
import type { RuleInput } from '../rule.ts';
import { foregroundOf, shellWords } from './daemon.ts';
import type { Mask } from './mask.ts';
import { asEdits, lineBreakOf } from './script-text.ts';

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
  const { text } = source.script;
  const lineBreak = lineBreakOf(text);
  const end = text.trimEnd().length;
  const steps = `${stop}${lineBreak}${server}`;
  const replacement =
    instead === undefined
      ? { span: { start: end, end }, text: `${lineBreak}${lineBreak}${steps}` }
      : { span: instead.at, text: instead.kept + steps };
  const edits = asEdits(source, [replacement]);
  const title = { id: 'fix-second-start' as const, stop, command: shellWords(foreground) };
  return edits === undefined ? [] : [{ title, safety: 'risk-second-start', edits }];
}

/** `service NAME stop` for what was started so. */
function stopText(argv: readonly Argument[]): string | undefined {
  const [program, ...words] = argv;
  const isService = /^(service|rc-service|(\/usr\/sbin\/service)|\/etc\/init\.d\/.+)$/.test(
    program?.value ?? '',
  );
  if (program === undefined || !isService || !/^(re)?start$/.test(words.at(-1)?.value ?? ''))
    return undefined;
  return [program, ...words.slice(0, -1)]
    .map(({ source }) => source)
    .join(' ')
    .concat(' stop');
}

/** True where the same server is started in another place too, so that it may run already. */
export function startsTwice(daemon: Observation, { lifetime }: RuleInput): boolean {
  const form = (seen: Observation): string => shellWords(foregroundOf(seen) ?? []);
  return lifetime.observations.some(
    seen => seen.at.span.start !== daemon.at.span.start && form(seen) === form(daemon),
  );
}
