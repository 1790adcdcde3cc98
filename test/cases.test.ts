import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AnalysisCache } from '../server/src/analysis.ts';
import { type Case, parseCase, printCase, wholeFixes } from './case-file.ts';
import { actualCase, CASES, caseFiles, createTestCache, shortened } from './case-run.ts';

const EXAMPLES = fileURLToPath(new URL('../examples/crashloop', import.meta.url));
const UPDATE = process.env.UPDATE_CASES === '1';

describe('cases', () => {
  let cache: AnalysisCache;
  before(async () => {
    cache = await createTestCache();
  });

  for (const file of caseFiles()) {
    it(relative(CASES, file), async () => {
      const expected = parseCase(readFileSync(file, 'utf8'));
      const actual = await actualCase(expected, cache);
      if (UPDATE) writeFileSync(file, printCase(shortened(actual, expected)));
      else assert.equal(printCase(shortened(actual, expected)), printCase(expected));
      await assertFixesSettle(actual, cache);
    });
  }

  it('shows the story as the examples keep it', () => {
    for (const version of ['v1', 'v2', 'v3', 'v4']) {
      const { files } = parseCase(readFileSync(join(CASES, 'story', `${version}.case`), 'utf8'));
      for (const { path, text } of files) {
        assert.equal(
          text,
          readFileSync(join(EXAMPLES, version, path), 'utf8'),
          `${version}/${path}`,
        );
      }
    }
  });
});

/** After a fix the same fix is not offered again. */
async function assertFixesSettle(actual: Case, cache: AnalysisCache): Promise<void> {
  for (const { title, changes } of wholeFixes(actual)) {
    const kept = actual.files.map(({ path, text, attributes }) => ({
      path,
      attributes,
      text: changes.get(path) ?? text,
    }));
    const created = [...changes]
      .filter(([path]) => kept.every(file => file.path !== path))
      .map(([path, text]) => ({ path, attributes: [], text }));
    const again = await actualCase({ ...actual, files: [...kept, ...created] }, cache);
    assert.ok(
      !again.fixes.some(fix => fix.title === title && changes.has(fix.path)),
      `"${title}" is offered again`,
    );
  }
}
