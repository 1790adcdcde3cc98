/**
 * A small shell that starts programs on command. Were they started from here, each start would copy
 * the page tables of this whole process, which costs more than the namespaces do.
 */
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { childOf } from './processes.ts';

export interface Command {
  readonly argv: readonly string[];
  /** All of it: nothing is inherited. */
  readonly environment: ReadonlyMap<string, string>;
  /** The file that gets what it says on standard error. */
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
 * `shell` is a command line whose child is a POSIX shell that runs what stands on its input: process 1
 * of a namespace, with which all ends that it has started.
 */
export function createForker(shell: readonly string[]): Forker {
  const [program = '', ...args] = shell;
  const child = spawn(program, args, { env: {}, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const { value } = await lines.next();
    if (value === undefined) throw new Error('the shell that starts the containers has ended');
    return value;
  };
  const first = async (): Promise<number> => {
    child.stdin.write('echo ready\n');
    await nextLine();
    const pid = child.pid && childOf(child.pid);
    if (pid === undefined) throw new Error('the shell that starts the containers is gone');
    // A script that starts programs without end must not keep the one who watches it from stopping it.
    setPriority(pid, constants.priority.PRIORITY_LOW);
    return pid;
  };
  let shellPid: Promise<number> | undefined;
  return {
    async start(command) {
      shellPid ??= first();
      const parent = await shellPid;
      child.stdin.write(`${asText(command)} &\necho started\nwait $!\necho $?\n`);
      await nextLine();
      let status: number | undefined;
      const ended = nextLine().then(line => {
        status = Number(line);
        return status;
      });
      return {
        pid: childOf(parent),
        ended,
        get status() {
          return status;
        },
      };
    },
    close: () => child.stdin.end(),
  };
}

function asText({ argv, environment, errors }: Command): string {
  const set = [...environment].map(([name, value]) => `${name}=${value}`);
  const words = ['env', '-i', ...set, ...argv].map(quoted).join(' ');
  return `${words} </dev/null >/dev/null 2>${quoted(errors)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
