import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** It takes minutes, and makes a difference only to what goes on from earlier executions. */
const typing = process.argv.some(word => /checkpoints|tables/.test(word))
  ? ['test/typing.test.ts']
  : [];

/** Paths are relative to the project's folder, where `main.mjs` starts this. */
export default {
  mutate: ['server/src/lifetime/**/*.ts'],
  plugins: [require.resolve('@stryker-mutator/mocha-runner')],
  testRunner: 'mocha',
  testRunnerNodeArgs: ['--import', 'tsx'],
  mochaOptions: {
    'no-config': true,
    'no-package': true,
    // The first that notices ends the run of a mutant.
    spec: [
      'test/formula.test.ts',
      'test/int-map.test.ts',
      'test/pair-map.test.ts',
      'test/mutation/cases.test.ts',
      'test/endings.test.ts',
      'test/mutation/observations.test.ts',
      'test/limits.test.ts',
      ...typing,
    ],
  },
  coverageAnalysis: 'perTest',
  // What is computed when a file is loaded cannot be switched in a running process: each of these
  // mutants (tables of builtins and signals, limits, patterns) would cost a process of its own.
  ignoreStatic: true,
  concurrency: 1,
  // Also beside other work.
  dryRunTimeoutMinutes: 20,
  timeoutMS: 5000,
  timeoutFactor: 2,
  ignorePatterns: [
    '/*',
    '!/server',
    '!/test',
    '!/examples',
    '/test/vscode',
    '!/package.json',
    '/test/mutation/.cache/stryker',
  ],
  tempDirName: 'test/mutation/.cache/stryker',
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: 'test/mutation/.cache/mutation.json' },
  clearTextReporter: { logTests: false, reportTests: false },
  allowConsoleColors: false,
};
