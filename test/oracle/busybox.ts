/**
 * busybox with the names of its programs spoiled but for the `kept` ones. Where it was built to
 * prefer its own programs, this makes it look for them in PATH, where the stubs are, as Alpine's does.
 */
export function withApplets(program: Buffer, kept: readonly string[]): Buffer {
  const changed = Buffer.from(program);
  const start = program.indexOf('\0ash\0') + 1;
  if (start === 0) return changed;
  for (const { at, name } of [...namesFrom(program, start, 1), ...namesFrom(program, start, -1)]) {
    if (!kept.includes(name)) changed[at + name.length - 1] = 1;
  }
  return changed;
}

/** The names of a table, of which one begins at `start`, in one direction. */
function namesFrom(
  program: Buffer,
  start: number,
  direction: 1 | -1,
): readonly { readonly at: number; readonly name: string }[] {
  const found: { at: number; name: string }[] = [];
  let at = start;
  for (;;) {
    const name = program.toString('latin1', at, program.indexOf(0, at));
    if (!/^(\[\[?|[a-z0-9][\w.-]{0,20})$/.test(name)) return found;
    found.push({ at, name });
    at = direction === 1 ? at + name.length + 1 : program.lastIndexOf(0, at - 2) + 1;
  }
}
