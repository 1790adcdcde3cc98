import type { Explanation } from '../explain.ts';
import type { Assumption, Fact } from '../lifetime/facts.ts';
import type { Source } from '../programs/behavior.ts';
import type { EndingPoint } from '../rules/finding.ts';
import type { Catalog, Wording } from './catalog.ts';
import { enArguments } from './en-arguments.ts';
import { enCli } from './en-cli.ts';
import { enFixes } from './en-fixes.ts';
import { enSettings } from './en-settings.ts';
import { enStart } from './en-start.ts';
import { distinct, enList } from './lists.ts';

export const en: Catalog = {
  'server-in-background': ({ command, endings, assuming, redirect }, wording) => {
    const { code } = wording;
    const cure = redirect
      ? `${code('&>')} is no redirection for dash: it reads ${code('&')}, which starts the command in the background. Write ${code('> file 2>&1')}.`
      : `Run the server last, in the foreground, with ${code('exec')}.`;
    return `PID 1 ends while ${code(command)} is still in the background: ${enList(endings.map(ending => endingText(ending, wording)))}. The kernel then kills the server and the container stops. ${cure}${assumptions(assuming, wording)}`;
  },
  'daemonizing-server': ({ command, foreground, endings, assuming }, wording) => {
    const { code } = wording;
    const end =
      endings.length === 0
        ? 'it is PID 1, which thereby ends'
        : `PID 1 then ends ${enList(endings.map(ending => endingText(ending, wording)))}`;
    const cure =
      foreground === undefined
        ? `Run the server in the foreground${endings.length === 0 ? '' : ', last'}.`
        : `Run ${code(foreground)}${endings.length === 0 ? '' : ' last'}, which stays in the foreground.`;
    return `${code(command)} starts its server in the background and returns: ${end}, and the kernel kills the server. The container stops. ${cure}${assumptions(assuming, wording)}`;
  },
  'slow-start': ({ command, launchers }, wording) =>
    `${wording.code(command)} starts only when ${enList(launchers.map(wording.code))} ${launchers.length > 1 ? 'have' : 'has'} returned: until then requests are refused. Start the ${launchers.length > 1 ? 'launchers' : 'launcher'} with ${wording.code('nohup … &')} unless the server needs what ${launchers.length > 1 ? 'they prepare' : 'it prepares'}.`,
  'missing-exec': ({ command, init }, wording) =>
    init !== undefined
      ? `${wording.code(command)} runs as a child of the shell that ${wording.code(init)} started. ${wording.code(init)} passes SIGTERM to that shell alone, which dies of it at once: the container stops, and the server is killed before it can finish its work. Start it with ${wording.code('exec')}.`
      : `${wording.code(command)} runs as a child of the shell, which is PID 1 and does not pass SIGTERM on: stopping the container takes until the time limit, and then the server is killed. Start it with ${wording.code('exec')}.`,
  'unreachable-step': ({ server, blocker, exec, at }, wording) => {
    const what =
      server === undefined ? 'This is never executed' : `${wording.code(server)} is never started`;
    if (exec)
      return `${what}: ${wording.code(blocker)} (${wording.where(at)}) takes the place of the shell with ${wording.code('exec')}. Put what has to happen before it, or leave out the ${wording.code('exec')}.`;
    const cure =
      server === undefined
        ? `Put what has to happen before it; what is to be done at the end belongs in a ${wording.code('trap')}.`
        : `Put that one in the background with ${wording.code('&')}, or start it last.`;
    return `${what}: the shell waits for ${wording.code(blocker)} (${wording.where(at)}), which does not return. ${cure}`;
  },
  'masked-exit': ({ servers, assumed, mask, shell, children }, { code }) => {
    const cure =
      servers.length === 1
        ? `Run the server last, in the foreground, with ${code('exec')}.`
        : shell === 'bash' && children
          ? `End with ${code('wait -n')} and their process ids: the container then stops with the first of them.`
          : `Run the main one last, in the foreground, with ${code('exec')}${children ? `; to stop with the first of several takes bash and its ${code('wait -n')}` : ''}.`;
    const names = distinct(servers.map(code));
    const dying = assumed
      ? `what ${enList(names)} ${names.length > 1 ? 'have' : 'has'} started dies`
      : `${enList(names)} ${names.length > 1 ? 'die' : 'dies'}`;
    const guess = assumed
      ? ` This supposes that ${servers.length > 1 ? 'they leave' : 'it leaves'} a server in the background.`
      : '';
    return `The container stays up when ${dying}: ${code(mask)} keeps PID 1 alive, so nobody notices and nothing is restarted. ${cure}${guess}`;
  },
  'errexit-stops-start': ({ command }, { code }) =>
    `Under ${code('set -e')} the script ends here whenever ${code(command)} does not succeed, which is normal for it: the server is then not started, or is killed. Ask for its answer in an ${code('if')}, or add ${code('|| true')}.`,
  'shell-form': ({ command }, { code }) =>
    `The shell form starts a shell as PID 1, and ${code(command)} as its child: SIGTERM never reaches it, and stopping the container takes until the time limit. Use the exec form, or ${code('exec')}.`,
  'note-launch': () => 'The container is started here.',
  'note-job': ({ command }, { code }) => `${code(command)} goes into the background here.`,
  'note-daemon': ({ command }, { code }) =>
    `${code(command)} puts itself into the background here.`,
  'note-launcher': ({ command }, { code }) =>
    `The shell waits here until ${code(command)} returns.`,
  'note-blocker': ({ command }, { code }) => `${code(command)} does not return.`,
  'note-mask': ({ command }, { code }) => `${code(command)} keeps PID 1 alive.`,
  'note-server': ({ command }, { code }) => `${code(command)} starts here.`,
  'note-ends': (ending, wording) => `PID 1 ends here: ${causeText(ending, wording)}.`,
  'launch-exits': ({ commands, endings }, wording) =>
    `This container does not stay up: PID 1 ends while ${enList(commands.map(wording.code))} ${commands.length > 1 ? 'are' : 'is'} still in the background${endings.length > 0 ? ` (${enList(endings.map(ending => endingText(ending, wording)))})` : ''}.`,
  'status-verdict': ({ verdict }) => VERDICTS[verdict],
  'progress-dockerfiles': ({ done, total }) => `reading Dockerfiles: ${done} of ${total}`,
  'lens-start': ({ by, verdict, exits }, { where }) =>
    `Started by ${by}${verdict === 'unknown' ? '' : ` · ${LENSES[verdict]}${exits.length > 0 ? ` at ${enList(exits.map(where))}` : ''}`}`,
  'explain-launch': ({ verdict, command }, { code }) =>
    `**${VERDICTS[verdict]}** PID 1 starts as ${code(command)}.`,
  'explain-job': ({ job: { command, at }, killed }, { code, where }) =>
    `${code(command)} runs in the background (${where(at)})${killed ? ', and is killed when PID 1 ends' : ''}.`,
  'explain-ending': (explanation, wording) => explainEnding(explanation, wording),
  'explain-link': ({ at, script, how, depth }, { file, where }) =>
    `${'  '.repeat(depth)}- ${where(at)} ${how} ${file(script)}`,
  'explain-command': ({ command, behavior, manner }, { code }) =>
    `${code(command)} ${(manner === 'background' ? IN_BACKGROUND[behavior] : undefined) ?? BEHAVIORS[behavior]}${manner === 'background' ? ', here in the background' : ''}${manner === 'exec' ? ', here in place of the shell' : ''}.`,
  'reason-known': ({ program, source }, { code }) =>
    `Known of ${code(program)}: ${sourceText(source)}.`,
  'reason-application': ({ program, file, source }, { code }) =>
    `Presumed: ${code(program)} runs the application ${code(file)} (${sourceText(source)}), and applications serve.`,
  'reason-task': ({ program, file, source }, { code }) =>
    `Presumed: ${code(program)} runs ${code(file)} (${sourceText(source)}), whose text does its work and ends: it listens to nothing and waits for nothing.`,
  'reason-task-name': ({ program, file, source }, { code }) =>
    `Presumed: the name of ${code(file)}, which ${code(program)} runs (${sourceText(source)}), says that it does a task and returns.`,
  'reason-configuration': ({ program, file, text, at, source }, { code, where }) =>
    `${code(file)} says ${code(text)} (${where(at)}), and that decides for ${code(program)}: ${sourceText(source)}.`,
  'reason-launcher': ({ program, word }, { code }) =>
    `Presumed: ${code(program)} is not in the workspace, but the word ${code(word)} says that it starts something and returns.`,
  'reason-built': ({ program, at }, { code, where }) =>
    `The Dockerfile builds ${code(program)} (${where(at)}): it is taken for the application, and applications serve where nothing follows them.`,
  'reason-image': ({ program }, { code }) =>
    `The base image starts ${code(program)} when nothing else is said, and serves.`,
  'reason-taught': ({ program, at }, wording) =>
    `You say so of ${wording.code(program)} (${at === undefined ? 'in the settings' : wording.where(at)}).`,
  'reason-unknown': ({ program }, { code }) => `Nothing is known of ${code(program)}.`,
  'cli-verdict': ({ verdict }) => VERDICTS[verdict],
  'cli-fix': ({ title }) => `fix: ${title}`,
  ...enFixes,
  ...enStart,
  ...enArguments,
  ...enCli,
  ...enSettings,
};

