import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { AnalysisCache } from '../../server/src/analysis.ts';
import { parseCase, printCase } from '../case-file.ts';
import { actualCase, CASES, caseFiles, shortened } from '../case-run.ts';
import { createMutantCache } from './cache.ts';

/** The cases without their fixes, which are no business of `lifetime` and cost most of the time. */
describe('what the product says of the cases', () => {
  let cache: AnalysisCache;
  before(async () => {
    cache = await createMutantCache();
  });

  for (const file of caseFiles()) {
    it(relative(CASES, file), async () => {
      const expected = { ...parseCase(readFileSync(file, 'utf8')), fixes: [] };
      const actual = await actualCase(expected, cache, 'none');
      assert.equal(printCase(shortened(actual, expected)), printCase(expected));
    });
  }
});
