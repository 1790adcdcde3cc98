/** Where the oracle cannot run, tests say so, and fail in CI. */
import assert from 'node:assert/strict';
import { detectSandbox, type Sandbox } from './sandbox.ts';

/** Undefined where the tests are to be skipped. */
export function requiredSandbox(): Sandbox | undefined {
  const detection = detectSandbox();
  const lacking = detection.kind === 'ready' ? detection.sandbox.missing : [];
  const problem =
    detection.kind === 'unavailable'
      ? detection.reason
      : lacking.map(name => `${name} is not installed`).join();
  assert.ok(
    process.env.CI !== 'true' || problem === '',
    `the oracle must run in CI, but ${problem}`,
  );
  if (problem !== '') console.log(`      The oracle is skipped: ${problem}.`);
  return detection.kind === 'ready' ? detection.sandbox : undefined;
}
