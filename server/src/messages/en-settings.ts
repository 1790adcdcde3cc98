import type { SettingsMessage } from '../settings.ts';
import type { LessonTitle } from '../teaching.ts';
import type { Catalog } from './catalog.ts';

/** What is wrong with settings and with the comments that teach, in English. */
export const enSettings: Pick<
  Catalog,
  SettingsMessage['id'] | LessonTitle['id'] | 'ineffective-comment' | 'fix-remove-comment'
> = {
  'ineffective-comment': ({ problem }, { code }) => {
    switch (problem.kind) {
      case 'unused':
        return `${code(problem.rule)} is not found here, so there is nothing to suppress. Remove it.`;
      case 'unknown-rule':
        return `There is no rule ${code(problem.rule)}, so nothing is suppressed.`;
      case 'no-rule':
        return `No rule is named, so nothing is suppressed. Name it, and the reason: ${code('# entrypoint-lint: disable-next-line RULE -- reason')}.`;
      case 'no-command':
        return 'No command stands directly below, so this comment speaks of nothing.';
      case 'no-program':
        return 'This speaks of the first command below, which starts no program. Put the command that is meant on a line of its own, directly below.';
      case 'unknown-word':
        return `${problem.word === '' ? 'A word is missing' : `${code(problem.word)} means nothing here`}. There are: ${problem.known.join(', ')}.`;
    }
  },
  'fix-remove-comment': ({ whole }) =>
    whole ? 'Remove this comment' : 'Take this rule out of the comment',
  'suppress-line': ({ rule }, { code }) => `Suppress ${code(rule)} here, with a reason`,
  'suppress-file': ({ rule }, { code }) => `Suppress ${code(rule)} in this file, with a reason`,
  'teach-comment': ({ program, behavior }, { code }) =>
    `${code(program)} ${LESSONS[behavior]} (comment)`,
  'teach-settings': ({ program, behavior }, { code }) =>
    `${code(program)} ${LESSONS[behavior]} (${code('.entrypoint-lint.json')})`,
  'settings-no-json': () => 'This is no JSON, so nothing in this file counts: the defaults hold.',
  'settings-unreadable': () => 'This file cannot be read as text: the defaults hold.',
  'setting-unknown': ({ name, known }, { code }) =>
    `There is no setting ${code(name)}, so it is passed over. There are: ${known.join(', ')}.`,
  'setting-type': ({ name, wanted }, { code }) =>
    `${name === '' ? 'This file' : code(name)} must be ${TYPES[wanted]}, so it is passed over.`,
  'setting-value': ({ name, value, allowed, usual }, { code }) =>
    `${code(name)} cannot be ${value}; it is one of: ${allowed.join(', ')}. ${usual === undefined ? 'It is passed over.' : `The default holds: ${usual}.`}`,
};

const LESSONS = {
  serves: 'stays in the foreground',
  daemonizes: 'forks itself into the background',
  finishes: 'finishes',
} as const;

const TYPES = {
  object: 'an object, as in { "name": "value" }',
  list: 'a list of texts',
  text: 'a text in double quotes',
} as const;
