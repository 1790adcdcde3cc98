import type { Source } from './behavior.ts';

/** An entry of the knowledge base: the first case whose `when` holds decides, else `usual`. */
export interface Program {
  readonly names: readonly string[];
  readonly usual: Effect;
  readonly cases?: readonly { readonly when: When; readonly effect: Effect }[];
  /** Options that take the next word as their value, so that it is no operand. */
  readonly valueOptions?: readonly string[];
  readonly source: Source;
}

/** What a case says about the program. */
export type Effect =
  | 'serves'
  | 'idles'
  | 'finishes'
  /** Asked for its answer: to fail is as normal as to succeed. */
  | 'asks'
  /** Finishes, and may talk to a server of this container. */
  | 'calls'
  | 'daemonizes'
  /** A configuration file decides, which is not read. */
  | 'undecided'
  /** Runs the application file that its first operand names. */
  | 'runs-application'
  | WrapEffect
  | ShellEffect;

export interface WrapEffect {
  readonly wraps: 'replaces' | 'forwards' | 'keeps';
  /** Operands before the wrapped command (`timeout 5 CMD`, `gosu USER CMD`). */
  readonly operands?: number;
  /** `NAME=VALUE` words before the wrapped command belong to the wrapper (`env`). */
  readonly assignments?: true;
}

/** A shell: `-c TEXT`, or a script file. */
export interface ShellEffect {
  readonly interprets: true;
}

/** A test on the arguments. Words that are not known do not match. */
export type When =
  | { readonly has: readonly string[] }
  /** The value of an option (`-g VALUE`, `--x=VALUE`) matches this regular expression. */
  | { readonly option: string; readonly matches: string }
  /** The first, and where given the second operand match these regular expressions. */
  | { readonly first: string; readonly second?: string }
  | { readonly operands: 'none' };
