/** What a `.dockerignore` keeps out of the build context. */
import { cleanPath, pathInside } from './files.ts';

/** True for a path, relative to the context, that stays out. */
export type KeepsOut = (path: string) => boolean;

/**
 * Reads the rules as the builder does (docs.docker.com/build/concepts/context, ".dockerignore files"; moby/patternmatcher):
 * the last line that matches the path or a folder above it decides. A pattern that cannot be understood keeps nothing out.
 */
export function readDockerIgnore(text: string): KeepsOut {
  const rules = text.split(/\r?\n/).flatMap(readRule);
  return path => {
    const parts = path.split('/');
    const above = parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
    const last = rules.findLast(({ pattern }) => above.some(folder => pattern.test(folder)));
    return last !== undefined && !last.isException;
  };
}

interface Rule {
  readonly pattern: RegExp;
  readonly isException: boolean;
}

function readRule(line: string): readonly Rule[] {
  const isException = line.trim().startsWith('!');
  const written = line
    .trim()
    .slice(isException ? 1 : 0)
    .trim();
  if (written === '' || line.startsWith('#')) return [];
  // The builder takes a leading `/` away, and resolves `..`; what leads out of the context matches nothing.
  const path = written.startsWith('/') ? cleanPath(written) : pathInside(written);
  if (path === undefined || path === '') return [];
  try {
    return [{ pattern: new RegExp(`^${patternSource(path)}$`), isException }];
  } catch {
    return [];
  }
}

/** `**` stands for any number of folders; `*`, `?` and `[…]` stay inside one name. */
function patternSource(pattern: string): string {
  const tokens = /\*\*\/?|\*|\?|\[\^?[^\]]*\]|\\.|[^*?[\\]+|./g;
  return [...pattern.matchAll(tokens)]
    .map(([token]) => {
      if (token === '**/') return '(?:.*/)?';
      if (token === '**') return '.*';
      if (token === '*') return '[^/]*';
      if (token === '?') return '[^/]';
      if (/^\[.+\]$/.test(token)) return token;
      const literal = /^\\./.test(token) ? token.slice(1) : token;
      return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
}
