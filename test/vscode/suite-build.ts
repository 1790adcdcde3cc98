// Bundles the suite, with mocha, into the one CommonJS file that VS Code's extension host loads.

import { readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { lane, root } from './places.ts';

export interface Suite {
  readonly file: string;
  /**
   * Turns places of the bundle, in stacks, into places of the sources. VS Code formats stacks itself,
   * so Node's own support for source maps has no effect there.
   */
  locate(text: string): string;
}

export async function buildSuite(folder: string): Promise<Suite> {
  const file = join(folder, 'index.js');
  await build({
    entryPoints: [join(lane, 'suite/index.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    sourcemap: 'external',
    logLevel: 'warning',
    // Mocha names the files of its parallel mode, which is not in use.
    logOverride: { 'require-resolve-not-external': 'silent' },
  });
  const map = new SourceMap(JSON.parse(await readFile(`${file}.map`, 'utf8')));
  return { file, locate: text => text.replaceAll(placePattern(file), sourcePlace(map, folder)) };
}

const placePattern = (file: string): RegExp =>
  new RegExp(`${file.replace(/[^\w/]/g, '\\$&')}:(\\d+):(\\d+)`, 'g');

function sourcePlace(map: SourceMap, folder: string) {
  return (place: string, line: string, column: string): string => {
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalSource' in entry)) return place;
    const source = relative(root, resolve(folder, entry.originalSource));
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  };
}
