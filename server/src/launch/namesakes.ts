import type { ContainerFiles } from './files.ts';
import type { ChangesOf } from './origins.ts';

/** Other paths at which instructions may put a file of the same name, each once. */
export function namesakesOf(
  files: ContainerFiles,
  path: string,
  changesOf: ChangesOf,
): readonly string[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const paths = changesOf(files).flatMap(change => {
    if (change.kind !== 'copy') return 'path' in change ? [change.path] : [];
    return [change.target, `${change.target === '/' ? '' : change.target}/${name}`];
  });
  const named = [...new Set(paths)].filter(other => other !== path && other.endsWith(`/${name}`));
  // What may stand at `/a` or, were that a folder, at `/a/b`, stands at `/a`.
  return named.filter(other => !named.some(above => other.startsWith(`${above}/`)));
}

/** True for names that are told apart by capitals, `-`, `_`, dots or the kind of shell script alone. */
export function isSimilarName(name: string, other: string): boolean {
  return name !== other && plainName(name) === plainName(other);
}

function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.(sh|bash)$/, '')
    .replace(/[-_. ]/g, '');
}
