import assert from 'node:assert/strict';
import { type AnalysisCache, analyze } from '../server/src/analysis.ts';
import { BOMBS } from './bench/bombs.ts';
import { projectOf } from './bench/documents.ts';
import { createTestCache } from './case-run.ts';

/** What they cost is `npm run bench:growth`'s to say: here they only have to end. */
describe('scripts that are made to cost much', () => {
  let cache: AnalysisCache;
  before(async () => {
    cache = await createTestCache();
  });

  for (const { name, text, verdict } of BOMBS) {
    it(name, () => {
      const { launches } = analyze(projectOf(text), cache);
      assert.equal(launches[0]?.lifetime.verdict, verdict);
    });
  }
});
