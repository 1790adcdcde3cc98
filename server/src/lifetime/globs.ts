import { absolutePath } from '../launch/files.ts';
import type { Word } from '../shell/steps.ts';
import type { Context } from './context.ts';
import type { State } from './state.ts';
import { textOf } from './values.ts';

/**
 * The paths that the shell makes of a word such as `/entrypoint.d/*.sh`, as far as the build puts them there, and
 * behind them undefined where there may be others; undefined where the word is no pattern, or nothing is known.
 */
export function expandGlob(
  word: Word,
  state: State,
  context: Context,
): readonly (string | undefined)[] | undefined {
  if (!word.parts.some(isPattern)) return undefined;
  const text = textOf(word, state, context);
  if (text === undefined) return undefined;
  const absolute = absolutePath(text, state.workdir);
  if (absolute === undefined) return undefined;
  const { paths, complete, behind } = context.machine.world.matching(absolute);
  if (paths.length === 0) return undefined;
  const folder = text.slice(0, text.lastIndexOf('/') + 1);
  const known = paths.map(path => folder + path.slice(path.lastIndexOf('/') + 1));
  return complete && behind === 'nothing' ? known : [...known, undefined];
}

function isPattern(part: Word['parts'][number]): boolean {
  return part.kind === 'literal' && !part.quoted && /[*?]/.test(part.value);
}
