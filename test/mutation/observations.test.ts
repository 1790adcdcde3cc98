import assert from 'node:assert/strict';
import type { AnalysisCache, LaunchReport } from '../../server/src/analysis.ts';
import { gatherTexts } from '../case-run.ts';
import { judge } from '../oracle/compare.ts';
import type { Trial } from '../oracle/oracle.ts';
import { verdictContradiction } from '../oracle/verdicts.ts';
import { createMutantCache } from './cache.ts';
import {
  conclusionOf,
  type ObservedLaunch,
  readObservations,
  variablesOf,
} from './observations.ts';

describe('what the kernel showed of made-up scripts', () => {
  let cache: AnalysisCache;
  before(async () => {
    cache = await createMutantCache();
  });

  for (const launch of readObservations()?.launches ?? []) {
    it(launch.name, async () => {
      const { analysis } = await gatherTexts(new Map(launch.files), ['Dockerfile'], cache);
      const [report] = analysis.launches;
      assert.ok(report, 'no launch');
      assert.deepEqual(contradictions(report, launch), []);
    });
  }
});

/** What the kernel contradicts, and what is concluded in another way than before, which it did not contradict. */
function contradictions(
  { launch, lifetime }: LaunchReport,
  known: ObservedLaunch,
): readonly string[] {
  const { programs, starts, complete, verdict } = known;
  const found: string[] = [];
  const endingsIn = lifetime.possibleEndings();
  if (verdict !== 'unknown' && lifetime.verdict !== verdict)
    found.push(`the verdict was ${verdict}, and is ${lifetime.verdict}`);
  if (variablesOf(lifetime) !== known.variables) found.push('other variables decide');
  const stubs = { commands: programs.map(text => ({ text })) };
  const trials = starts.map((start): Trial => {
    const environment = new Map(start.environment);
    const possible = endingsIn(environment);
    const claimed = start.conclusion !== undefined;
    const judgement = claimed ? judge(start.outcome, possible, stubs, launch.sh) : 'unclaimed';
    if (claimed && judgement !== 'agrees') found.push(JSON.stringify(judgement));
    else if (claimed && conclusionOf(possible) !== start.conclusion)
      found.push(`concluded were ${start.conclusion}, and are ${conclusionOf(possible)}`);
    return { environment, answers: '', outcome: start.outcome, judgement, started: [] };
  });
  const contradiction = verdictContradiction(lifetime, trials, complete);
  return contradiction === undefined ? found : [...found, contradiction];
}
