/** Starts one command as PID 1 of a container and watches until nothing runs any more. */
import {
  closeSync,
  constants,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Started } from './forker.ts';
import { childOf, commandLine, type Look, lookAt, PROCESSES_LIMIT, usedBy } from './processes.ts';
import { AS_PID_1, LAUNCHER } from './sandbox.ts';
import type { Worker } from './worker.ts';

export interface StartRequest {
  readonly argv: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  readonly workdir: string;
  /** What stubs answer that may do the one or the other: words `KEY=yes|no|later`. */
  readonly answers: string;
  /** Run below a PID 1 that stays, so that what the command leaves behind can be seen. */
  readonly supervised: boolean;
  /** Ask PID 1 to stop when all is quiet. */
  readonly terminate: boolean;
  /** Look longer, by this factor, before it is said to go on for ever. */
  readonly patience: number;
}

/** A stub that was alive when all was quiet: its path and arguments. */
export interface LiveStub {
  readonly pid: number;
  readonly argv: readonly string[];
}

export interface Observed {
  /** PID 1 (below a supervisor: the command) has ended, with this status. */
  readonly status: number | undefined;
  readonly alive: readonly LiveStub[];
  /** It would go on like this for ever: it runs, or sleeps and wakes. */
  readonly busy: boolean;
  /** Keys of the stubs that have started, in order. */
  readonly started: readonly string[];
  readonly terminated: readonly string[];
  /** SIGTERM from outside ended PID 1; undefined where it was not sent. */
  readonly stopped: boolean | undefined;
  readonly errors: string;
}

/**
 * What has slept this often, or has used this much (marks in bytes), goes on for ever. Processor time
 * counts while no process comes or goes: a busy machine makes each of them slow.
 */
const WAKES_LIMIT = 12;
const MARKS_LIMIT = 200;
const SECONDS_LIMIT = 0.15;
const ALL_SECONDS_LIMIT = 2;
const STARTED_LIMIT = 150;
/** Between two looks, in milliseconds: to look often costs more than to wait. */
const LONGEST_PAUSE = 11;
/** What goes on is not looked for at first. */
const LOOKS_UNTIL_COUNTED = 4;
/** No start takes this long; it is there to end a test of the oracle that does not end. */
const PATIENCE = 120_000;

const STUB = '/.oracle/busybox-stub';
const ERRORS = '/.oracle/errors';
const SUPERVISOR = '/.oracle/init';

export async function start(worker: Worker, request: StartRequest): Promise<Observed> {
  const container = await launch(worker, request);
  try {
    const busy = await settle(container);
    const alive = container.ended ? [] : liveStubs(container);
    let stopped: boolean | undefined;
    if (request.terminate && !busy && !container.ended) {
      container.signal('SIGTERM');
      await settle(container);
      stopped = container.ended;
    }
    const marks = readMarks(container.root);
    const below = marks.find(([kind]) => kind === 'e')?.[1];
    return {
      status: request.supervised ? numberOr(below) : stopped ? undefined : container.status,
      alive,
      busy,
      started: marks.flatMap(([kind, key = '']) => (kind === 's' ? [key] : [])),
      terminated: marks.flatMap(([kind, key = '']) => (kind === 't' ? [key] : [])),
      stopped,
      errors: readFileSync(`${worker.root}${ERRORS}`, 'utf8'),
    };
  } finally {
    await container.kill();
  }
}

interface Clock {
  now: number;
  readonly sleepers: Map<number, number>;
  wakes: number;
  /** Since when no process has come or gone, in processor time. */
  unchanged: { readonly pids: string; readonly since: number };
}

interface Container {
  readonly patience: number;
  readonly root: string;
  readonly proc: string;
  readonly ended: boolean;
  readonly status: number | undefined;
  readonly clock: Clock;
  signal(name: NodeJS.Signals): void;
  kill(): Promise<void>;
}

async function launch({ root, forker }: Worker, request: StartRequest): Promise<Container> {
  writeFileSync(`${root}/.oracle/marks`, '');
  writeFileSync(`${root}/.oracle/answers`, `${request.answers}\n`);
  const above = [...AS_PID_1, ...(request.supervised ? [SUPERVISOR] : [])];
  const started = await forker.start({
    argv: [...above, ...request.argv],
    environment: new Map([['PATH', CONTAINER_PATH], ...request.environment]),
    workdir: request.workdir,
    errors: ERRORS,
  });
  return {
    patience: request.patience,
    root,
    proc: `/proc/${started.pid}/root/proc`,
    clock: { now: 0, sleepers: new Map(), wakes: 0, unchanged: { pids: '', since: 0 } },
    get ended() {
      return started.status !== undefined;
    },
    get status() {
      return started.status;
    },
    signal: name => signalFirst(started, name),
    async kill() {
      if (started.status === undefined) signalFirst(started, 'SIGKILL');
      await started.ended;
    },
  };
}

