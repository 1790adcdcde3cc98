/** Looks at the processes of a namespace through its own `/proc`, without touching them. */
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';

/** No startup script has so many processes at once. */
export const PROCESSES_LIMIT = 60;

/** One look at all processes. */
export interface Look {
  readonly pids: readonly number[];
  /**
   * Undefined while something is running or about to. That nothing is, is proven only by a second look
   * that gives the same: it changes whenever one of the processes has run.
   */
  readonly quiet: string | undefined;
}

/** Undefined while there is no process 1, or no longer. */
export function lookAt(proc: string): Look | undefined {
  const pids = pidsIn(proc);
  if (!pids.includes(1)) return undefined;
  // Whoever starts so many goes on starting them: to look at each would take too long.
  if (pids.length > PROCESSES_LIMIT) return { pids, quiet: undefined };
  const rests: string[] = [];
  // Who runs is most likely the one that was started last.
  for (const pid of [...pids].reverse()) {
    const rest = restOf(`${proc}/${pid}/status`, pid);
    if (rest === undefined) return { pids, quiet: undefined };
    rests.push(rest);
  }
  return { pids, quiet: rests.join() };
}

/** The processor time that processes have used, their children's with it, in seconds. */
export function usedBy(proc: string, pids: readonly number[]): number {
  return pids.reduce((all, pid) => all + statOf(`${proc}/${pid}/stat`).ticks, 0) / 100;
}

interface Stat {
  readonly parent: number;
  readonly ticks: number;
}

/** The time of a process that is gone is its parent's. */
function statOf(path: string): Stat {
  const text = readText(path);
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const number = (index: number): number => Number(fields[index] ?? 0);
  return { parent: number(1), ticks: number(11) + number(12) + number(13) + number(14) };
}

/** How often a process that sleeps has been given the processor; undefined for one that does not sleep. */
function restOf(path: string, pid: number): string | undefined {
  const status = readText(path);
  const state = status.charAt(status.indexOf('\nState:') + '\nState:\t'.length);
  if (state !== 'S' && (state !== 'Z' || pid === 1)) return undefined;
  return `${pid} ${status.slice(status.indexOf('\nvoluntary_ctxt_switches'))}`;
}

/** The words that a process was started with; empty for one that is gone, or a zombie. */
export function commandLine(proc: string, pid: number): readonly string[] {
  return readText(`${proc}/${pid}/cmdline`).split('\0').slice(0, -1);
}

/**
 * A process's first child, by the ids of this namespace. Its age says where to look first: a new one has one of
 * the ids that were given out last, one that its parent started at once has an id just above its parent's.
 */
export function childOf(parent: number, age: 'new' | 'of its parent'): number | undefined {
  const first = Number.parseInt(readText(`/proc/${parent}/task/${parent}/children`), 10);
  if (!Number.isNaN(first)) return first;
  // Not every kernel lists children. To ask all processes takes long, but ids are given out in order.
  const pids = pidsIn('/proc').sort((a, b) => a - b);
  const nearest = age === 'new' ? newestPid() : parent;
  const [below, above] = [pids.filter(pid => pid <= nearest), pids.filter(pid => pid > nearest)];
  const sorted = age === 'new' ? [...below.reverse(), ...above.reverse()] : [...above, ...below];
  return sorted.find(pid => statOf(`/proc/${pid}/stat`).parent === parent);
}

/** See proc_loadavg(5). */
function newestPid(): number {
  return Number(readText('/proc/loadavg').trim().split(' ').at(-1));
}

function pidsIn(proc: string): number[] {
  try {
    return readdirSync(proc)
      .map(Number)
      .filter(pid => pid > 0);
  } catch {
    return [];
  }
}

/** Files of `/proc` are shorter than this, or what follows is not asked for. */
const buffer = Buffer.alloc(65_536);

/** Empty for a file that is not there. A third of `readFileSync`'s time goes into what `/proc` does not need. */
function readText(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, 0));
  } catch {
    return '';
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
