import assert from 'node:assert/strict';
import { describeFailure } from './generate.ts';
import { requiredSandbox } from './required.ts';
import type { Sandbox, ShellName } from './sandbox.ts';
import { type Shares, startShares } from './shares.ts';

const SHELLS: readonly ShellName[] = ['dash', 'bash', 'ash'];
const SCRIPTS_PER_SHELL = 500;
/** Always the same scripts, those of `npm run oracle -- --seed 20251`. */
const SEED = 20_251;
/** Of so many scripts at most nothing may be said. */
const UNKNOWN_SHARE = 0.02;

describe('the oracle: made-up scripts in real shells as PID 1', function () {
  // Two minutes on two cores that have nothing else to do.
  this.timeout(1_800_000);
  let sandbox: Sandbox;
  let shares: Shares | undefined;

  before(function () {
    const detected = requiredSandbox();
    if (detected === undefined) this.skip();
    sandbox = detected;
  });

  after(() => shares?.close());

  for (const shell of SHELLS) {
    it(`${shell} does what is said of ${SCRIPTS_PER_SHELL} scripts`, async function () {
      if (!sandbox.shells.has(shell)) this.skip();
      const runs = SCRIPTS_PER_SHELL;
      const assignment = { shell, runs, seed: SEED, failures: 3, shrinks: 100 };
      shares ??= await startShares();
      const { scripts, unknown, failures } = await shares.check(assignment);
      assert.deepEqual(failures.map(describeFailure), []);
      const claim = `nothing is said of ${unknown} of ${scripts} scripts`;
      assert.ok(unknown <= UNKNOWN_SHARE * scripts, claim);
    });
  }
});
