// Bundles the suite, with mocha, into the one CommonJS file that VS Code's extension host loads.

import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import type { BridgeAddress } from './bridge-protocol.ts';
import type { Hosts } from './hosts.ts';
import { lane, root } from './places.ts';

/** `file` is written; `hosts` make it a bundle for a browser. */
export async function buildSuite(
  file: string,
  address: BridgeAddress,
  hosts?: Hosts,
): Promise<void> {
  await build({
    entryPoints: [resolve(lane, 'suite/index.ts')],
    outfile: file,
    bundle: true,
    format: 'cjs',
    external: ['vscode'],
    sourcemap: 'external',
    logLevel: 'warning',
    // Mocha names the files of its parallel mode, which is not in use.
    logOverride: { 'require-resolve-not-external': 'silent' },
    ...(hosts === undefined ? forNode : forBrowser(hosts)),
    define: {
      BRIDGE_ADDRESS: JSON.stringify(address),
      // The stand-ins look at it. Node's own stays what it is.
      ...(hosts === undefined ? {} : { process: JSON.stringify({ env: {} }) }),
    },
  });
}

const forNode: BuildOptions = { platform: 'node', target: 'node20' };

const forBrowser = ({ nodeModules }: Hosts): BuildOptions => ({
  platform: 'browser',
  target: 'es2022',
  alias: nodeModules,
});

/**
 * Turns places of the bundle, in stacks, into places of the sources. VS Code formats stacks itself,
 * so Node's own support for source maps has no effect there.
 */
export function locatePlaces(file: string): (text: string) => string {
  let map: SourceMap | undefined;
  const pattern = /[^\s(]*\/suite\/index\.js(#vscode-extension)?:(\d+):(\d+)/g;
  return text =>
    text.replaceAll(pattern, (place: string, inBrowser: string | undefined, ...at: string[]) => {
      const [line, column] = at;
      map ??= new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
      // In a browser, VS Code puts two lines of its own before the bundle.
      const before = inBrowser === undefined ? 1 : 3;
      const entry = map.findEntry(Number(line) - before, Number(column) - 1);
      if (!('originalSource' in entry)) return place;
      const source = relative(root, resolve(dirname(file), entry.originalSource));
      return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    });
}
