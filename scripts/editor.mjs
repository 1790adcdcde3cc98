// `npm run editor [-- FOLDER]`: a real VS Code in the browser with the extension at work, on the example or on FOLDER.
import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { root, setUp } from './setup.mjs';

// npm changes into the project's folder; a FOLDER means the place where the person is.
const origin = process.env.INIT_CWD ?? process.cwd();
const folders = process.argv.slice(2).map(folder => resolve(origin, folder));

try {
  setUp();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const packed = spawnSync(process.execPath, ['scripts/package.mjs'], { cwd: root, stdio: 'pipe' });
if (packed.status !== 0) {
  process.stderr.write(packed.stderr);
  process.exit(1);
}
const editor = spawn(process.execPath, ['--import', 'tsx', 'test/vscode/open.ts', ...folders], {
  cwd: root,
  stdio: 'inherit',
});
// A terminal's Ctrl-C reaches the editor by itself; a signal to this process alone is passed on.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => editor.kill('SIGTERM'));
editor.on('close', status => process.exit(status ?? 1));
