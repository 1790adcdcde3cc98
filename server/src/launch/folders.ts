import type { ChangesOf, ContainerFiles, Copy } from './files.ts';

/** The files that instructions put below a folder, by absolute path; not complete where there may be others. */
export function filesBelow(
  files: ContainerFiles,
  folder: string,
  changesOf: ChangesOf,
): { readonly paths: readonly string[]; readonly complete: boolean } {
  const changes = changesOf(files);
  const paths = changes.map(change => {
    if (change.kind === 'copy') return copiedPath(change);
    return 'path' in change ? change.path : '';
  });
  return {
    paths: [...new Set(paths)].filter(path => isBelow(path, folder)),
    complete: !changes.some(change => change.kind === 'copy' && mayFill(change, folder)),
  };
}

function copiedPath({ source, target, intoDirectory }: Copy): string {
  return intoDirectory ? `${target}/${source.slice(source.lastIndexOf('/') + 1)}` : target;
}

/** A folder, or several files, copied to the place or to one above it: the names in it are not known. */
function mayFill({ source, target }: Copy, folder: string): boolean {
  const oneFile = /\.\w+$/.test(source) && !/[*?[]/.test(source);
  return !oneFile && (target === folder || isBelow(folder, target) || isBelow(target, folder));
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder === '/' ? '/' : `${folder}/`);
}
