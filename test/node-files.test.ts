import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isDockerfileName } from '../server/src/dockerfile-name.ts';
import { createFolderHost, type FolderHost } from '../server/src/node-files.ts';

describe('The files of a folder', () => {
  let outside = '';
  let folder = '';
  let host: FolderHost;

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const kindOf = async (path: string): Promise<string> => (await host.readFile(path)).kind;

  beforeEach(() => {
    outside = mkdtempSync(join(tmpdir(), 'entrypoint-lint-'));
    folder = join(outside, 'folder');
    mkdirSync(folder);
    writeFileSync(join(outside, 'secret.sh'), 'x\n');
    host = createFolderHost(folder);
  });
  afterEach(() => rmSync(outside, { recursive: true }));

  it('are read when they are text', async () => {
    write('a.sh', 'echo ä\n');
    assert.deepEqual(await host.readFile('a.sh'), {
      kind: 'text',
      text: 'echo ä\n',
      executable: false,
    });
    chmodSync(join(folder, 'a.sh'), 0o755);
    assert.deepEqual(await host.readFile('a.sh'), {
      kind: 'text',
      text: 'echo ä\n',
      executable: true,
    });
    assert.equal(await kindOf('b.sh'), 'absent');
    assert.equal(await kindOf('a.sh/b.sh'), 'absent');
    write('nul.sh', 'a\0b');
    assert.equal(await kindOf('nul.sh'), 'unreadable');
    write('large.sh', 'x'.repeat(4_000_001));
    assert.equal(await kindOf('large.sh'), 'unreadable');
  });

  it('are told by name where they stand in a folder', async () => {
    write('b/c.sh', 'x\n');
    write('a.sh', 'x\n');
    symlinkSync('..', join(folder, 'up'));
    assert.deepEqual(await host.readFile(''), { kind: 'folder', names: ['a.sh', 'b', 'up'] });
    assert.deepEqual(await host.readFile('b'), { kind: 'folder', names: ['c.sh'] });
    assert.equal(await kindOf('up'), 'absent');
    for (let index = 0; index <= 2_000; index += 1) write(`many/${index}`, '');
    assert.equal(await kindOf('many'), 'unreadable');
  });

  it('end at its border', async () => {
    symlinkSync('../secret.sh', join(folder, 'link.sh'));
    symlinkSync('..', join(folder, 'up'));
    write('real.sh', 'x\n');
    symlinkSync('real.sh', join(folder, 'inside.sh'));
    assert.equal(await kindOf('link.sh'), 'absent');
    assert.equal(await kindOf('up/secret.sh'), 'absent');
    assert.equal(await kindOf('../secret.sh'), 'absent');
    assert.equal(await kindOf('inside.sh'), 'text');
  });

  it('are searched for Dockerfiles', async () => {
    for (const path of ['Dockerfile', 'a/b/api.dockerfile', 'a/Dockerfile.dockerignore']) {
      write(path, 'FROM x\n');
    }
    write('node_modules/a/Dockerfile', 'FROM x\n');
    write('.git/Dockerfile', 'FROM x\n');
    writeFileSync(join(outside, 'Dockerfile'), 'FROM x\n');
    symlinkSync('../../Dockerfile', join(folder, 'a/Dockerfile'));
    symlinkSync('..', join(folder, 'up'));
    assert.deepEqual(await host.findDockerfiles(), ['Dockerfile', 'a/b/api.dockerfile']);
    assert.deepEqual(await host.findDockerfiles('a'), ['a/b/api.dockerfile']);
    assert.deepEqual(await host.findDockerfiles('', 'directory'), ['Dockerfile']);
    assert.deepEqual(await host.findDockerfiles('up'), []);
    assert.deepEqual(await host.findDockerfiles('missing'), []);
  });

  it('leave out what .gitignore excludes, unless it is asked for', async () => {
    write('.gitignore', '/out/\n*.dockerfile\n');
    write('a/.gitignore', '!keep.dockerfile\n/Dockerfile\n');
    for (const path of ['out/Dockerfile', 'a/keep.dockerfile', 'a/x.dockerfile', 'a/Dockerfile']) {
      write(path, 'FROM x\n');
    }
    write('a/b/Dockerfile', 'FROM x\n');
    assert.deepEqual(await host.findDockerfiles(), ['a/b/Dockerfile', 'a/keep.dockerfile']);
    assert.deepEqual(await host.findDockerfiles('a/b'), ['a/b/Dockerfile']);
    assert.deepEqual(await host.findDockerfiles('out'), ['out/Dockerfile']);
  });
});

describe('The name of a Dockerfile', () => {
  for (const name of [
    'Dockerfile',
    'Containerfile',
    'Dockerfile.dev',
    'a.Dockerfile',
    'a.dockerfile',
  ])
    it(`is ${name}`, () => assert.ok(isDockerfileName(name)));
  for (const name of [
    'dockerfile',
    'Dockerfile.dockerignore',
    '.dockerignore',
    'MyDockerfile',
    'a.sh',
  ])
    it(`is not ${name}`, () => assert.ok(!isDockerfileName(name)));
});
