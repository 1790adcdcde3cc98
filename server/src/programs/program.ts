import type { Source } from './behavior.ts';

/** An entry of the knowledge base: the first case whose `when` holds decides, else `usual`. */
export interface Program {
  readonly names: readonly string[];
  /** It is also known by its names with a version behind them: `python3.11`, `php-fpm8.2`. */
  readonly versioned?: true;
  readonly usual: Effect;
  readonly cases?: readonly Case[];
  /** Options that take the next word as their value, so that it is no operand. */
  readonly valueOptions?: readonly string[];
  /**
   * One dash and many letters are one option (`-daemon`). In all other programs they are short
   * options written together: `-Df` is `-D -f`, and `-c80` is `-c 80` where `-c` takes a value.
   */
  readonly singleDash?: true;
  /** Options stand before the first operand; what looks like one behind it belongs to the operands. */
  readonly optionsFirst?: true;
  /** How the command is kept in the foreground where it would daemonize. */
  readonly foreground?: Foreground;
  readonly service?: Service;
  /** It runs the commands that its configuration, or a Procfile, lists. */
  readonly supervises?: 'supervisord' | 'Procfile';
  /** The program that this one starts under another name: `pg_ctl` starts `postgres`. */
  readonly starts?: string;
  readonly source: Source;
}

export interface Case {
  readonly when: When;
  readonly effect: Effect;
  /** Where the entry's own source does not tell. */
  readonly source?: Source;
}

/** What a case says about the program. */
export type Effect =
  | 'serves'
  | 'idles'
  | 'finishes'
  /** Reads its standard input to the end, and finishes then. */
  | 'filters'
  /** Asked for its answer: to fail is as normal as to succeed. */
  | 'asks'
  /** Finishes, and may talk to a server of this container. */
  | 'calls'
  /** Reads commands from standard input: without a terminal it ends. */
  | 'interactive'
  /** The same for a shell, whose commands may be known. */
  | 'shell'
  | 'daemonizes'
  /** A configuration file or something else that is not in the words decides. */
  | 'undecided'
  /** Runs code that is not read: where something follows, it returns as a rule. */
  | 'returns'
  /** Does what its first operand does, a program of its own (`busybox NAME`). */
  | 'applet'
  /** Runs the application file that the operand of this number names; applications serve. */
  | { readonly application: number }
  /** Runs a module, the value of the option: a program of that name, else an application. */
  | { readonly module: string }
  /** Runs a script of `package.json`: the named one, or the one that the operand of this number names. */
  | { readonly packageScript: string | number }
  /** Ends these programs, or those that its operands name. */
  | { readonly stops: readonly string[] | 'operands' }
  /** Asks whether the programs that its operands name are running: `pgrep`. */
  | { readonly finds: 'operands' }
  /** Starts or stops the service that its first operand names, or asks whether it runs. */
  | { readonly service: 'starts' | 'stops' | 'finds' }
  | WrapEffect
  | ShellEffect;

/** Runs another command, which stands in the words from an operand on, or is a text for a shell. */
export interface WrapEffect {
  /** `detaches` leaves it in the background and returns. */
  readonly wraps: 'replaces' | 'forwards' | 'keeps' | 'detaches';
  /** Operands before the wrapped command (`timeout 5 CMD`, `gosu USER CMD`, `bundle exec CMD`). */
  readonly operands?: number;
  /** `NAME=VALUE` words before the wrapped command belong to the wrapper (`env`). */
  readonly assignments?: true;
  /** Only what stands behind `--` is a command (`wait-for-it HOST:PORT -- CMD`). */
  readonly behindDashes?: true;
  /** The command's program is the value of one of these options, its arguments are the operands. */
  readonly programOptions?: readonly string[];
  /** The command is a text for a shell, the value of one of these options (`su -c TEXT`). */
  readonly textOptions?: readonly string[];
  /** Which shell reads it: the value of one of these options, or the shell of the user. */
  readonly shellOptions?: readonly string[];
  /** Its operands are no command. */
  readonly textOnly?: true;
  /** Behind a user's name its operands are those of a shell: `su USER FILE`. */
  readonly shellOperands?: true;
  /** Its own call executes the file: what the kernel refuses, no `sh` is asked to read. */
  readonly kernel?: 'always' | 'musl';
  /** Made to be PID 1: it passes signals on and reaps orphans. */
  readonly init?: true;
  /** Ends the command when its time is up. */
  readonly timeLimit?: true;
  /** What it does without a command; to finish, if nothing is said. */
  readonly alone?: 'calls' | 'interactive' | 'serves' | 'daemonizes' | 'shell';
}

/** A shell: `-c TEXT`, or a script file. */
export interface ShellEffect {
  readonly interprets: true;
}

/** A test on the arguments. Words that are not known do not match. */
export type When =
  /** One of these options is given, also with a value, or among short options written together. */
  | { readonly has: readonly string[] }
  /** The value of an option (`-g VALUE`, `--x=VALUE`) matches this regular expression; without a value it is empty. */
  | { readonly option: string; readonly matches: string }
  /** The first, and where given the second operand match these regular expressions. */
  | { readonly first: string; readonly second?: string }
  /** Some operand matches this regular expression. */
  | { readonly operand: string }
  | { readonly operands: 'none' }
  /** The path of the program, as it is written, matches this regular expression. */
  | { readonly path: string }
  | { readonly all: readonly When[] }
  | { readonly not: When };

/** What is changed in a command that daemonizes, so that it stays in the foreground. */
export interface Foreground {
  /** Another program of the same directory in its place: `pm2-runtime`. */
  readonly program?: string;
  /** Options that are left out, with their values, and operands. */
  readonly without?: readonly string[];
  /** Operands in whose place others stand: `start` by `run`. */
  readonly instead?: Readonly<Record<string, string>>;
  /** Words that are added right behind the program. */
  readonly first?: readonly string[];
  /** Words that are added at the end. */
  readonly last?: readonly string[];
}

/** A program as `service NAME start` and `/etc/init.d/NAME start` know it. */
export interface Service {
  readonly names: readonly string[];
  /** The command that the service's script runs, where what it does decides; else the service daemonizes. */
  readonly runs?: readonly string[];
  /** The command that does the same in the foreground. */
  readonly foreground?: readonly string[];
}
