/** A shell by its behavior. `posix` is a shell of which only the standard is known. */
export type ShellKind = 'dash' | 'bash' | 'ash' | 'posix';

const KINDS: ReadonlyMap<string, ShellKind> = new Map([
  ['bash', 'bash'],
  ['dash', 'dash'],
  ['ash', 'ash'],
  ['sh', 'posix'],
  ['ksh', 'posix'],
  ['mksh', 'posix'],
  ['zsh', 'posix'],
]);

/**
 * The kind of the shell that a program name or path means, or undefined when it is no shell.
 * `sh` is what the image makes of it.
 */
export function shellNamed(program: string, sh: ShellKind): ShellKind | undefined {
  const name = program.slice(program.lastIndexOf('/') + 1);
  return name === 'sh' ? sh : KINDS.get(name);
}

/** The interpreter of a shebang line (without `#!`): its program and arguments; `env` is looked through. */
export function shebangCommand(shebang: string): readonly string[] {
  const words = shebang.trim().split(/\s+/);
  if (!words[0]?.endsWith('/env')) return words;
  return words.slice(1).filter(word => word !== '-S' && !word.includes('='));
}

/**
 * True where the shell replaces itself by the last simple command of `-c`
 * (facts/shells.md, rows A1–A19: dash never, bash and busybox ash do).
 */
export function execsLastCommand(shell: ShellKind): boolean {
  return shell === 'bash' || shell === 'ash';
}
