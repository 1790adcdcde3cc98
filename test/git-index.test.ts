import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readGitIndex } from '../server/src/git-index.ts';
import { createFolderHost } from '../server/src/node-files.ts';

describe('What git holds to be executable', () => {
  let folder = '';
  const git = (...words: readonly string[]): void => {
    execFileSync('git', ['-C', folder, ...words], { stdio: 'ignore' });
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'entrypoint-lint-'));
    mkdirSync(join(folder, 'scripts'));
    for (const name of ['Dockerfile', 'scripts/run.sh', 'scripts/run-all-of-them.sh', 'zoe.sh']) {
      writeFileSync(join(folder, name), 'x\n');
    }
    git('init');
    git('add', '.');
    git('update-index', '--chmod=+x', 'scripts/run.sh', 'zoe.sh');
  });
  after(() => rmSync(folder, { recursive: true }));

  const expected = new Map([
    ['Dockerfile', false],
    ['scripts/run-all-of-them.sh', false],
    ['scripts/run.sh', true],
    ['zoe.sh', true],
  ]);

  for (const version of ['2', '3', '4']) {
    it(`is read from an index of version ${version}`, () => {
      git('update-index', '--index-version', version);
      assert.deepEqual(readGitIndex(readFileSync(join(folder, '.git/index'))), expected);
    });
  }

  it('counts in place of modes where the disk keeps none', async () => {
    chmodSync(join(folder, 'Dockerfile'), 0o755);
    const host = createFolderHost(folder, 'git');
    const executable = async (path: string): Promise<unknown> => {
      const content = await host.readFile(path);
      return content.kind === 'text' ? content.executable : content.kind;
    };
    assert.equal(await executable('Dockerfile'), false);
    assert.equal(await executable('zoe.sh'), true);
    git('update-index', '--chmod=-x', 'zoe.sh');
    assert.equal(await executable('zoe.sh'), false);
  });

  it('is nothing for bytes that are no index, or half of one', () => {
    const bytes = readFileSync(join(folder, '.git/index'));
    assert.equal(readGitIndex(new Uint8Array()), undefined);
    assert.equal(readGitIndex(bytes.subarray(1)), undefined);
    assert.equal(readGitIndex(bytes.subarray(0, 100)), undefined);
  });
});
