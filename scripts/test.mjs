// `npm test`: installs, builds, packs, and runs all tests, those in a real VS Code included.
import { spawn } from 'node:child_process';
import { root, setUp } from './setup.mjs';

const editor = (...options) => [
  'node_modules/tsx/dist/cli.mjs',
  'test/vscode/run.ts',
  '--vsix',
  'entrypoint-lint.vsix',
  ...options,
];
const SUITES = [
  ['scripts/package.mjs'],
  ['scripts/unit.mjs'],
  editor(),
  editor('--locale', 'ja'),
  editor('--host', 'web'),
  editor('--host', 'web', '--locale', 'ja'),
  editor('--vscode', 'oldest'),
];

const totals = { passed: 0, failed: 0, skipped: 0 };

try {
  setUp();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
for (const suite of SUITES) await run(suite);
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);

/** Runs one suite and adds up its closing line; a suite that broke without one counts as a failure. */
async function run(command) {
  console.log(`\n> ${command.join(' ')}`);
  const child = spawn(process.execPath, command, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', chunk => {
    output += chunk;
    process.stdout.write(chunk);
  });
  const status = await new Promise(resolve => child.on('close', resolve));
  const closing = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1);
  const [passed, failed, skippedHere] = (closing ?? []).slice(1).map(count => Number(count ?? 0));
  totals.passed += passed ?? 0;
  totals.skipped += skippedHere ?? 0;
  totals.failed += status === 0 ? (failed ?? 0) : Math.max(failed ?? 0, 1);
}
