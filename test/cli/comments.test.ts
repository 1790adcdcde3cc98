import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lint, lintJson, removeFolders, repository } from './command.ts';

const STARTS_SCRIPT = 'FROM node:22\nCOPY start.sh /start.sh\nCMD ["sh", "/start.sh"]\n';
const SUPPRESSED =
  '# entrypoint-lint: disable-next-line server-in-background -- restarted anyway\nnode server.js &\n';

describe('comments', () => {
  after(removeFolders);

  it('keep what they suppress in JSON, and out of everything else', () => {
    const folder = repository({ Dockerfile: STARTS_SCRIPT, 'start.sh': SUPPRESSED });
    const { findings, launches } = lintJson([], { cwd: folder });
    assert.deepEqual(
      findings.map(({ rule, suppressed, fixes }) => ({ rule, suppressed, fixes })),
      [{ rule: 'server-in-background', suppressed: true, fixes: [] }],
    );
    assert.equal(launches[0]?.verdict, 'exits');
    const { status, stdout } = lint(['--fix', '--fail-on', 'info'], { cwd: folder });
    assert.equal(status, 0);
    assert.doesNotMatch(stdout, /server-in-background/);
    assert.match(stdout, /^0 errors, 0 warnings in 1 launch\.$/m);
    assert.equal(readFileSync(join(folder, 'start.sh'), 'utf8'), SUPPRESSED);
  });

  it('go with --fix when they suppress nothing', () => {
    const folder = repository({
      Dockerfile: STARTS_SCRIPT,
      'start.sh': SUPPRESSED.replace('node server.js &', 'exec node server.js'),
    });
    assert.equal(lint([], { cwd: folder }).status, 1);
    assert.equal(lint(['--fix'], { cwd: folder }).status, 0);
    assert.equal(readFileSync(join(folder, 'start.sh'), 'utf8'), 'exec node server.js\n');
  });

  it('are judged where all Dockerfiles are looked at, as another one may need them', () => {
    const folder = repository({
      'a/Dockerfile': STARTS_SCRIPT,
      'b/Dockerfile': STARTS_SCRIPT,
      'start.sh': SUPPRESSED.replace('node server.js &', 'exec node server.js'),
    });
    const rules = (...paths: readonly string[]): readonly string[] =>
      lintJson(paths, { cwd: folder }).findings.map(({ rule }) => rule);
    assert.deepEqual(rules('a/Dockerfile'), []);
    assert.deepEqual(rules('a'), []);
    assert.deepEqual(rules(), ['ineffective-comment']);
  });
});
