import type { ShellKind } from './shells.ts';

/**
 * What dash and busybox ash make of constructs that not every shell has: the one table of it. Measured
 * with dash 0.5.12, busybox 1.35 and bash 5.2 (test/oracle, facts/shells.md); bash has them all.
 *
 * To ask what a shell makes of a script: `script.constructs` (found by `constructs.ts`) are what is
 * written anywhere in it, `lackOf(construct, shell)` is what becomes of one. What a launch really
 * comes to is `lifetime.lacking`.
 */
const LACKS = {
  /** `[[ … ]]` */
  'double-bracket': { dash: 'not-found' },
  /** `[[ ( … ) ]]` */
  'double-bracket-group': { dash: 'syntax-error', ash: 'syntax-error' },
  /** `A=(…)`, `A+=(…)` */
  array: { dash: 'syntax-error', ash: 'syntax-error' },
  /** `A[0]=x` */
  'array-element': { dash: 'not-found', ash: 'not-found' },
  /** `${A[0]}`, `${A[@]}` */
  'array-expansion': { dash: 'ends', ash: 'ends' },
  /** `A+=x` */
  append: { dash: 'not-found', ash: 'not-found' },
  /** `${!A}` */
  'indirect-expansion': { dash: 'ends', ash: 'ends' },
  /** `${A^^}`, `${A,,}`, `${A@Q}` */
  'transforming-expansion': { dash: 'ends', ash: 'ends' },
  /** `${A:0:1}` */
  substring: { dash: 'ends' },
  /** `${A/a/b}` */
  replacement: { dash: 'ends' },
  /** `$'…'` */
  'ansi-quoting': { dash: 'differs' },
  /** `{1..3}` */
  'brace-range': { dash: 'differs', ash: 'differs' },
  /** `<(…)`, `>(…)` */
  'process-substitution': { dash: 'syntax-error' },
  /** `<<<` */
  'here-string': { dash: 'syntax-error', ash: 'syntax-error' },
  /** `&> file`: dash reads `&`, and a redirection without a command. */
  'ampersand-redirect': { dash: 'differs' },
  /** `&>> file` */
  'ampersand-append': { dash: 'differs', ash: 'syntax-error' },
  /** `{log}> file`: another word of the command. */
  'new-descriptor': { dash: 'differs', ash: 'differs' },
  /** `exec {log}> file`: the name of a program. */
  'exec-descriptor': { dash: 'ends', ash: 'ends' },
  /** `a |& b` */
  'ampersand-pipe': { dash: 'syntax-error', ash: 'syntax-error' },
  /** `function f { … }` */
  'function-keyword': { dash: 'syntax-error' },
  /** `function f` on a line of its own: a command, and behind it a group. */
  'function-line': { dash: 'differs' },
  /** `my-function() { … }` */
  'function-name': { dash: 'syntax-error', ash: 'syntax-error' },
  /** `;&`, `;;&` */
  'fall-through': { dash: 'syntax-error', ash: 'syntax-error' },
  /** `for ((…))` */
  'arithmetic-for': { dash: 'syntax-error', ash: 'syntax-error' },
  /** `((…))`: read as a subshell in a subshell. */
  'arithmetic-command': { dash: 'differs', ash: 'differs' },
  select: { dash: 'syntax-error', ash: 'syntax-error' },
  /** `coproc cmd` */
  coproc: { dash: 'not-found', ash: 'not-found' },
  /** `coproc { … }` */
  'coproc-compound': { dash: 'syntax-error', ash: 'syntax-error' },
  /** `time { … }` */
  'time-compound': { dash: 'syntax-error', ash: 'syntax-error' },
  source: { dash: 'not-found' },
  /** `. lib.sh`, which is in the working directory and not in PATH: found by where the file is. */
  'source-by-name': { dash: 'ends', ash: 'ends' },
  let: { dash: 'not-found' },
  /** `declare`, `shopt`, `mapfile`, `disown`, … */
  'bash-builtin': { dash: 'not-found', ash: 'not-found' },
  /** `set -o pipefail` */
  pipefail: { dash: 'ends' },
  /** `wait -n`: busybox ash does not notice a job that fails. */
  'wait-next': { dash: 'fails', ash: 'differs' },
  /** `[ a == b ]` */
  'test-equals': { dash: 'fails' },
  /** `[ -v A ]` */
  'test-variable': { dash: 'fails', ash: 'fails' },
  /** `kill -SIGTERM`: dash knows `TERM` only. */
  'kill-signal-prefix': { dash: 'fails' },
  /** `trap … SIGTERM`: dash sets the traps before it and fails. */
  'trap-signal-prefix': { dash: 'differs' },
  /** `trap … ERR` */
  'error-trap': { dash: 'differs' },
  /** `trap … DEBUG`, `trap … RETURN` */
  'debug-trap': { dash: 'differs', ash: 'differs' },
  /** `read -t`, `read -n`, `read -s`, … */
  'read-option': { dash: 'fails' },
  /** `read -a` */
  'read-array': { dash: 'fails', ash: 'fails' },
  /** `exec -a NAME` */
  'exec-name': { dash: 'ends' },
  /** `export -f` */
  'export-function': { dash: 'ends', ash: 'ends' },
} as const satisfies Record<string, { readonly dash?: Lack; readonly ash?: Lack }>;

/** A construct that some shell lacks. */
export type Construct = keyof typeof LACKS;

/** What happens where a shell lacks a construct. */
export type Lack =
  /** The shell ends when it reads that line, whether it would execute it or not. */
  | 'syntax-error'
  /** It looks for a program of that name, in vain: the command fails. */
  | 'not-found'
  | 'fails'
  /** The shell ends where it executes it. */
  | 'ends'
  /** It does something else. */
  | 'differs';

/** What becomes of the construct; undefined where the shell has it, or where nobody knows which shell it is. */
export function lackOf(construct: Construct, shell: ShellKind): Lack | undefined {
  if (shell === 'bash' || shell === 'posix') return undefined;
  const lacks: { readonly dash?: Lack; readonly ash?: Lack } = LACKS[construct];
  return lacks[shell];
}
