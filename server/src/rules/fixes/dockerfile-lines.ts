/** Puts instructions into Dockerfiles. */
import type { Image } from '../../launch/images/image.ts';
import type { Instruction } from '../../launch/instructions.ts';
import type { Edit } from '../../text/edit.ts';

/** A RUN on a line of its own below an instruction. */
export function runBehind(instruction: Behind, command: string): Edit {
  return lineBehind(instruction, `RUN ${command}`);
}

/** A COPY of one more file on a line of its own below another, with the flags of that one. */
export function copyBehind(instruction: Instruction, source: string, target: string): Edit {
  const { keyword, flags } = instruction;
  const given = [...flags].flatMap(([name, values]) =>
    values.split('\n').map(value => `--${name}${value === '' ? '' : `=${value}`}`),
  );
  return lineBehind(instruction, [keyword, ...given, source, target].join(' '));
}

type Behind = Pick<Instruction, 'at'> & Partial<Pick<Instruction, 'lineBreak'>>;

function lineBehind({ at, lineBreak = '\n' }: Behind, text: string): Edit {
  const { end } = at.span;
  return { kind: 'replace', path: at.path, span: { start: end, end }, text: lineBreak + text };
}

/** Whether a RUN there is root's. Without USER the image decides, of which servers often have another. */
export function isRoot(user: string | undefined, image: Image | undefined): 'yes' | 'no' | 'maybe' {
  if (user !== undefined) return /^(root|0)(:|$)/.test(user) ? 'yes' : 'no';
  return image?.usually === 'ends' ? 'yes' : 'maybe';
}
