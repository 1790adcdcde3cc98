/** Writes what fixes change, so that no reader ever sees half a file. */
import {
  chmodSync,
  chownSync,
  lstatSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { CliProblem } from './cli/cli-message.ts';
import type { ChangedFile } from './fix-all.ts';
import { errorCode } from './node-targets.ts';

/** Writes one file below a root; `shown` is its name in messages. */
export function writeChange(
  root: string,
  { path, before, after }: ChangedFile,
  shown: string,
): CliProblem | undefined {
  try {
    if (before === undefined) {
      writeFileSync(join(root, path), after, { flag: 'wx' });
      return undefined;
    }
    const target = realpathSync(join(root, path));
    if (!readFileSync(target).equals(Buffer.from(before))) {
      return { id: 'cli-changed-meanwhile', path: shown };
    }
    replaceFile(target, after);
    return undefined;
  } catch (error) {
    return { id: 'cli-cannot-write', path: shown, code: errorCode(error) };
  }
}

/** The new file takes the old one's place in one step, with its mode and owner. */
function replaceFile(target: string, text: string): void {
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    const { mode, uid, gid } = statSync(target);
    // Only root can give a file away.
    if (process.getuid?.() === 0) chownSync(temporary, uid, gid);
    chmodSync(temporary, mode);
    renameSync(temporary, target);
  } catch (error) {
    if (
      lstatSync(temporary, { throwIfNoEntry: false })?.isFile() &&
      errorCode(error) !== 'EEXIST'
    ) {
      rmSync(temporary);
    }
    throw error;
  }
}
