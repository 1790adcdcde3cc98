import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { lint, removeFolders, repository, storyCopy } from './command.ts';

/** v4 as the fix makes it: the server replaces the shell. */
const MENDED = `#!/bin/sh

# 開発環境ではデーモンを起動しない
if [ -z "\${PRODUCTION_ENV}" ]; then
  echo "開発環境なので、デーモンは起動しません"
else
  # 監視ツールを起動する
  nohup /my-app/my-tools/start &

  # もう一つのデーモンを起動する
  nohup /my-app/my-another-tools/execute my-daemon &
fi

# ウェブサーバーを起動する
exec node /my-app/server.js
`;

const MENDED_V2 = `#!/bin/sh

# 監視ツールを起動する
nohup /my-app/my-tools/start &

# もう一つのデーモンを起動する
nohup /my-app/my-another-tools/execute my-daemon &

# ウェブサーバーを起動する
exec node /my-app/server.js
`;

describe('--fix', () => {
  after(removeFolders);

  for (const [version, mended] of [
    ['v2', MENDED_V2],
    ['v3', MENDED],
    ['v4', MENDED],
  ] as const) {
    it(`gives ${version} the shape of v4, once and for all`, () => {
      const folder = storyCopy(version);
      const script = join(folder, 'startup.sh');
      chmodSync(script, 0o755);
      const first = lint(['--fix'], { cwd: folder });
      assert.equal(first.status, 0, first.stderr);
      assert.match(first.stdout, /^Fixed startup\.sh:\d+: /);
      assert.equal(readFileSync(script, 'utf8'), mended);
      assert.equal(statSync(script).mode & 0o777, 0o755);
      assert.deepEqual(readdirSync(folder).sort(), ['.git', 'Dockerfile', 'startup.sh']);

      const { mtimeMs } = statSync(script);
      const second = lint(['--fix'], { cwd: folder });
      assert.equal(second.status, 0);
      assert.doesNotMatch(second.stdout, /^Fixed/m);
      assert.equal(readFileSync(script, 'utf8'), mended);
      assert.equal(statSync(script).mtimeMs, mtimeMs);
    });
  }

  it('leaves what is not safe, unless all is asked for', () => {
    const folder = storyCopy('v1');
    const script = join(folder, 'startup.sh');
    lint(['--fix'], { cwd: folder });
    assert.match(readFileSync(script, 'utf8'), /^\/my-app\/my-tools\/start$/m);
    lint(['--fix=all'], { cwd: folder });
    assert.match(readFileSync(script, 'utf8'), /^nohup \/my-app\/my-tools\/start &$/m);
  });

  it('does not fix what a rule that is off would find', () => {
    const folder = storyCopy('v4');
    const before = readFileSync(join(folder, 'startup.sh'), 'utf8');
    lint(['--fix', '--rule', 'missing-exec=off'], { cwd: folder });
    assert.equal(readFileSync(join(folder, 'startup.sh'), 'utf8'), before);
  });

  it('writes through a link inside the root and keeps the link', () => {
    const folder = repository({
      Dockerfile: 'FROM node:22\nCOPY start.sh /start.sh\nCMD ["sh", "/start.sh"]\n',
      'real/start.sh': 'node server.js &\n',
    });
    symlinkSync('real/start.sh', join(folder, 'start.sh'));
    lint(['--fix'], { cwd: folder });
    assert.equal(readFileSync(join(folder, 'real/start.sh'), 'utf8'), 'exec node server.js\n');
    assert.ok(readdirSync(folder, { withFileTypes: true }).some(entry => entry.isSymbolicLink()));
  });

  it('keeps the owner of a file', () => {
    const folder = storyCopy('v3');
    const script = join(folder, 'startup.sh');
    const isRoot = process.getuid?.() === 0;
    if (isRoot) chownSync(script, 4711, 4712);
    const { uid, gid } = statSync(script);
    lint(['--fix'], { cwd: folder });
    assert.equal(readFileSync(script, 'utf8'), MENDED);
    assert.equal(statSync(script).uid, uid);
    assert.equal(statSync(script).gid, gid);
  });

  it('says which file it cannot write, leaves all as it was, and shows what is still wrong', () => {
    const folder = storyCopy('v3');
    chmodSync(folder, 0o555);
    try {
      const before = readFileSync(join(folder, 'startup.sh'), 'utf8');
      const { status, stdout, stderr } = lint(['--fix'], { cwd: folder, plainUser: true });
      assert.equal(status, 2);
      assert.equal(stderr, 'entrypoint-lint: Cannot write startup.sh: permission denied.\n');
      assert.match(stdout, /error +server-in-background/);
      assert.doesNotMatch(stdout, /^Fixed/m);
      assert.equal(readFileSync(join(folder, 'startup.sh'), 'utf8'), before);
      assert.deepEqual(readdirSync(folder).sort(), ['.git', 'Dockerfile', 'startup.sh']);
    } finally {
      chmodSync(folder, 0o755);
    }
  });

  it('keeps a file whose bytes it cannot give back', () => {
    const folder = repository({
      Dockerfile: 'FROM node:22\nCOPY start.sh /start.sh\nCMD ["sh", "/start.sh"]\n',
    });
    const bytes = Buffer.concat([
      Buffer.from([0x23, 0xe9, 0x0a]),
      Buffer.from('node server.js &\n'),
    ]);
    writeFileSync(join(folder, 'start.sh'), bytes);
    const { status, stderr } = lint(['--fix'], { cwd: folder });
    assert.equal(status, 2);
    assert.equal(
      stderr,
      'entrypoint-lint: Cannot write start.sh: it is not UTF-8, or it has changed since it was read.\n',
    );
    assert.ok(readFileSync(join(folder, 'start.sh')).equals(bytes));
  });
});

describe('--diff', () => {
  after(removeFolders);

  it('prints what patch understands and writes nothing', () => {
    const folder = storyCopy('v3');
    const script = join(folder, 'startup.sh');
    const before = readFileSync(script, 'utf8');
    const { status, stdout } = lint(['--fix', '--diff'], { cwd: folder });
    assert.equal(status, 1, 'the files still have their findings');
    assert.equal(readFileSync(script, 'utf8'), before);
    assert.match(stdout, /^--- a\/startup\.sh\n\+\+\+ b\/startup\.sh\n@@ -1,16 \+1,15 @@\n/);
    const applied = spawnSync('git', ['apply', '-'], { cwd: folder, input: stdout });
    assert.equal(applied.status, 0, applied.stderr.toString());
    assert.equal(readFileSync(script, 'utf8'), MENDED);
  });

  it('prints nothing where nothing is to be fixed', () => {
    const folder = repository({ Dockerfile: 'FROM node:22\nCMD ["node", "server.js"]\n' });
    assert.deepEqual(lint(['--fix', '--diff'], { cwd: folder }), {
      status: 0,
      stdout: '',
      stderr: '',
    });
  });
});
