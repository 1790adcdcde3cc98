// `npm run mutation [-- --mutate FILES]`: installs what it needs, records what real shells do, and then
// tells which changes to `lifetime` no test notices. Other arguments go to Stryker.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');

function run(command, args, cwd = root) {
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const stryker = join(here, 'node_modules/@stryker-mutator/core/bin/stryker.js');
if (!existsSync(stryker)) run('npm', ['ci'], here);
run(process.execPath, ['--import', 'tsx', join(here, 'record.ts')]);
run(process.execPath, [stryker, 'run', join(here, 'stryker.config.mjs'), ...process.argv.slice(2)]);
