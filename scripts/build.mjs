// Bundles the extension and the language server, for Node 20 and for browsers, and the command line into dist/.
// `--source-maps` is for the debugger: readable code, and the way back to the sources.
import { deepStrictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { licenseTexts } from './licenses.mjs';

const require = createRequire(import.meta.url);
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const debugging = process.argv.includes('--source-maps');
const parserFiles = {
  'web-tree-sitter.wasm': 'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-bash.wasm': 'tree-sitter-bash/tree-sitter-bash.wasm',
};

const bundle = (entry, name, more) =>
  build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: `dist/${name}`,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: !debugging,
    sourcemap: debugging,
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
    alias: {
      // Its other build is a module that asks for `import.meta.url`, which CommonJS lacks.
      'web-tree-sitter': require.resolve('web-tree-sitter'),
      // Its other build asks for its own files in a way that no bundler sees.
      'jsonc-parser': require.resolve('jsonc-parser/lib/esm/main.js'),
    },
    ...more,
  });

/** What is needed for functions that are never called here, or seldom: it would take milliseconds at each start. */
const lazyModules = {
  name: 'lazy-modules',
  setup({ onResolve, onLoad }) {
    const namespace = 'lazy-modules';
    const later = { crypto: 'node:crypto', child_process: 'node:child_process', yaml: 'yaml' };
    const filter = /^(crypto|child_process|yaml)$/;
    onResolve({ filter, namespace: 'file' }, ({ path }) => ({ path, namespace }));
    onLoad({ filter, namespace }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, name) => require('${later[path]}')[name] });`,
      resolveDir: root,
    }));
  },
};

/**
 * The protocol's libraries hand thousands of names from module to module: through getters, as their compiler has it, which
 * takes a fifth of a start. For old engines it copies the values, and so does this.
 */
const copiedNames = {
  name: 'copied-names',
  setup({ onLoad, onEnd }) {
    let copying = 0;
    onLoad({ filter: /vscode-(languageserver|jsonrpc).*\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const contents = text.replaceAll('|| (Object.create ?', '|| (false ?');
      if (contents !== text) copying += 1;
      return { contents };
    });
    onEnd(() => (copying > 0 ? {} : { errors: [{ text: 'no library hands names on as it did' }] }));
  },
};

/** What is known of programs, as data: V8 reads that faster than it runs the code that makes it. */
const programTables = {
  name: 'program-tables',
  setup({ onLoad }) {
    onLoad({ filter: /programs[\\/]knowledge[\\/]index\.ts$/ }, async ({ path }) => {
      const { programs } = await imported(path);
      const json = JSON.stringify(programs);
      deepStrictEqual(JSON.parse(json), programs);
      return { contents: `export const programs = JSON.parse(${JSON.stringify(json)});` };
    });
  },
};

const web = {
  platform: 'browser',
  target: 'es2022',
  // The way back to its own file, by which the parser's runtime would look for its WASM, is not taken.
  alias: {},
  define: { 'import.meta.url': '""' },
  external: ['vscode'],
};

// Not emptied first: whoever runs the bundles meanwhile shall find them.
mkdirSync(dist, { recursive: true });
const results = await Promise.all([
  bundle('client/src/node.ts', 'client.js', { external: ['vscode'] }),
  bundle('client/src/web.ts', 'client-web.js', web),
  bundle('server/src/node.ts', 'server-node.js', {
    plugins: [lazyModules, copiedNames, programTables],
  }),
  bundle('server/src/web.ts', 'server-web.js', {
    ...web,
    format: 'iife',
    plugins: [programTables],
  }),
  bundle('server/src/cli.ts', 'cli.js', {
    banner: { js: '#!/usr/bin/env node' },
    plugins: [programTables],
  }),
]);
const digest = createHash('sha256').update(readFileSync(join(dist, 'server-node.js')));
const define = { BUNDLE_DIGEST: JSON.stringify(digest.digest('hex')) };
results.push(await bundle('server/src/start.ts', 'server.js', { define }));
chmodSync(join(dist, 'cli.js'), 0o755);
for (const [name, source] of Object.entries(parserFiles)) {
  copyFileSync(require.resolve(source), join(dist, name));
}
writeFileSync(join(dist, 'settings.schema.json'), await schemaText());
const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync(
  join(dist, 'third-party-licenses.txt'),
  licenseTexts(root, inputs, ['tree-sitter-bash']),
);

/** The schema comes from the code that reads the settings. */
async function schemaText() {
  const { settingsSchema } = await imported(join(root, 'server/src/settings-schema.ts'));
  const texts = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8'));
  return `${JSON.stringify(settingsSchema(texts), null, 2)}\n`;
}

/** What a module exports. */
async function imported(path) {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return await import(`data:text/javascript;base64,${code}`);
}
