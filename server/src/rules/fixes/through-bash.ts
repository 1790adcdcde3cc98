import type { StartedScript } from '../../lifetime/started.ts';
import { type Argument, baseName } from '../../programs/command.ts';
import type { Edit } from '../../text/edit.ts';
import { asEdits } from './script-text.ts';

/** Lets bash read the script: where a shell is named to do it, else in the shebang. */
export function throughBash({
  source,
  by,
  interpreter,
}: StartedScript): readonly Edit[] | undefined {
  if (by === 'shell') return interpreter && replaceProgram(interpreter);
  const shebang = /^#!.*?(?=\r?$)/m.exec(source.excerpt.text)?.[0];
  if (shebang === undefined || !source.excerpt.text.startsWith(shebang)) return undefined;
  const options = /\/sh(\s.*)$/.exec(shebang)?.[1] ?? '';
  return asEdits(source, [
    { span: { start: 0, end: shebang.length }, text: `#!/bin/bash${options}` },
  ]);
}

/** Another name in the place of a literal word. */
function replaceProgram({ value = '', text }: Argument): readonly Edit[] | undefined {
  const [segment, ...others] = text?.segments ?? [];
  if (text === undefined || !segment?.verbatim || others.length > 0 || text.text !== value)
    return undefined;
  const directory = value.slice(0, value.length - baseName(value).length);
  return [{ kind: 'replace', path: text.path, span: segment.source, text: `${directory}bash` }];
}
