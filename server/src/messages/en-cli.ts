import type { CliMessage } from '../cli/cli-message.ts';
import type { Catalog } from './catalog.ts';

/** What only the command line says, in English. */
export const enCli: Pick<Catalog, Exclude<CliMessage['id'], 'cli-verdict' | 'cli-fix'>> = {
  'cli-severity': ({ severity }) => severity,
  'cli-also': ({ where, rule }) => `${rule} holds here too: see ${where} above.`,
  'cli-applied': ({ title, where }) => `Fixed ${where}: ${title}`,
  'cli-summary': ({ counts, launches }) =>
    `${[
      count(counts.error, 'error'),
      count(counts.warning, 'warning'),
      ...(counts.info > 0 ? [count(counts.info, 'info', 'infos')] : []),
      ...(counts.hint > 0 ? [count(counts.hint, 'hint')] : []),
    ].join(', ')} in ${count(launches, 'launch', 'launches')}.`,
  'cli-fixable': ({ count: fixable }, { code }) => `Fixable with ${code('--fix')}: ${fixable}.`,
  'cli-no-dockerfiles': ({ path }) => `No Dockerfile below ${path}.`,
  'cli-progress': ({ done, total }) => `${done} of ${total} files`,
  'cli-unknown-option': ({ option }) => `There is no option ${option}; see --help.`,
  'cli-missing-value': ({ option }) => `${option} needs a value; see --help.`,
  'cli-unexpected-value': ({ option }) => `${option} takes no value.`,
  'cli-bad-value': ({ option, value, allowed }) =>
    `${option} cannot be "${value}"; it is one of: ${allowed.join(', ')}.`,
  'cli-unknown-rule': ({ rule, known }) =>
    `There is no rule "${rule}"; the rules are: ${known.join(', ')}.`,
  'cli-diff-alone': () => '--diff shows what --fix would write: give both.',
  'cli-diff-as': ({ format }) => `--diff prints a unified diff, not --format ${format}.`,
  'cli-fix-standard-input': () => '--fix cannot write to standard input; add --diff.',
  'cli-no-page': ({ rule }) => `The page of ${rule} is missing from this installation.`,
  'cli-cannot-read': ({ path, code }) => `Cannot read ${path}: ${reason(code)}.`,
  'cli-cannot-write': ({ path, code }) => `Cannot write ${path}: ${reason(code)}.`,
  'cli-not-text': ({ path }) => `Cannot read ${path}: it is no text file.`,
  'cli-settings': ({ where, what }) => `${where}: ${what}`,
  'cli-outside': ({ path, root }) =>
    `${path} is outside of the project's root ${root}; name another one with --root.`,
  'cli-changed-meanwhile': ({ path }) =>
    `Cannot write ${path}: it is not UTF-8, or it has changed since it was read.`,
  'cli-internal': ({ reason: what }) => `Internal error: ${what}`,
  'cli-help': () => HELP,
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  ELOOP: 'its symbolic links form a loop',
  ENOTDIR: 'its path goes through a file',
  EEXIST: 'it exists already',
};

const HELP = `entrypoint-lint [PATH…]

Says whether containers stay up: follows a Dockerfile's ENTRYPOINT and CMD into the shell
scripts of the workspace, and tells how PID 1 ends.

A PATH is a directory (every Dockerfile below it), a Dockerfile, a shell script, or - for a
Dockerfile on standard input. Without one, the current directory is searched.

  --format pretty|json|sarif|github
                          for people (default), or for programs
  --fix                   apply every safe fix
  --fix=all               also those that may change what a script does
  --diff                  with --fix: print the changes instead of writing them
  --fail-on error|warning|info|never
                          the least severity that makes the exit status 1 (default: warning)
  --rule NAME=off|hint|info|warning|error
                          the severity of a rule; may be repeated
  --config FILE           the settings (default: the nearest .entrypoint-lint.json upwards)
  --root DIR              the project's root, outside of which no file is opened
                          (default: the nearest directory upwards with .git)
  --explain RULE          print the page of a rule
  --stdio                 be a language server for an editor, on standard input and output
  --version               print the version
  -h, --help              print this help

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 the check could not be done.
`;

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

function reason(code: string): string {
  return REASONS[code] ?? code;
}
