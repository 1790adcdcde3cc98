import assert from 'node:assert/strict';
import { lint, lintJson, removeFolders, repository } from './command.ts';

const STARTS_SCRIPT = 'FROM node:22\nCOPY start.sh /start.sh\nCMD ["sh", "/start.sh"]\n';

function assertSilent(files: Readonly<Record<string, string>>): void {
  const folder = repository(files);
  const { status, stderr } = lint([], { cwd: folder });
  assert.equal(stderr, '');
  assert.equal(status, 0);
  const { launches, findings } = lintJson([], { cwd: folder });
  assert.deepEqual(findings, []);
  for (const { verdict } of launches) assert.notEqual(verdict, 'exits');
}

describe('broken input', () => {
  after(removeFolders);

  it('claims nothing of scripts that are being typed', () => {
    const halves = [
      'if [ -z "$A"',
      'nohup node server.js &\nif true; then',
      'cat <<EOF\nx',
      '"',
      '$(',
    ];
    for (const half of halves) assertSilent({ Dockerfile: STARTS_SCRIPT, 'start.sh': half });
  });

  it('claims nothing of empty and missing files', () => {
    assertSilent({ Dockerfile: '' });
    assertSilent({ Dockerfile: STARTS_SCRIPT });
    assertSilent({ Dockerfile: STARTS_SCRIPT, 'start.sh': '' });
  });

  it('claims nothing of Dockerfiles without a command, or with half of one', () => {
    for (const end of [
      '',
      'CMD',
      'CMD [',
      'CMD ["sh",',
      'ENTRYPOINT',
      'CMD ["sh", "/start.sh"\n',
    ]) {
      assertSilent({ Dockerfile: `FROM node:22\n${end}` });
    }
    assertSilent({ Dockerfile: 'CMD ["sh", "/start.sh"]\n', 'start.sh': 'node a.js &\n' });
  });

  it('claims nothing of a script with a NUL byte', () => {
    assertSilent({ Dockerfile: STARTS_SCRIPT, 'start.sh': 'node server.js &\n\0' });
  });

  it('notes a Dockerfile that is no text, and fails when it was named', () => {
    const folder = repository({ Dockerfile: 'FROM node:22\0\nCMD node a.js &\n' });
    const note = 'entrypoint-lint: Cannot read Dockerfile: it is no text file.\n';
    const found = lint(['.'], { cwd: folder });
    assert.deepEqual([found.status, found.stderr], [0, note]);
    const named = lint(['Dockerfile'], { cwd: folder });
    assert.deepEqual([named.status, named.stderr], [2, note]);
    const input = 'FROM node:22\0\n';
    assert.equal(lint(['-'], { cwd: folder, input }).status, 2);
  });

  it('shows control characters as marks, so that a file cannot steer the terminal', () => {
    const folder = repository({
      Dockerfile: STARTS_SCRIPT,
      'start.sh': 'node \u001b[31mserver.js &\n',
    });
    const { stdout } = lint([], { cwd: folder });
    assert.ok(!stdout.includes('\u001b'));
  });
});
