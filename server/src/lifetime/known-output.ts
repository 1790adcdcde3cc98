/** What some command substitutions come to: scripts find their own folder by them. */
import { absolutePath } from '../launch/files.ts';
import type { RunStep, Step, Word } from '../shell/steps.ts';

/** What a step reads, and where it stands. */
export interface OutputSource {
  /** A word's value; undefined where it is not known. */
  textOf(word: Word): string | undefined;
  /** The working directory; undefined where it is not known. */
  readonly workdir: string | undefined;
}

/** What `$(dirname PATH)`, `$(basename PATH)`, `$(pwd)` or `$(cd FOLDER && pwd)` prints; undefined for all else. */
export function knownOutput(body: readonly Step[], source: OutputSource): string | undefined {
  const [first, second, ...others] = body.flatMap(inOrder);
  if (first?.kind !== 'run' || others.length > 0) return undefined;
  const [name, ...operands] = commandOf(first, source);
  const [operand] = operands;
  if (second === undefined) {
    if (first.redirects.length > 0) return undefined;
    if (name === 'pwd') return source.workdir;
    if (operand === undefined || operands.length > 1) return undefined;
    if (name === 'dirname') return folderOf(operand);
    return name === 'basename' ? nameOf(operand) : undefined;
  }
  const prints =
    second.kind === 'run' &&
    second.redirects.length === 0 &&
    commandOf(second, source)[0] === 'pwd';
  const enters = name === 'cd' && operand !== undefined && operand !== '-' && prints;
  return enters ? absolutePath(operand, source.workdir) : undefined;
}

/** `a && b` as `a; b`. */
function inOrder(step: Step): readonly Step[] {
  return step.kind === 'and' ? [...inOrder(step.left), ...inOrder(step.right)] : [step];
}

/** Options with which `cd` and `pwd` name the same folder, and what ends options. */
const WITHOUT_EFFECT = /^(-[LP]|--)$/;

/** Its words without such options; undefined for those that are not known. */
function commandOf({ words }: RunStep, { textOf }: OutputSource): readonly (string | undefined)[] {
  return words.map(textOf).filter((text = '') => !WITHOUT_EFFECT.test(text));
}

/** See dirname(1p) and basename(1p): slashes at the end do not count. */
function folderOf(path: string): string {
  const whole = withoutSlashes(path);
  const folder = withoutSlashes(whole.slice(0, Math.max(0, whole.lastIndexOf('/'))));
  return folder || (path.startsWith('/') ? '/' : '.');
}

function nameOf(path: string): string {
  const whole = withoutSlashes(path);
  return whole.slice(whole.lastIndexOf('/') + 1) || path.slice(0, 1);
}

function withoutSlashes(path: string): string {
  return path.replace(/\/+$/, '');
}
