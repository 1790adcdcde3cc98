/** Looks at the processes of a namespace through its own `/proc`, without touching them. */
import { readdirSync, readFileSync } from 'node:fs';

/** No startup script has so many processes at once. */
export const PROCESSES_LIMIT = 60;

/** One look at all processes. */
export interface Look {
  readonly pids: readonly number[];
  /** Nothing is running or about to. Proven only by a second look with the same `key`. */
  readonly quiet: boolean;
  /** The processor time that the processes have used, in seconds. */
  readonly used: number;
  /** What changes whenever one of the processes has run; told only where all is quiet. */
  readonly key: string;
}

/** Undefined while there is no process 1, or no longer. */
export function lookAt(proc: string): Look | undefined {
  const pids = pidsIn(proc);
  if (!pids.includes(1)) return undefined;
  // Whoever starts so many goes on starting them: to look at each would take too long.
  if (pids.length > PROCESSES_LIMIT) return { pids, quiet: false, used: 0, key: '' };
  const stats = pids.map(pid => statOf(`${proc}/${pid}/stat`));
  const quiet = stats.every(
    ({ state }, index) => state === 'S' || (state === 'Z' && pids[index] !== 1),
  );
  const used = stats.reduce((all, { ticks }) => all + ticks, 0) / 100;
  const key = quiet ? pids.map(pid => `${pid} ${timesRun(`${proc}/${pid}/status`)}`).join() : '';
  return { pids, quiet, used, key };
}

interface Stat {
  readonly state: string;
  readonly parent: number;
  readonly ticks: number;
}

/** A process that is gone has the state X; its time is its parent's then. */
function statOf(path: string): Stat {
  const text = readText(path);
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const number = (index: number): number => Number(fields[index] ?? 0);
  return {
    state: fields[0] || 'X',
    parent: number(1),
    ticks: number(11) + number(12) + number(13) + number(14),
  };
}

/** How often the process has been given the processor. */
function timesRun(path: string): string {
  const status = readText(path);
  return status.slice(status.indexOf('\nvoluntary_ctxt_switches'));
}

/** The words that a process was started with; empty for one that is gone, or a zombie. */
export function commandLine(proc: string, pid: number): readonly string[] {
  return readText(`${proc}/${pid}/cmdline`).split('\0').slice(0, -1);
}

/** A process's child, by the ids of this namespace: it is usually the next one. */
export function childOf(parent: number): number | undefined {
  const isChild = (pid: number): boolean => statOf(`/proc/${pid}/stat`).parent === parent;
  const near = Array.from({ length: 8 }, (_, index) => parent + 1 + index);
  return near.find(isChild) ?? pidsIn('/proc').find(isChild);
}

function pidsIn(proc: string): readonly number[] {
  try {
    return readdirSync(proc)
      .map(Number)
      .filter(pid => pid > 0);
  } catch {
    return [];
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
