import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { ChangedFile } from '../fix-all.ts';

/** The changes as one unified diff that `patch -p1` and `git apply` understand. */
export function unifiedDiff(
  changed: readonly ChangedFile[],
  shown: (path: string) => string,
): string {
  return changed
    .map(({ path, before, after }) =>
      createTwoFilesPatch(
        before === undefined ? '/dev/null' : `a/${shown(path)}`,
        `b/${shown(path)}`,
        before ?? '',
        after,
        undefined,
        undefined,
        { context: 3, headerOptions: FILE_HEADERS_ONLY },
      ),
    )
    .join('');
}
