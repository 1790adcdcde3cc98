import assert from 'node:assert/strict';
import { createTestCache } from '../case-run.ts';
import { checkScripts, describeFailure } from './generate.ts';
import { fixProof, type Share } from './proof.ts';
import { requiredSandbox } from './required.ts';
import type { ShellName } from './sandbox.ts';

const RUNS_PER_SHELL = 50;
const SEED = 20_261;

/** Always the same scripts; `npm run oracle:fixes` makes up others. */
describe('the oracle: fixes of made-up defective scripts', function () {
  this.timeout(300_000);

  for (const shell of ['dash', 'bash', 'ash'] satisfies ShellName[]) {
    it(`hold in ${shell}, and nine of ten scripts get one`, async function () {
      const sandbox = requiredSandbox();
      if (sandbox?.shells.has(shell) !== true) return this.skip();
      const share: Share = { defective: 0, mended: 0, safe: 0 };
      const { failures } = await checkScripts(
        { shell, runs: RUNS_PER_SHELL, seed: SEED, failures: 1, shrinks: 30 },
        sandbox,
        await createTestCache(),
        fixProof(share, () => {}),
      );
      assert.deepEqual(failures.map(describeFailure), []);
      assert.ok(share.mended >= 0.9 * share.defective, JSON.stringify(share));
    });
  }
});
