/**
 * A small shell that starts programs on command. Were they started from here, each start would copy
 * the page tables of this whole process, which costs more than the namespaces do.
 */
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';

export interface Command {
  readonly argv: readonly string[];
  /** All of it: nothing is inherited. */
  readonly environment: ReadonlyMap<string, string>;
  /** The file that gets what it says on standard error. */
  readonly errors: string;
}

export interface Started {
  readonly pid: number;
  /** How it ended, as a shell says it: 128 and the number for a signal. Undefined while it runs. */
  readonly status: number | undefined;
  readonly ended: Promise<number>;
}

/** Starts one program at a time: the next one only when the last has ended. */
export interface Forker {
  start(command: Command): Promise<Started>;
  close(): void;
}

/** `shell` is a command line that runs a POSIX shell on what stands on its input. */
export function createForker(shell: readonly string[]): Forker {
  const [program = '', ...args] = shell;
  const child = spawn(program, args, { env: {}, stdio: ['pipe', 'pipe', 'inherit'] });
  // A script that starts programs without end must not keep the one who watches it from stopping it.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextNumber = async (): Promise<number> => {
    const { value } = await lines.next();
    if (value === undefined) throw new Error('the shell that starts the containers has ended');
    return Number(value);
  };
  return {
    async start(command) {
      child.stdin.write(`${asText(command)} &\necho $!\nwait $!\necho $?\n`);
      const pid = await nextNumber();
      let status: number | undefined;
      const ended = nextNumber().then(ended => {
        status = ended;
        return ended;
      });
      return {
        pid,
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
