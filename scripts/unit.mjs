// Runs the tests that need no editor: cases, oracle, rooms, protocol, command line. `--update` rewrites the
// expectations of the cases. Other arguments go to the test runner.
import { spawnSync } from 'node:child_process';

const update = process.argv.includes('--update');
const rest = process.argv.slice(2).filter(argument => argument !== '--update');
const files = [
  'test/*.test.ts',
  'test/oracle/*.test.ts',
  'test/syntaxes/*.test.ts',
  'test/protocol/*.test.ts',
  'test/cli/*.test.ts',
];
// The protocol and command line tests start what was built.
spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });

const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/mocha/bin/mocha.js',
    ...(update
      ? ['test/cases.test.ts', 'test/rule-pages.test.ts', 'test/syntaxes/*.test.ts']
      : files),
    ...rest,
  ],
  { stdio: 'inherit', env: { ...process.env, ...(update ? { UPDATE_CASES: '1' } : {}) } },
);
process.exit(status ?? 1);
