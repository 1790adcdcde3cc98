import { absolutePath } from '../launch/files.ts';
import type { Argument } from '../programs/command.ts';
import { type OpenedFile, wholeText } from '../programs/files.ts';
import type { Context } from './context.ts';
import { get } from './int-map.ts';
import type { Machine } from './machine.ts';
import type { State } from './state.ts';

/** The directories in which a program is looked up: those that ENV and the script add, and those of the image. */
function pathDirectories(state: State, machine: Machine): readonly string[] {
  const assigned = get(state.variables, machine.intern('PATH'));
  if (assigned === undefined) return machine.world.path;
  const written = assigned.flatMap(({ value }) => {
    if (value.kind === 'text') return [value.text];
    return value.kind === 'free' ? [value.prefix, value.suffix] : [];
  });
  const added = written.flatMap(text => text.split(':')).filter(text => text.startsWith('/'));
  return [...new Set([...added, ...machine.world.path])];
}

export interface OpenedProgram {
  readonly path: string;
  readonly file: OpenedFile;
}

/** A program is a file of the workspace when COPY brings one to its path. */
export function openProgram(
  program: Argument | undefined,
  state: State,
  context: Context,
): OpenedProgram | undefined {
  const name = program?.value;
  if (name === undefined) return undefined;
  const { world } = context.machine;
  if (name.includes('/')) {
    const path = absolutePath(name, state.workdir);
    return path === undefined ? undefined : { path, file: world.openFile(path) };
  }
  for (const directory of pathDirectories(state, context.machine)) {
    const path = `${directory}/${name}`;
    const file = world.openFile(path);
    if (file.kind === 'built' || wholeText(file) !== undefined) return { path, file };
  }
  return undefined;
}
