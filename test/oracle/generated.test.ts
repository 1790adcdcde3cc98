import assert from 'node:assert/strict';
import type { AnalysisCache } from '../../server/src/analysis.ts';
import { createTestCache } from '../case-run.ts';
import { checkScripts, describeFailure } from './generate.ts';
import { requiredSandbox } from './required.ts';
import type { Sandbox, ShellName } from './sandbox.ts';

const SHELLS: readonly ShellName[] = ['dash', 'bash', 'ash'];
const SCRIPTS_PER_SHELL = 500;
/** Always the same scripts; `npm run oracle` makes up others. */
const SEEDS = [20_251, 20_252, 20_253, 20_254];
/** Of so many scripts at most nothing may be claimed. */
const UNKNOWN_SHARE = 0.02;

describe('the oracle: made-up scripts in real shells as PID 1', function () {
  // A hundred seconds on two cores that have nothing else to do.
  this.timeout(1_200_000);
  let sandbox: Sandbox;
  let cache: AnalysisCache;
  let scripts = 0;
  let unknown = 0;

  before(async function () {
    const detected = requiredSandbox();
    if (detected === undefined) this.skip();
    sandbox = detected;
    cache = await createTestCache();
  });

  for (const shell of SHELLS) {
    it(`${shell} does what is said of ${SCRIPTS_PER_SHELL} scripts`, async function () {
      if (!sandbox.shells.has(shell)) this.skip();
      const assignment = {
        shell,
        runs: SCRIPTS_PER_SHELL,
        seeds: SEEDS,
        failures: 3,
        shrinks: 200,
      };
      const tally = await checkScripts(assignment, sandbox, cache);
      scripts += tally.scripts;
      unknown += tally.unknown;
      assert.equal(tally.failures.map(describeFailure).join('\n'), '');
    });
  }

  it('something is said of nearly all of them', () => {
    assert.ok(
      unknown <= UNKNOWN_SHARE * scripts,
      `nothing is claimed of ${unknown} of ${scripts} scripts`,
    );
  });
});
