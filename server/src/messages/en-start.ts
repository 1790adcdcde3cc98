import type { Catalog } from './catalog.ts';

/** What the rules about how the container is started say, in English. */
export const enStart = {
  'dropped-arguments': ({ command, at }, { code, where }) =>
    `The shell form runs ${code(command)} and nothing else: ${code('CMD')} (${where(at)}) and the arguments of ${code('docker run')} are ignored. Use the exec form.`,
  'overridden-instruction': ({ keyword, by }, { code, where }) =>
    `This ${code(keyword)} has no effect: only the last one of a stage counts (${where(by)}). Remove it.`,
  'malformed-exec-form': ({ keyword, text, problem }, { code }) => {
    if (problem === 'no-blank')
      return `The builder knows no instruction ${code(text)}, and stops: a blank has to stand between ${code(keyword)} and ${code('[')}.`;
    if (problem === 'not-json')
      return `This is not JSON, so ${code(keyword)} is taken for the shell form: the shell ${commandName(text) === '[' ? `runs the test ${code('[')}, which fails` : `looks for a command named ${code(commandName(text))} and finds none`}. Write a JSON array of strings in double quotes.`;
    if (problem === 'not-strings')
      return `An exec form holds strings only, and this one does not: the image cannot be built. Put every word in double quotes.`;
    return `The container runtime looks for a program named ${code(text)}, blanks included, and finds none. Make every word a string of its own.`;
  },
  'shell-syntax-in-exec-form': ({ word, program, syntax }, { code }) =>
    syntax === 'quotes'
      ? `${code(program)} gets ${code(word)} with its inner quotes: no shell reads the exec form and takes them away. Leave them out.`
      : syntax === 'variable'
        ? `${code(program)} gets ${code(word)} as it is written: no shell reads the exec form, so no variable is expanded. Use the shell form with ${code('exec')}.`
        : `${code(word)} is just another argument of ${code(program)}: no shell reads the exec form. Use the shell form with ${code('exec')}, or ${code('["sh", "-c", "…"]')}.`,
  'crlf-line-endings': ({ interpreter, unreadable }, { code }) =>
    interpreter !== undefined
      ? `The shebang ends with a carriage return, so the kernel looks for a program named ${code(`${interpreter}\\r`)} and finds none: the container reports “no such file or directory”. Save the file with LF line endings.`
      : unreadable
        ? `Every line ends with a carriage return, which the shell takes for a part of the last word: it reads ${code('fi\\r')}, ${code('done\\r')} or ${code('}\\r')} and stops with a syntax error. Save the file with LF line endings.`
        : 'Every line ends with a carriage return, which the shell takes for a part of the last word: every command gets it with its last argument. Save the file with LF line endings.',
  'missing-shebang': ({ hidden }, { code }) =>
    hidden
      ? `This file is executed directly, by no shell, and the kernel does not see its ${code('#!')}, because three bytes stand before it that editors hide, a byte order mark: the container ends with “exec format error”. Save the file as UTF-8 without BOM.`
      : `This file is executed directly, by no shell, and the kernel does not know what runs it, because it does not begin with ${code('#!')}: the container ends with “exec format error”. Name the interpreter in the first line, such as ${code('#!/bin/sh')}.`,
  'shell-mismatch': ({ construct, shell, lack, shebang }, { code }) => {
    const reader = shell === 'ash' ? 'busybox ash' : shell;
    const why = shebang === undefined ? '' : `, whatever the shebang (${code(shebang)}) says`;
    return `This script is read by ${reader}${why}, and ${reader} does not have ${code(construct)}: ${LACKS[lack]}. Start it with bash, or write it without.`;
  },
  'script-not-executable': ({ path, written }, { code }) =>
    written
      ? `${code(path)} is started by its path, but the Dockerfile writes it without the right to execute: the container reports “permission denied”. Let ${code('chmod +x')} or ${code('COPY --chmod=0755')} give it.`
      : `${code(path)} is started by its path, but its file has no right to execute, and the Dockerfile does not give it one: the container reports “permission denied”. Let ${code('COPY --chmod=0755')} give it, or ${code('chmod +x')} and commit.`,
  'interpreter-not-in-image': ({ shell, shebang, none }, { code }) => {
    const cure = none
      ? 'Start the program itself, in exec form, or take another base image.'
      : `Install it, or use ${code('sh')} where the script needs no more.`;
    return shebang
      ? `The shebang names ${code(shell)}, which the base image does not have and no instruction brings: the container reports “no such file or directory”. ${cure}`
      : `${code(shell)} is needed here, but the base image has ${none ? 'no shell at all' : 'none'}, and no instruction brings it: it is not found. ${cure}`;
  },
  'script-not-found': ({ path, file, ignored, other, similar }, { code }) => {
    const near = similar === undefined ? '' : ` There is ${code(similar)}.`;
    const hint = other === undefined ? near : ` A file of that name is at ${code(other)}.`;
    if (!path.includes('/'))
      return `${code(path)} is looked up in the directories of PATH, not in the working directory, and nothing puts it there.${hint} Start it by its whole path.`;
    if (ignored)
      return `${code(path)} is not in the image: ${code('.dockerignore')} keeps ${code(file ?? '')} out of the build, and nothing else puts it there. Let it in, or start another file.${hint}`;
    return file === undefined
      ? `Nothing puts ${code(path)} into the image.${hint} A path without ${code('/')} in front is looked up in the working directory. Start it by its whole path.`
      : `Nothing puts ${code(path)} into the image: COPY would bring it as ${code(file)}, which does not exist. Correct the path, or add the file.${hint}`;
  },
  'fix-line-endings': () => 'Convert the line endings to LF',
  'fix-byte-order-mark': () => 'Remove the byte order mark',
  'fix-shebang': ({ shebang }, { code }) => `Begin the script with ${code(shebang)}`,
  'fix-through-bash': () => 'Let bash read the script',
  'fix-chmod-flag': (_message, { code }) =>
    `Give the right to execute with ${code('--chmod=0755')}`,
  'fix-chmod-run': ({ path }, { code }) => `Give ${code(path)} the right to execute in a RUN`,
  'fix-apk-add': ({ shell }, { code }) => `Install ${code(shell)} in the image`,
  'fix-remove': ({ keyword }, { code }) => `Remove this ${code(keyword)}`,
  'fix-json': () => 'Write it as JSON',
  'fix-blank': ({ keyword }, { code }) => `Put a blank behind ${code(keyword)}`,
  'fix-path': ({ path }, { code }) => `Start ${code(path)}`,
  'fix-unquote': () => 'Leave out the inner quotes',
  'fix-shell-form': () => 'Use the shell form',
  'note-started': () => 'The script is started here.',
  'note-dropped': ({ keyword }, { code }) => `This ${code(keyword)} is ignored.`,
  'note-holds': ({ keyword }, { code }) => `This ${code(keyword)} counts.`,
} satisfies Partial<Catalog>;

const LACKS = {
  'syntax-error': 'it ends here with a syntax error',
  'not-found': 'it looks for a program of that name and finds none',
  fails: 'the command fails',
  ends: 'it ends here with an error',
  differs: 'it takes it for something else',
} as const;

/** The name under which the shell looks for a malformed exec form's command. */
function commandName(text: string): string {
  return (text.split(/\s/)[0] ?? '').replace(/["']/g, '');
}
