import ignore from 'ignore';
import type { Look } from './launch/build-context.ts';

/**
 * True where a `.gitignore` of the file's folder, or of one above it, leaves the file out: it is made by something
 * else. Paths are relative to the workspace folder.
 */
export function isGitIgnored(path: string, look: Look): boolean {
  const parts = path.split('/');
  return parts.some((_part, depth) => {
    const folder = parts.slice(0, depth);
    const file = look([...folder, '.gitignore'].join('/'));
    const inside = parts.slice(depth).join('/');
    return file?.text !== undefined && ignore().add(file.text).ignores(inside);
  });
}
