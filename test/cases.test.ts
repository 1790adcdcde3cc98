import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AnalysisCache } from '../server/src/analysis.ts';
import { type Case, parseCase, printCase } from './case-file.ts';
import {
  actualCase,
  CASES,
  caseFiles,
  createTestCache,
  gatherTexts,
  modesOf,
  shortened,
} from './case-run.ts';

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
  for (const { title, path, text } of actual.fixes) {
    const files = actual.files.map(file => (file.path === path ? { ...file, text } : file));
    const texts = new Map(files.map(file => [file.path, file.text] as const));
    await gatherTexts(texts, [...actual.verdicts.keys()], cache, modesOf(files));
    const again = await actualCase({ ...actual, files }, cache);
    assert.ok(
      !again.fixes.some(fix => fix.title === title && fix.path === path),
      `"${title}" is offered again`,
    );
  }
}
