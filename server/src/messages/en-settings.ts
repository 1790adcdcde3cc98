import type { SettingsMessage } from '../settings.ts';
import type { Catalog } from './catalog.ts';

/** What is wrong with settings, in English. */
export const enSettings: Pick<Catalog, SettingsMessage['id']> = {
  'settings-no-json': () => 'This is no JSON, so nothing in this file counts: the defaults hold.',
  'settings-unreadable': () => 'This file cannot be read as text: the defaults hold.',
  'setting-unknown': ({ name, known }, { code }) =>
    `There is no setting ${code(name)}, so it is passed over. There are: ${known.join(', ')}.`,
  'setting-type': ({ name, wanted }, { code }) =>
    `${name === '' ? 'This file' : code(name)} must be ${TYPES[wanted]}, so it is passed over.`,
  'setting-value': ({ name, value, allowed, usual }, { code }) =>
    `${code(name)} cannot be ${value}; it is one of: ${allowed.join(', ')}. ${usual === undefined ? 'It is passed over.' : `The default holds: ${usual}.`}`,
};

const TYPES = {
  object: 'an object, as in { "name": "value" }',
  list: 'a list of texts',
  text: 'a text in double quotes',
} as const;
