import { type AnalysisCache, createAnalysisCache } from '../../server/src/analysis.ts';
import { withoutKeeping } from '../../server/src/analysis-cache.ts';
import { createTestCache } from '../case-run.ts';

let reading: Promise<AnalysisCache> | undefined;

/** A cache for one mutant. It knows what was read of all texts, which no mutant changes, and nothing that another has concluded. */
export async function createMutantCache(): Promise<AnalysisCache> {
  reading ??= createTestCache().then(({ parse }) =>
    createAnalysisCache(parse, Number.POSITIVE_INFINITY),
  );
  return withoutKeeping(await reading);
}
