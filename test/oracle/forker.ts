/**
 * A small shell that starts programs on command. Were they started from here, each start would copy
 * the page tables of this whole process, which costs more than the namespaces do.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { childOf } from './processes.ts';

export interface Command {
  readonly argv: readonly string[];
  /** All of it: nothing is inherited. */
  readonly environment: ReadonlyMap<string, string>;
  readonly workdir: string;
  /** The file, as the shell sees it, that gets what the command says on standard error. */
  readonly errors: string;
}

export interface Started {
  /** Undefined where it was over before anybody looked. */
  readonly pid: number | undefined;
  /** How it ended, as a shell says it: 128 and the number for a signal. Undefined while it runs. */
  readonly status: number | undefined;
  readonly ended: Promise<number>;
}

/** Starts one program at a time: the next one only when the last has ended. */
export interface Forker {
  start(command: Command): Promise<Started>;
  close(): void;
}

/**
 * `shell` is a command line whose child is a POSIX shell that runs what stands on its input: process 1 of a
 * namespace, with which all ends that it has started.
 */
export function createForker(shell: readonly string[]): Forker {
  const [program = '', ...args] = shell;
  // The root's own is a file where devices may not be made.
  const nothing = openSync('/dev/null', 'r+');
  const child = spawn(program, args, { env: {}, stdio: ['pipe', 'pipe', 'inherit', nothing] });
  closeSync(nothing);
  const { stdin, stdout } = child as ChildProcessByStdio<Writable, Readable, null>;
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const { value } = await lines.next();
    if (value === undefined) throw new Error('the shell that starts the containers has ended');
    return value;
  };
  const shellStarted = async (): Promise<number> => {
    stdin.write('echo started\n');
    await nextLine();
    const pid = child.pid && childOf(child.pid, 'new');
    if (!pid) throw new Error('the shell that starts the containers is gone');
    // A script that starts programs without end must not keep the one who watches it from stopping it.
    setPriority(pid, constants.priority.PRIORITY_LOW);
    return pid;
  };
  let shellPid: Promise<number> | undefined;
  return {
    async start(command) {
      shellPid ??= shellStarted();
      const parent = await shellPid;
      stdin.write(`${asText(command)} &\necho started\nwait $! 2>&-\necho $?\n`);
      await nextLine();
      let status: number | undefined;
      const ended = nextLine().then(line => {
        status = Number(line);
        return status;
      });
      return {
        pid: childOf(parent, 'new'),
        ended,
        get status() {
          return status;
        },
      };
    },
    close: () => stdin.end(),
  };
}

function asText({ argv, environment, workdir, errors }: Command): string {
  const set = [...environment].map(([name, value]) => `${name}=${value}`);
  const words = ['env', '-i', ...set, ...argv].map(quoted).join(' ');
  return `(cd ${quoted(workdir)} && exec ${words}) <&3 >&3 2>${quoted(errors)} 3>&-`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
