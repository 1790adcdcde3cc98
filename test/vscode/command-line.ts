// The arguments that the lanes share.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { VSCodeAge } from './hosts.ts';

/** Where extensions run: in a Node process, or in the browser itself. */
export type ExtensionHost = 'node' | 'web';

export interface Arguments {
  readonly vsix: string;
  readonly host: ExtensionHost;
  readonly locale: string | undefined;
  readonly vscode: VSCodeAge;
  readonly updatePictures: boolean;
  /** Only tests whose titles contain it. */
  readonly grep: string | undefined;
}

export function readArguments(usage: string): Arguments {
  const { values } = parseArgs({
    options: {
      vsix: { type: 'string' },
      host: { type: 'string', default: 'node' },
      locale: { type: 'string' },
      vscode: { type: 'string', default: 'current' },
      grep: { type: 'string' },
      'update-pictures': { type: 'boolean', default: false },
    },
  });
  if (values.vsix === undefined) throw new Error(`--vsix is missing.\nUsage: ${usage}`);
  const vsix = resolve(values.vsix);
  if (!existsSync(vsix)) throw new Error(`There is no ${vsix}: package the extension first.`);
  const { host, locale, vscode, grep, 'update-pictures': updatePictures } = values;
  if (host !== 'node' && host !== 'web')
    throw new Error(`There is no host ${host}.\nUsage: ${usage}`);
  if (vscode !== 'current' && vscode !== 'oldest')
    throw new Error(`There is no VS Code ${vscode}.\nUsage: ${usage}`);
  return { vsix, host, locale, vscode, updatePictures, grep };
}
