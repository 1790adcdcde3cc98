/** Programs that put themselves into the background, and the commands that stay in their place. */
import type { CommandForm } from '../../launch/command-form.ts';
import type { Observation, ScriptSource } from '../../lifetime/machine.ts';
import type { Job } from '../../lifetime/state.ts';
import type { ForegroundForm } from '../../programs/behavior.ts';
import { type Argument, commandText } from '../../programs/command.ts';
import { literalValue, type RunStep } from '../../shell/steps.ts';
import type { Edit } from '../../text/edit.ts';
import { placeIn } from '../../text/excerpt.ts';
import { contains, type Span, samePlace } from '../../text/place.ts';
import type { RuleInput } from '../rule.ts';
import { quoted } from './shell-text.ts';

/** What people start beside their server, and would not start a container for if there is another. */
const HELPER =
  /(^|[\s/])(crond?|anacron|atd|sshd|ssh(?= (re)?start)|r?syslogd?|syslog-ng|dbus(-daemon)?|fail2ban(-server)?|nscd|ntpd?|chronyd?)(\s|$)/;

/** True for what only helps another server, such as `sshd` and `cron`. */
export function isHelper(command: string): boolean {
  return HELPER.test(command);
}

/** The jobs without those that only help another; all of them where there is no other. */
export function mainJobs(jobs: readonly Job[]): readonly Job[] {
  const main = jobs.filter(({ daemon, command }) => !(daemon && HELPER.test(command)));
  return main.length > 0 ? main : jobs;
}

/** The command that was seen to put itself into the background as this job. */
export function daemonOf(job: Job, { lifetime }: RuleInput): Observation | undefined {
  const seen = lifetime.observations.filter(
    ({ behavior, argv }) => behavior.kind === 'daemonizes' && commandText(argv) === job.command,
  );
  const isThere = ({ at }: Observation): boolean =>
    at.path === job.at.path && contains(job.at.span, at.span);
  return seen.find(isThere) ?? seen[0];
}

/** The command that stays; undefined where none is known, or where nothing but a configuration file says so. */
export function foregroundOf(daemon: Observation | undefined): ForegroundForm | undefined {
  const form = daemon?.behavior.kind === 'daemonizes' ? daemon.behavior.foreground : undefined;
  const same =
    form?.length === daemon?.argv.length &&
    form?.every((word, index) => word === daemon?.argv[index]);
  return same ? undefined : form;
}

/** The command as a shell reads it: kept words as they are written. */
export function shellWords(form: ForegroundForm): string {
  return form.map(word => (typeof word === 'string' ? quoted(word) : word.source)).join(' ');
}

/** The text of a step that starts a daemon, without the wrappers that only detach it. */
export interface DaemonText {
  /** In place of the shell. */
  readonly exec: string;
  /** As a child in the background. */
  readonly background: string;
}

/** Undefined where the daemon's words are not those of the step, or a redirection stands between them. */
export function daemonText(
  step: RunStep,
  argv: readonly Argument[],
  form: ForegroundForm,
  source: ScriptSource,
): DaemonText | undefined {
  const words = wordsOf(step, argv, source);
  const first = step.words[0];
  if (words === undefined || first === undefined) return undefined;
  const { text } = source.script;
  const name = literalValue(first);
  const detached = name === 'nohup' || name === 'exec' || name === 'setsid';
  const from = (detached ? step.words[1] : first)?.at.start ?? words.start;
  const assignments = text.slice(step.at.start, first.at.start);
  const command =
    text.slice(from, words.start) + shellWords(form) + text.slice(words.end, step.at.end);
  return { exec: `${assignments}exec ${command}`, background: `${assignments}${command} &` };
}

/** Where the command's words stand in the step: its last ones, each for itself. */
function wordsOf(
  step: RunStep,
  argv: readonly Argument[],
  { excerpt }: ScriptSource,
): Span | undefined {
  const words = step.words.slice(-argv.length);
  const own = argv.every(({ at }, index) => {
    const word = words[index];
    return word !== undefined && samePlace(placeIn(excerpt, word.at), at);
  });
  const [first] = words;
  const last = words.at(-1);
  if (!own || first === undefined || last === undefined) return undefined;
  const span = { start: first.at.start, end: last.at.end };
  return step.redirects.some(({ at }) => contains(span, at)) ? undefined : span;
}

/** The daemon's words inside an exec form, replaced; undefined where they stand elsewhere. */
export function replaceInForm(
  forms: readonly (CommandForm | undefined)[],
  argv: readonly Argument[],
  foreground: ForegroundForm,
): readonly Edit[] | undefined {
  const [first] = argv;
  const last = argv.at(-1);
  const inside = forms.some(
    form =>
      form?.kind === 'exec' &&
      argv.every(({ at }) => form.argv.some(word => samePlace(word.at, at))),
  );
  if (!inside || first === undefined || last === undefined) return undefined;
  const words = foreground.map(word => (typeof word === 'string' ? word : (word.value ?? '')));
  return [
    {
      kind: 'replace',
      path: first.at.path,
      span: { start: first.at.span.start, end: last.at.span.end },
      text: words.map(word => JSON.stringify(word)).join(', '),
    },
  ];
}
