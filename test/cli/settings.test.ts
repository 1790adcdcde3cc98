import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { lint, lintJson, removeFolders, repository } from './command.ts';

const FILE = '.entrypoint-lint.json';
const STARTS_SCRIPT = 'FROM node:22\nCOPY start.sh /start.sh\nCMD ["sh", "/start.sh"]\n';
const PROJECT = { Dockerfile: STARTS_SCRIPT, 'start.sh': 'node server.js &\n' };
const OFF = JSON.stringify({ rules: { 'server-in-background': 'off' } });

function severities(args: readonly string[], cwd: string): readonly string[] {
  return lintJson(args, { cwd }).findings.map(({ rule, severity }) => `${severity} ${rule}`);
}

describe('settings', () => {
  after(removeFolders);

  it('come from the nearest file upwards, wherever the command is started', () => {
    const folder = repository({
      [FILE]: '{"rules": {"server-in-background": "info"}}',
      'a/b/Dockerfile': STARTS_SCRIPT,
      'a/b/start.sh': 'node server.js &\n',
    });
    assert.deepEqual(severities([], folder), ['info server-in-background']);
    assert.deepEqual(severities([], join(folder, 'a/b')), ['info server-in-background']);
    assert.equal(lint([], { cwd: folder }).status, 0);
  });

  it('come from no file above the root, and from none that a link finds outside', () => {
    const outer = repository({
      [FILE]: OFF,
      'app/Dockerfile': STARTS_SCRIPT,
      'app/start.sh': 'node a.js &\n',
    });
    const inner = join(outer, 'app');
    assert.deepEqual(severities(['--root', inner], inner), ['error server-in-background']);
    symlinkSync(join(outer, FILE), join(inner, FILE));
    assert.deepEqual(severities(['--root', inner], inner), ['error server-in-background']);
    assert.deepEqual(severities([], outer), []);
  });

  it('give way to flags', () => {
    const folder = repository({ ...PROJECT, [FILE]: OFF });
    assert.deepEqual(severities([], folder), []);
    const rule = ['--rule', 'server-in-background=warning'];
    assert.deepEqual(severities(rule, folder), ['warning server-in-background']);
  });

  it('come from the file that --config names, and no other', () => {
    const folder = repository({
      ...PROJECT,
      [FILE]: OFF,
      'ci/lint.json': '{"rules": {"server-in-background": "hint"}, "exclude": ["other"]}',
      'ci/other/Dockerfile': STARTS_SCRIPT,
      'other/Dockerfile': STARTS_SCRIPT,
    });
    const args = ['--config', 'ci/lint.json'];
    assert.deepEqual(severities(args, folder), ['hint server-in-background']);
    const report = lintJson(args, { cwd: folder });
    assert.deepEqual(
      report.launches.map(({ file }) => file),
      ['Dockerfile', 'other/Dockerfile'],
    );
    assert.equal(report.stats.dockerfiles, 2);
  });

  it('that make no sense are told with their line and with what holds instead', () => {
    const folder = repository({
      ...PROJECT,
      [FILE]: '{\n  "rules": {\n    "server-in-background": "loud"\n  }\n}\n',
    });
    const { status, stdout, stderr } = lint([], { cwd: folder });
    assert.equal(status, 2);
    assert.match(stdout, /error {2}server-in-background/);
    assert.equal(
      stderr,
      'entrypoint-lint: .entrypoint-lint.json:3:29: `rules.server-in-background` cannot be "loud"; ' +
        'it is one of: off, hint, info, warning, error. The default holds: error.\n',
    );
    const named = lint(['--config', FILE, '--format', 'json'], { cwd: folder });
    assert.equal(named.status, 2);
    assert.equal(named.stderr, stderr);
  });

  for (const broken of [
    '',
    '{',
    '[]',
    'null',
    '{"rules": []}',
    '{"exclude": "x"}',
    '\0',
    '{"a":1}',
  ]) {
    it(`of ${JSON.stringify(broken)} leave the defaults`, () => {
      const folder = repository({ ...PROJECT, [FILE]: broken });
      const { status, stdout, stderr } = lint([], { cwd: folder });
      assert.equal(status, 2);
      assert.match(stderr, /^entrypoint-lint: \.entrypoint-lint\.json:1:\d+: [^\n]+\n$/);
      assert.match(stdout, /error {2}server-in-background/);
    });
  }

  it('may hold comments, trailing commas and the address of their schema', () => {
    const text =
      '// ours\n{ "$schema": "x", "rules": { "server-in-background": "off", /* yes */ }, }\n';
    const folder = repository({ ...PROJECT, [FILE]: text });
    assert.deepEqual(lint([], { cwd: folder }).stderr, '');
    assert.deepEqual(severities([], folder), []);
  });
});
