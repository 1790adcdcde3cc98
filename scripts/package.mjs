// Builds everything and packs it into entrypoint-lint.vsix. Nothing is downloaded.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const file = 'entrypoint-lint.vsix';
const limitInBytes = 1_500_000;

function run(...command) {
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

run('scripts/build.mjs');
// The bundles hold what they need: packing node_modules as well would multiply the size.
run('node_modules/@vscode/vsce/vsce', 'package', '--no-dependencies', '--out', file);

const { size } = statSync(`${root}/${file}`);
console.log(`${file}: ${(size / 1e6).toFixed(2)} MB`);
if (size >= limitInBytes) {
  console.error(`${file} must be smaller than ${limitInBytes / 1e6} MB.`);
  process.exit(1);
}
