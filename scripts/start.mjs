// `npm start [-- PATH…]`: installs, builds, and shows what the linter says of the example, or of PATH.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, setUp } from './setup.mjs';

const FAILED = 2;

// npm changes into the project's folder; a PATH means the place where the person is.
const origin = process.env.INIT_CWD ?? process.cwd();
const named = process.argv.slice(2);
const paths = named.length > 0 ? named : [join('examples', 'crashloop')];

process.exit(start());

function start() {
  try {
    setUp();
  } catch (error) {
    console.error(error.message);
    return FAILED;
  }
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'dist', 'cli.js'), '--fail-on', 'never', ...paths],
    { cwd: named.length > 0 ? origin : root, stdio: 'inherit' },
  );
  if (status !== 0) return FAILED;
  console.log(`
To see it while you type:
  • run "npm run editor": VS Code in your browser, on Linux x64; or
  • in VS Code, open this folder and press F5; or
  • run "npm run package" and install the extension that it makes:
    code --install-extension entrypoint-lint.vsix
Then open examples/crashloop/v3/startup.sh.
On the command line: node dist/cli.js --help`);
  return 0;
}
