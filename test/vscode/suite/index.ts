// What VS Code's extension host loads and runs: mocha, set up by hand, with all the test files.

import { format } from 'node:util';
import Mocha from 'mocha';
import { grep, hasColors, print, reportTotals } from './bridge.ts';

export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => print(format(...args));
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout: 60_000, color: hasColors });
  mocha.fgrep(grep);
  // In place of mocha's loading of files, which a bundle does not have: gives us `describe` and `it`.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./diagnostics.test.ts');
  await import('./quick-fix.test.ts');
  await import('./teaching.test.ts');
  await import('./hover.test.ts');
  await import('./views.test.ts');
  await import('./settings.test.ts');
  await import('./documents.test.ts');
  await import('./pictures.test.ts');
  const runner = await new Promise<Mocha.Runner>(resolve => {
    const running = mocha.run(() => resolve(running));
  });
  const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
  await reportTotals({ passed: passes, failed: failures, skipped: pending });
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
