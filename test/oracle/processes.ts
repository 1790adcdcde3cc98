/** Looks at the processes of a namespace through its own `/proc`, without touching them. */
import { readdirSync, readFileSync } from 'node:fs';

/** One look at all processes. */
export interface Look {
  readonly pids: readonly number[];
  /** Nothing is running or about to. Proven only by a second look with the same `key`. */
  readonly quiet: boolean;
  /** Changes whenever one of the processes has run. */
  readonly key: string;
}

/** Undefined while there is no process 1, or no longer. */
export function lookAt(proc: string): Look | undefined {
  const pids = pidsIn(proc);
  if (!pids.includes(1)) return undefined;
  const states = pids.map(pid => {
    const status = readText(`${proc}/${pid}/status`);
    const state = /^State:\t(.)/m.exec(status)?.[1] ?? 'X';
    const switches = [...status.matchAll(/_ctxt_switches:\t(\d+)/g)].map(([, count]) => count);
    return { pid, state, switches };
  });
  return {
    pids,
    quiet: states.every(({ pid, state }) => state === 'S' || (state === 'Z' && pid !== 1)),
    key: states.map(({ pid, state, switches }) => [pid, state, ...switches].join(' ')).join(),
  };
}

/** The words that a process was started with; empty for one that is gone, or a zombie. */
export function commandLine(proc: string, pid: number): readonly string[] {
  return readText(`${proc}/${pid}/cmdline`).split('\0').slice(0, -1);
}

/** The processor time that the processes have used, in seconds. */
export function timeUsed(proc: string, { pids }: Look): number {
  const ticks = pids.map(pid => {
    const stat = readText(`${proc}/${pid}/stat`);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  });
  return ticks.reduce((all, count) => all + count, 0) / 100;
}

/** A process's child, by the ids of this namespace: it is usually the next one. */
export function childOf(parent: number): number | undefined {
  const isChild = (pid: number): boolean => {
    const stat = readText(`/proc/${pid}/stat`);
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
  };
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
