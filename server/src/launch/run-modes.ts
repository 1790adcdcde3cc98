/** What commands of a RUN make of the right to execute files, and of their line endings. */
import { executableBy } from './copies.ts';
import type { Change, Executable } from './files.ts';

/** Absolute paths of words; those that are not known are left out. */
export type ReadPaths = (files: readonly string[]) => readonly string[];

/** A program of which nobody knows what it does to files: it may change the modes and line ends of all. */
export const UNFOLLOWED: readonly Change[] = [
  { kind: 'mode', pattern: '/', recursive: true, executable: 'unknown' },
  { kind: 'line-endings', pattern: '/', recursive: true },
];

const SHELLS = /^(sh|bash|dash|ash|zsh|ksh|source|\.|eval|xargs|make|parallel|ansible-playbook)$/;

/** Scripts, and what runs commands that are not read here. Build tools of languages leave others' files alone. */
export function isUnfollowed(program: string | undefined): boolean {
  if (program === undefined) return true;
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (SHELLS.test(name)) return true;
  const system = /^\/(usr\/)?(local\/)?s?bin\//.test(program);
  return program.includes('/') && !system && !/^(mvnw|gradlew|configure)$/.test(name);
}

/** `chmod MODE FILE…`; where a word or the working directory is not known, any file may be meant. */
export function modeChanges(
  texts: readonly string[],
  complete: boolean,
  paths: ReadPaths,
): readonly Change[] {
  const recursive = texts.some(text => /^-\w*R|^--recursive$/.test(text));
  const [mode, ...files] = texts.filter(text => !/^-\w*[Rvcf]|^--/.test(text));
  const patterns = paths(files);
  const followed = complete && patterns.length === files.length;
  const executable = followed ? executableBy(mode) : 'unknown';
  if (executable === undefined) return [];
  return (followed ? patterns : ['/']).map(pattern => ({
    kind: 'mode',
    pattern,
    recursive: recursive || !followed,
    executable,
  }));
}

/** `install` makes files executable unless `-m` says otherwise; its operands come without the values of options. */
export function readInstall(texts: readonly string[]): {
  readonly operands: readonly string[];
  readonly executable: Executable;
} {
  const takesValue = /^-\w*[mogtS]$|^--(mode|owner|group)$/;
  const operands = texts.filter(
    (text, index) => !text.startsWith('-') && !takesValue.test(texts[index - 1] ?? ''),
  );
  const separate = texts.findIndex(text => /^-\w*m$|^--mode$/.test(text));
  const joined = texts.map(text => /^(?:-m|--mode=)(.+)$/.exec(text)?.[1]).find(Boolean);
  const mode = separate < 0 ? joined : texts[separate + 1];
  return { operands, executable: mode === undefined ? true : executableBy(mode) };
}

/** `find DIRECTORY… -exec COMMAND`: which files it finds is not asked. */
export function findChanges(texts: readonly string[], paths: ReadPaths): readonly Change[] {
  const action = texts.findIndex(text => /^-(exec|execdir|ok)$/.test(text));
  if (action < 0) return texts.includes('-delete') ? UNFOLLOWED : [];
  const first = texts.findIndex(text => /^[-(!]/.test(text));
  const directories = paths(first === 0 ? ['.'] : texts.slice(0, first));
  const [program, ...words] = texts.slice(action + 1);
  if (program === 'chmod') {
    const executable = executableBy(
      words.find(word => !word.startsWith('-') || /^-[rwx]+$/.test(word)),
    );
    return directories.map(pattern => ({ kind: 'mode', pattern, recursive: true, executable }));
  }
  if (program === 'dos2unix' || program === 'sed')
    return directories.map(pattern => ({ kind: 'line-endings', pattern, recursive: true }));
  return isUnfollowed(program) ? UNFOLLOWED : [];
}
