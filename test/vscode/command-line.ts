// The arguments that both lanes share.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Arguments {
  readonly vsix: string;
  readonly locale: string | undefined;
  readonly updatePictures: boolean;
}

export function readArguments(usage: string): Arguments {
  const { values } = parseArgs({
    options: {
      vsix: { type: 'string' },
      locale: { type: 'string' },
      'update-pictures': { type: 'boolean', default: false },
    },
  });
  if (values.vsix === undefined) throw new Error(`--vsix is missing.\nUsage: ${usage}`);
  const vsix = resolve(values.vsix);
  if (!existsSync(vsix)) throw new Error(`There is no ${vsix}: package the extension first.`);
  return { vsix, locale: values.locale, updatePictures: values['update-pictures'] };
}