const VERDICTS = {
  exits: 'The container stops while its server still runs.',
  stays: 'The container stays up.',
  completes: 'The container does its work and ends.',
  unknown: 'Whether the container stays up cannot be told.',
} as const;

const LENSES = {
  exits: 'PID 1 exits',
  stays: 'stays up',
  completes: 'does its work and ends',
} as const;

const BEHAVIORS = {
  serves: 'stays in the foreground and serves',
  idles: 'stays in the foreground without serving',
  finishes: 'does its work and returns',
  daemonizes: 'forks itself into the background and returns',
  wraps: 'runs the command in its arguments',
  interprets: 'runs a script',
  unknown: 'may stay or return',
} as const;

/** In other words where “in the foreground” would be wrong. */
const IN_BACKGROUND: Partial<Record<keyof typeof BEHAVIORS, string>> = {
  serves: 'serves and does not end',
  idles: 'does not end, and serves nothing',
};

function endingText(ending: EndingPoint, wording: Wording): string {
  return `${causeName(ending.cause, wording)} (${wording.where(ending.at)})${conditions(ending.when, wording)}`;
}

function causeText(ending: EndingPoint, wording: Wording): string {
  return `${causeName(ending.cause, wording)}${conditions(ending.when, wording)}`;
}

function causeName(cause: EndingPoint['cause'], { code }: Wording): string {
  if (cause === 'exit') return `at ${code('exit')}`;
  if (cause === 'exec') return `at the end of what ${code('exec')} runs`;
  if (cause === 'init') return 'when the command ends that PID 1 runs';
  if (cause === 'nounset') return `where a variable is not set under ${code('set -u')}`;
  if (cause === 'fatal') return 'at an error that ends the shell';
  if (cause === 'errexit') return `where a command fails under ${code('set -e')}`;
  return 'at the end of the script';
}

