/** Holds what the kernel shows against the endings that are possible. */
import type { PossibleEnding } from '../../server/src/lifetime/endings.ts';
import type { ShellKind } from '../../server/src/shell/shells.ts';
import type { Observed } from './start.ts';
import { commandFor, STAYING, type StubCommand, type Stubs } from './stubs.ts';

/** What was seen, in the analysis's words. */
export interface Outcome {
  /** PID 1 is gone. */
  readonly ended: boolean;
  /** It, or what it left behind, would go on like this for ever, without a rest. */
  readonly busy: boolean;
  readonly status: number | undefined;
  /** The command that PID 1 has become; undefined while it is a shell. */
  readonly main: string | undefined;
  /** The commands alive, PID 1 among them. */
  readonly alive: readonly string[];
  /** Those of them that serve. */
  readonly serving: readonly string[];
  /** SIGTERM ended PID 1. */
  readonly stopped: boolean | undefined;
  readonly errors: string;
}

/** The programs that were there, as endings and jobs name them. */
export interface Programs {
  readonly commands: readonly Pick<StubCommand, 'text'>[];
}

export type Judgement = 'agrees' | 'unclaimed' | { readonly contradiction: string };

/** `left` is what was alive when PID 1 ended, from a start under a supervisor. */
export function outcomeOf(seen: Observed, left: Observed | undefined, stubs: Stubs): Outcome {
  const ended = seen.status !== undefined;
  const live = ((ended ? left : seen) ?? seen).alive.flatMap(({ pid, argv }) => {
    const command = commandFor(argv, stubs);
    if (command !== undefined && !STAYING.has(command.act)) return [];
    const text = command?.text ?? argv.join(' ');
    return [
      {
        pid,
        text,
        serves:
          command?.act === 'serve' || command?.act === 'daemonize' || command?.act === 'assume',
      },
    ];
  });
  return {
    ended,
    busy: seen.busy || left?.busy === true,
    status: seen.status,
    main: ended ? undefined : live.find(({ pid }) => pid === 1)?.text,
    alive: [...new Set(live.map(({ text }) => text))],
    serving: [...new Set(live.filter(({ serves }) => serves).map(({ text }) => text))],
    stopped: seen.stopped,
    errors: seen.errors,
  };
}

/** Compares ending by ending: one must be what was seen, and no other may be certain. */
export function judge(
  outcome: Outcome,
  possible: readonly PossibleEnding[],
  stubs: Programs,
  shell: ShellKind,
): Judgement {
  const reports = possible.map(candidate => ({
    candidate,
    differences: differencesFrom(candidate, outcome, stubs, shell),
  }));
  const agreeing = reports.filter(({ differences }) => differences.length === 0);
  const certain = reports.find(({ candidate }) => candidate.confidence === 'certain');
  if (certain !== undefined && certain.differences.length > 0) {
    if (
      agreeing.length === 0 ||
      !agreeing.some(({ candidate }) => candidate.confidence === 'certain')
    )
      return { contradiction: `certain: ${describe(certain)}` };
  }
  if (agreeing.length > 0) return 'agrees';
  if (possible.some(({ doubted }) => doubted)) return 'unclaimed';
  const expected =
    reports.length === 0 ? 'no ending is possible' : reports.map(describe).join(' | ');
  return { contradiction: `expected: ${expected}` };
}

interface Report {
  readonly candidate: PossibleEnding;
  readonly differences: readonly string[];
}

function describe({ candidate, differences }: Report): string {
  const { ending, confidence } = candidate;
  const jobs = candidate.jobs.map(({ job, certain }) => `${job.command}${certain ? '' : '?'}`);
  const what = ending.kind === 'runs' ? `runs \`${ending.command}\`` : `ends by ${ending.cause}`;
  const parts = [
    ending.exec ? 'exec' : '',
    confidence,
    jobs.length > 0 ? `jobs ${jobs.join(', ')}` : '',
  ];
  return `${what} (${parts.filter(part => part !== '').join('; ')}), but ${differences.join(', ')}`;
}

function differencesFrom(
  { ending, jobs }: PossibleEnding,
  outcome: Outcome,
  stubs: Programs,
  shell: ShellKind,
): readonly string[] {
  if ((ending.kind === 'ends') !== outcome.ended) {
    return [outcome.ended ? `it ended with ${outcome.status}` : 'it stays'];
  }
  const found: string[] = [];
  const programs = new Set(stubs.commands.map(({ text }) => text));
  const foreground =
    ending.cause === 'program' && ending.kind === 'runs' ? ending.command : undefined;
  const expected = jobs.filter(({ certain }) => certain).map(({ job }) => job.command);
  for (const command of [...expected, ...(foreground === undefined ? [] : [foreground])]) {
    if (programs.has(command) && !outcome.alive.includes(command))
      found.push(`\`${command}\` is not alive`);
  }
  const allowed = new Set([foreground, ...jobs.map(({ job }) => job.command)]);
  for (const command of outcome.alive) {
    // What a loop starts and kills comes and goes.
    if (!allowed.has(command) && !outcome.busy) found.push(`\`${command}\` is alive`);
  }
  // That a program succeeds which nobody knows is supposed.
  const isKnown = ending.status !== undefined && ending.confidence === 'certain';
  if (ending.kind === 'runs') {
    const main = ending.exec ? ending.command : undefined;
    // Whether a shell gives way to its last command is not known of every shell.
    if (main !== outcome.main && shell !== 'posix')
      found.push(`PID 1 is ${outcome.main ?? 'a shell'}`);
    const mustStop = ending.exec && ending.behavior === 'serves';
    if (mustStop && outcome.stopped === false) found.push('SIGTERM does not end it');
  } else if (isKnown && outcome.status !== ending.status) {
    found.push(`the status is ${outcome.status}, not ${ending.status}`);
  } else if (ending.cause === 'errexit' && outcome.status === 0) {
    found.push('the status is 0');
  }
  return found;
}

/** What was seen, in words. */
export function describeOutcome({ ended, status, main, alive, errors }: Outcome): string {
  const what = ended ? `ended with ${status}` : `PID 1 is ${main ?? 'a shell'}`;
  const said =
    errors.trim() === '' ? '' : `; it says: ${errors.trim().split('\n').slice(-3).join(' / ')}`;
  return `seen: ${what}, alive: ${alive.join(', ') || 'nothing'}${said}`;
}
