import type { Machine } from './machine.ts';
import { type State, variableOf } from './state.ts';

/** The directories in which a program is looked up: those that ENV and the script add, and those of the image. */
export function pathDirectories(state: State, machine: Machine): readonly string[] {
  const written = variableOf(state, 'PATH', machine).flatMap(({ value }) => {
    if (value.kind === 'text') return [value.text];
    return value.kind === 'free' ? [value.prefix, value.suffix] : [];
  });
  const added = written.flatMap(text => text.split(':')).filter(text => text.startsWith('/'));
  return [...new Set([...added, ...machine.world.path])];
}
