import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { lint, lintJson, removeFolders, repository, temporaryFolder } from './command.ts';

const STARTS_SCRIPT = 'FROM node:22\nCOPY start.sh /start.sh\nCMD ["sh", "/start.sh"]\n';
const STRANDS = 'node server.js &\n';

function filesOf(args: readonly string[], cwd: string): readonly string[] {
  return lintJson(args, { cwd }).launches.map(({ file }) => file);
}

describe('paths', () => {
  after(removeFolders);

  it('finds Dockerfiles of every name, and none that git ignores', () => {
    const text = 'FROM node:22\nCMD ["node", "a.js"]\n';
    const folder = repository({
      '.gitignore': 'out/\n*.tmp/\n',
      Dockerfile: text,
      'a/Containerfile': text,
      'a/Dockerfile.dev': text,
      'a/web.Dockerfile': text,
      'a/web.dockerfile': text,
      'a/Dockerfile.dockerignore': 'x\n',
      'out/Dockerfile': text,
      'a/b.tmp/Dockerfile': text,
      'node_modules/p/Dockerfile': text,
      '.git/Dockerfile': text,
    });
    const all = ['Dockerfile', 'a/Containerfile', 'a/Dockerfile.dev', 'a/web.Dockerfile'];
    assert.deepEqual([...filesOf([], folder)].sort(), [...all, 'a/web.dockerfile']);
    assert.deepEqual(filesOf(['out/Dockerfile'], folder), ['out/Dockerfile']);
    assert.deepEqual(filesOf(['Dockerfile', '.', 'Dockerfile'], folder).length, 5);
  });

  it('shows paths from the current directory, and finds the root above it', () => {
    const folder = repository({ 'app/Dockerfile': STARTS_SCRIPT, 'start.sh': STRANDS });
    mkdirSync(join(folder, 'elsewhere'));
    const report = lintJson(['../app'], { cwd: join(folder, 'elsewhere') });
    assert.equal(report.launches[0]?.file, '../app/Dockerfile');
    assert.deepEqual(report.launches[0]?.scripts, ['../start.sh']);
    assert.deepEqual(report.findings[0]?.launches, ['../app/Dockerfile:3']);
  });

  it('analyzes a script named alone as though a launch ran it', () => {
    const folder = repository({ 'bin/run.sh': STRANDS, 'bin/run': `#!/bin/sh\n${STRANDS}` });
    for (const path of ['bin/run.sh', 'bin/run']) {
      const report = lintJson([path], { cwd: folder });
      assert.equal(report.launches[0]?.verdict, 'exits');
      assert.equal(report.findings[0]?.file, path);
      assert.equal(report.stats.dockerfiles, 0);
    }
  });

  it('reads a Dockerfile from standard input, with the current directory as its context', () => {
    const folder = repository({ 'app/start.sh': STRANDS, 'start.sh': 'exec node server.js\n' });
    const cwd = join(folder, 'app');
    const report = lintJson(['-'], { cwd, input: STARTS_SCRIPT });
    assert.equal(report.launches[0]?.file, '-');
    assert.equal(report.launches[0]?.line, 3);
    assert.equal(report.findings[0]?.file, 'start.sh');
    const shown = lint(['-', '--fix', '--diff'], { cwd, input: 'FROM node:22\nCMD node a.js &\n' });
    assert.equal(shown.stderr, '');
  });

  it('says which path cannot be read, and still reports the others', () => {
    const folder = repository({ Dockerfile: STARTS_SCRIPT, 'start.sh': STRANDS });
    const { status, stdout, stderr } = lint(['missing', 'Dockerfile'], { cwd: folder });
    assert.equal(status, 2);
    assert.equal(
      stderr,
      'entrypoint-lint: Cannot read missing: there is no such file or directory.\n',
    );
    assert.match(stdout, /server-in-background/);
  });

  it('survives links that go round in circles', () => {
    const folder = repository({ 'a/Dockerfile': STARTS_SCRIPT });
    symlinkSync('..', join(folder, 'a', 'up'));
    symlinkSync('loop', join(folder, 'a', 'loop'));
    symlinkSync('start.sh', join(folder, 'start.sh'));
    assert.deepEqual(filesOf([], folder), ['a/Dockerfile']);
    const { status, stderr } = lint(['a/loop'], { cwd: folder });
    assert.equal(status, 2);
    assert.match(stderr, /form a loop\.\n$/);
  });

  it('never opens what is outside of the root', () => {
    const outside = temporaryFolder();
    const folder = repository({ Dockerfile: STARTS_SCRIPT });
    writeFileSync(join(outside, 'start.sh'), STRANDS);
    writeFileSync(join(outside, 'Dockerfile'), STARTS_SCRIPT);
    symlinkSync(join(outside, 'start.sh'), join(folder, 'start.sh'));
    symlinkSync(outside, join(folder, 'linked'));
    const report = lintJson([], { cwd: folder });
    assert.deepEqual(report.launches[0]?.scripts, []);
    assert.deepEqual(report.findings, []);
    assert.equal(report.launches.length, 1);
    for (const args of [['linked'], ['--root', folder, outside]]) {
      const { status, stderr } = lint(args, { cwd: folder });
      assert.equal(status, 2);
      assert.match(stderr, /is outside of the project's root/);
    }
  });

  it('keeps the root that --root names', () => {
    const folder = repository({ 'app/Dockerfile': STARTS_SCRIPT, 'start.sh': STRANDS });
    const report = lintJson(['--root', 'app', 'app'], { cwd: folder });
    assert.deepEqual(report.launches[0]?.scripts, []);
    assert.equal(lint(['--root', 'none', 'app'], { cwd: folder }).status, 2);
  });

  it('is its own root when it is in no repository and not below the current directory', () => {
    const folder = temporaryFolder();
    const copy = repository({ Dockerfile: STARTS_SCRIPT, 'start.sh': STRANDS });
    const path = join(relative(folder, copy), 'Dockerfile');
    assert.equal(lintJson([path], { cwd: folder }).launches[0]?.verdict, 'exits');
  });

  it('says when there is nothing to check', () => {
    const { status, stdout, stderr } = lint([], { cwd: repository({}) });
    assert.equal(status, 0);
    assert.equal(stderr, 'entrypoint-lint: No Dockerfile below ..\n');
    assert.match(stdout, /^0 errors, 0 warnings in 0 launches\.\n$/);
  });
});