function conditions(facts: readonly Fact[], wording: Wording): string {
  return facts.length === 0 ? '' : ` when ${enList(facts.map(fact => factText(fact, wording)))}`;
}

/** A fact as a clause: `A is empty`. */
export function factText(fact: Fact, { code }: Pick<Wording, 'code'>): string {
  if (fact.kind === 'test') return `${code(fact.text)} ${fact.holds ? 'holds' : 'does not hold'}`;
  if (fact.kind === 'set') return `${fact.name} is ${fact.holds ? '' : 'not '}set`;
  const { kind, values } = fact.values;
  const negation = kind === 'among' ? '' : 'not ';
  if (values.length === 1 && values[0] === '') return `${fact.name} is ${negation}empty`;
  const shown = values.map(value => (value === '' ? 'empty' : code(value)));
  return `${fact.name} is ${negation}${shown.join(kind === 'among' ? ' or ' : ' nor ')}`;
}

/** An assumption as a clause: `foo returns`. */
export function assumptionText({ command, does }: Assumption): string {
  return `${command} ${does === 'returns' ? 'returns' : 'stays in the foreground'}`;
}

function assumptions(assuming: readonly Assumption[], { code }: Wording): string {
  const named = assuming.filter(({ presumed }) => !presumed);
  if (named.length === 0) return '';
  const clauses = named.map(({ command, does }) =>
    assumptionText({ command: code(command), does, presumed: false }),
  );
  return ` This supposes that ${enList(clauses)}.`;
}

function explainEnding(
  { ending, killed }: Extract<Explanation, { id: 'explain-ending' }>,
  wording: Wording,
): string {
  const where = wording.where(ending.at);
  const when = conditions(ending.when, wording);
  const supposing = assumptions(ending.assuming, wording);
  if (ending.kind === 'runs') {
    const who = ending.exec ? ' as PID 1' : '';
    return `It runs ${wording.code(ending.command ?? '')}${who} (${where})${when}.${supposing}`;
  }
  const names = distinct(killed.map(({ command }) => wording.code(command)));
  const consequence =
    names.length > 0 ? `; ${enList(names)} ${names.length > 1 ? 'are' : 'is'} killed` : '';
  return `PID 1 ends ${causeName(ending.cause, wording)} (${where})${when}${consequence}.${supposing}`;
}

function sourceText(source: Source): string {
  switch (source.kind) {
    case 'manual':
      return `read in its manual page, ${source.page}`;
    case 'document':
      return `read at ${source.url}`;
    case 'run':
      return `run and observed (${source.version})`;
  }
}