const CONTAINER_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What makes PID 1 has it as its child, until it has ended. */
function signalFirst({ pid }: Started, name: NodeJS.Signals): void {
  const first = pid && childOf(pid, 'of its parent');
  if (!first) return;
  try {
    process.kill(first, name);
  } catch {
    // It has ended meanwhile.
  }
}

/** Waits until nothing runs any more, waking sleepers in the order of their times. True: it would never end. */
async function settle(container: Container): Promise<boolean> {
  const { proc, clock } = container;
  const wakes = WAKES_LIMIT * container.patience;
  const began = performance.now();
  for (let looks = 1; ; looks += 1) {
    await delay(Math.min(1 + 2 * looks, LONGEST_PAUSE));
    if (container.ended) return false;
    const look = lookAt(proc);
    const isQuiet = look?.quiet !== undefined && lookAt(proc)?.quiet === look.quiet;
    if (look !== undefined && isQuiet && isRunning(container)) {
      if (container.ended || !wakeNext(container, look)) return false;
      clock.wakes += 1;
      if (clock.wakes > wakes) return true;
      looks = 0;
    } else if (look && looks % LOOKS_UNTIL_COUNTED === 0 && goesOn(container, look)) {
      // What goes on may be in the background, and time passes meanwhile.
      if (clock.wakes >= wakes || !wakeNext(container, look)) return true;
      clock.wakes += 1;
      clock.unchanged = { pids: '', since: 0 };
    }
    if (performance.now() - began > PATIENCE) throw new Error('the container does not settle');
  }
}

/**
 * Before that process 1 is still what makes the namespaces. Behind it, it has no command line any more: it
 * waits for the others to be gone, and looks quiet.
 */
function isRunning({ proc }: Container): boolean {
  const [program, , script] = commandLine(proc, 1);
  return program !== undefined && (program !== LAUNCHER || script === SUPERVISOR);
}

function goesOn({ root, proc, clock, patience }: Container, look: Look): boolean {
  const allowed = patience + clock.wakes;
  const used = usedBy(proc, look.pids);
  const pids = look.pids.join();
  if (pids !== clock.unchanged.pids) clock.unchanged = { pids, since: used };
  return (
    look.pids.length > PROCESSES_LIMIT ||
    Math.max(...look.pids) > STARTED_LIMIT * allowed ||
    statSync(`${root}/.oracle/marks`).size > MARKS_LIMIT * allowed ||
    used - clock.unchanged.since > SECONDS_LIMIT ||
    used > ALL_SECONDS_LIMIT * allowed
  );
}

/** Time passes only here, so that what sleeps shorter wakes earlier, however slow the machine is. */
function wakeNext({ root, clock }: Container, { pids }: Look): boolean {
  for (const [kind, pid, seconds] of readMarks(root)) {
    if (kind === 'z' && !clock.sleepers.has(Number(pid))) {
      clock.sleepers.set(Number(pid), clock.now + numberOr(seconds, 1));
    }
  }
  const [next] = [...clock.sleepers]
    .filter(([pid, until]) => until < Number.POSITIVE_INFINITY && pids.includes(pid))
    .sort(([, a], [, b]) => a - b);
  if (next === undefined) return false;
  const [pid, until] = next;
  clock.now = until;
  clock.sleepers.set(pid, Number.POSITIVE_INFINITY);
  try {
    const fifo = openSync(`${root}/.oracle/wake/${pid}`, constants.O_WRONLY | constants.O_NONBLOCK);
    writeSync(fifo, '\n');
    closeSync(fifo);
  } catch {
    // It has ended meanwhile: nobody reads there.
  }
  return true;
}

function liveStubs({ proc }: Container): readonly LiveStub[] {
  const pids = lookAt(proc)?.pids ?? [];
  return pids.flatMap(pid => {
    const [program, shell, path, ...args] = commandLine(proc, pid);
    const isStub = program === STUB && shell === 'ash' && path !== undefined;
    return isStub && path !== SUPERVISOR ? [{ pid, argv: [path, ...args] }] : [];
  });
}

function readMarks(root: string): readonly (readonly string[])[] {
  return readFileSync(`${root}/.oracle/marks`, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => line.split(' '));
}

function numberOr(text: string | undefined, fallback?: number): number;
function numberOr(text: string | undefined): number | undefined;
function numberOr(text: string | undefined, fallback?: number): number | undefined {
  const value = Number.parseFloat(text ?? '');
  return Number.isNaN(value) ? fallback : value;
}
