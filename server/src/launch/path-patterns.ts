/** Patterns of container paths, as commands of a RUN name files. */

/** A pattern that is no absolute path matches in every directory. */
export function matchesPath(pattern: string, path: string, recursive: boolean): boolean {
  if (!pattern.startsWith('/')) {
    const tail = path.split('/').slice(-pattern.split('/').length).join('/');
    return matchesPath(`/${pattern}`, `/${tail}`, recursive);
  }
  const directory = recursive && path.startsWith(pattern === '/' ? '/' : `${pattern}/`);
  return directory || pattern === path || (/[*?]/.test(pattern) && globOf(pattern).test(path));
}

/** `*` and `?` of a path; neither matches a `/`. */
export function globOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  return new RegExp(`^${source}$`);
}
