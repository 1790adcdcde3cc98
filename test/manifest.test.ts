import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Keys whose values people read. */
const SHOWN =
  /^(title|description|markdownDescription|altText|shortTitle|category|label|.*Message)$/;
const REFERENCE = /^%(.+)%$/;

const read = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(ROOT, name), 'utf8'));

/** All texts of a value, each with the key that it is under. */
function texts(value: unknown, key = ''): readonly (readonly [key: string, text: string])[] {
  if (typeof value === 'string') return [[key, value]];
  if (Array.isArray(value)) return value.flatMap(item => texts(item, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => texts(item, name));
}

describe('The manifest', () => {
  const manifest = read('package.json');
  const all = texts(manifest);

  it('says nothing to people that cannot be translated', () => {
    const shown = [...texts(manifest.contributes), ['description', String(manifest.description)]];
    const fixed = shown.filter(([key = '', text = '']) => SHOWN.test(key) && !REFERENCE.test(text));
    assert.deepEqual(fixed, []);
  });

  it('has all its texts in English and Japanese, and no others', () => {
    const wanted = all.flatMap(([, text]) => REFERENCE.exec(text)?.[1] ?? []).sort();
    assert.deepEqual(Object.keys(read('package.nls.json')).sort(), [...new Set(wanted)]);
    assert.deepEqual(Object.keys(read('package.nls.ja.json')).sort(), [...new Set(wanted)]);
  });

  it('shows pictures that are there', () => {
    const named = [
      ...all,
      ...texts(read('package.nls.json')),
      ...texts(read('package.nls.ja.json')),
    ];
    const pictures = named.map(([, text]) => text).filter(text => /\.(png|svg)$/.test(text));
    assert.ok(pictures.length > 0);
    for (const picture of pictures) assert.ok(existsSync(join(ROOT, picture)), picture);
  });
});
