/** Which names the instructions put into a folder of the container. */
import type { ContainerFiles, Copy } from './files.ts';
import type { ChangesOf, Stepwise } from './origins.ts';
import { globOf } from './path-patterns.ts';

/** What stands at a path of the build context: the names in a folder, or a file. */
export type LookInto = (path: string) => readonly string[] | 'file' | 'absent' | 'unreadable';

/** Names in a folder; a name may have been taken away again. */
export interface FolderNames {
  readonly names: readonly string[];
  /** Those of folders that an instruction makes. */
  readonly folders: readonly string[];
  /** False where the build may put others there. */
  readonly complete: boolean;
}

/** All names that instructions may have put into the folder, by its absolute path. */
export function namesIn(
  files: ContainerFiles,
  folder: string,
  look: LookInto,
  changesOf: ChangesOf,
): FolderNames {
  return namesAmong(changesOf(files), folder, { look, changesOf, takes: TAKES_LIMIT });
}

interface Reading {
  readonly look: LookInto;
  readonly changesOf: ChangesOf;
  /** How many more `mv`, `cp` and `ln` are followed to where they take from. */
  takes: number;
}

/** Who moves folders about more often than this is a test of this program. */
const TAKES_LIMIT = 100;

const NO_NAMES: FolderNames = { names: [], folders: [], complete: true };
const NOT_KNOWN: FolderNames = { ...NO_NAMES, complete: false };

function namesAmong(changes: readonly Stepwise[], folder: string, reading: Reading): FolderNames {
  return together(
    changes.map((change, index) => {
      switch (change.kind) {
        case 'copy':
          return copiedNames(change, folder, reading);
        case 'take': {
          const own = nameAt(change.path, folder);
          const rest = below(folder, change.path);
          if (rest === undefined) return own;
          if (reading.takes === 0) return NOT_KNOWN;
          reading.takes -= 1;
          const earlier = changes.slice(index + 1);
          return together([own, namesAmong(earlier, change.from + rest, reading)]);
        }
        case 'write':
          return nameAt(change.path, folder);
        case 'build':
        case 'change':
          return change.pattern.startsWith('/') ? nameAt(change.pattern, folder) : NOT_KNOWN;
        default:
          return NO_NAMES;
      }
    }),
  );
}

function together(parts: readonly FolderNames[]): FolderNames {
  return {
    names: [...new Set(parts.flatMap(({ names }) => names))],
    folders: [...new Set(parts.flatMap(({ folders }) => folders))],
    complete: parts.every(({ complete }) => complete),
  };
}

/** What a path says of a folder above it. */
function nameAt(path: string, folder: string): FolderNames {
  const [name, ...inside] = below(path, folder)?.split('/').slice(1) ?? [];
  if (name === undefined) return NO_NAMES;
  if (/[*?[]/.test(name)) return NOT_KNOWN;
  return inside.length > 0 ? { ...NO_NAMES, folders: [name] } : { ...NO_NAMES, names: [name] };
}

/** The rest of a path behind a folder, with a `/` in front; empty for the folder itself, undefined outside of it. */
function below(path: string, folder: string): string | undefined {
  if (path === folder) return '';
  const prefix = folder === '/' ? '' : folder;
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : undefined;
}

/** Docker copies a file to the target or into it, and the content of a directory into it. */
function copiedNames(copy: Copy, folder: string, { look, changesOf }: Reading): FolderNames {
  const { source, target, intoDirectory, from } = copy;
  const rest = below(folder, target);
  if (rest === undefined) {
    const inside = nameAt(target, folder);
    return intoDirectory
      ? { ...inside, names: [], folders: [...inside.folders, ...inside.names] }
      : inside;
  }
  if (from === 'unknown') return NOT_KNOWN;
  const lookThere = from === undefined ? look : lookIn(from, look, changesOf);
  const roots = rootsOf(source, lookThere);
  if (roots === undefined) return NOT_KNOWN;
  return together(
    roots.map(root => {
      const found = lookThere(root + rest);
      if (found === 'unreadable') return NOT_KNOWN;
      if (found === 'absent')
        return root === '' || lookThere(root) !== 'absent' ? NO_NAMES : NOT_KNOWN;
      if (found !== 'file') return { ...NO_NAMES, names: found };
      const name = root.slice(root.lastIndexOf('/') + 1);
      return intoDirectory && rest === '' ? { ...NO_NAMES, names: [name] } : NO_NAMES;
    }),
  );
}

/** What a source of COPY stands for; undefined where that is not known. */
function rootsOf(source: string, look: LookInto): readonly string[] | undefined {
  if (!/[*?[]/.test(source)) return [source];
  const end = source.lastIndexOf('/');
  const folder = source.slice(0, Math.max(end, 0));
  const names = look(folder);
  if (/[*?[]/.test(folder) || source.includes('[') || typeof names === 'string') return undefined;
  const isMeant = globOf(source.slice(end + 1));
  return names
    .filter(name => isMeant.test(name))
    .map(name => (folder === '' ? name : `${folder}/${name}`));
}

/** Another stage, as far as its instructions tell. */
function lookIn(stage: ContainerFiles, look: LookInto, changesOf: ChangesOf): LookInto {
  return path => {
    const absolute = `/${path}`.replace(/\/$/, '') || '/';
    const { names, folders, complete } = namesIn(stage, absolute, look, changesOf);
    if (!complete) return 'unreadable';
    const all = [...names, ...folders];
    if (all.length > 0) return all;
    const end = absolute.lastIndexOf('/');
    const above = namesIn(stage, absolute.slice(0, end) || '/', look, changesOf);
    return above.names.includes(absolute.slice(end + 1)) ? 'file' : 'unreadable';
  };
}
