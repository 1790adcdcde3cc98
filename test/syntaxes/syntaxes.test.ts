import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRegistry, loadConfiguration } from 'vscode-tmgrammar-test/dist/common/index.js';
import {
  getVSCodeTokens,
  parseSnap,
  renderSnap,
} from 'vscode-tmgrammar-test/dist/snapshot/index.js';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const MANIFEST = fileURLToPath(new URL('../../package.json', import.meta.url));
const UPDATE = process.env.UPDATE_CASES === '1';
const require = createRequire(import.meta.url);

/** What the editor brings itself: the same grammars, published for others. */
const EDITOR_GRAMMARS = [
  { scopeName: 'source.dockerfile', path: require.resolve('tm-grammars/grammars/docker.json') },
  { scopeName: 'source.shell', path: require.resolve('tm-grammars/grammars/shellscript.json') },
];

/** The lines behind `>` are the text, `#` and `^` the scopes; `.sh.snap` is a script. */
describe('syntaxes', () => {
  const { grammars } = loadConfiguration(MANIFEST, undefined, undefined);
  const registry = createRegistry([...EDITOR_GRAMMARS, ...grammars]);
  for (const name of readdirSync(FOLDER).filter(file => file.endsWith('.snap'))) {
    it(name, async () => {
      const file = join(FOLDER, name);
      const expected = readFileSync(file, 'utf8');
      const text = parseSnap(expected)
        .map(({ src }) => src)
        .join('\n');
      const scope = name.endsWith('.sh.snap') ? 'source.shell' : 'source.dockerfile';
      const actual = `${renderSnap(await getVSCodeTokens(registry, scope, text))}\n`;
      if (UPDATE) writeFileSync(file, actual);
      else assert.equal(actual, expected);
    });
  }
});
