import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lint, lintJson, ROOT, removeFolders, repository } from './command.ts';

const V3 = 'examples/crashloop/v3';
const V4 = 'examples/crashloop/v4';

/** One line that names the program, and nothing on standard output. */
function assertMistake(args: readonly string[], expected: RegExp): void {
  const { status, stdout, stderr } = lint(args);
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /^entrypoint-lint: [^\n]+\n$/);
  assert.match(stderr, expected);
}

describe('exit status', () => {
  const statuses = (folder: string) =>
    ['error', 'warning', 'info', 'never'].map(level => lint(['--fail-on', level, folder]).status);

  it('is 1 from the severity on that --fail-on names', () => {
    assert.deepEqual(statuses(V3), [1, 1, 1, 0]);
    assert.deepEqual(statuses(V4), [0, 0, 1, 0]);
    assert.equal(lint([V3]).status, 1);
    assert.equal(lint([V4]).status, 0);
  });

  it('is 2 for usage that makes no sense, with one line that says which', () => {
    assertMistake(['--fast'], /no option --fast/);
    assertMistake(['-x'], /no option -x/);
    assertMistake(['--format'], /--format needs a value/);
    assertMistake(['--format', 'xml'], /--format cannot be "xml"/);
    assertMistake(['--config', 'x.json'], /Cannot read x\.json: there is no such file/);
    assertMistake(['--fail-on', 'hint'], /--fail-on cannot be "hint"/);
    assertMistake(['--rule', 'no-such=off'], /no rule "no-such"/);
    assertMistake(['--rule', 'missing-exec'], /--rule missing-exec cannot be ""/);
    assertMistake(['--rule', 'missing-exec=loud'], /cannot be "loud"/);
    assertMistake(['--fix=some'], /--fix cannot be "some"/);
    assertMistake(['--diff'], /--fix/);
    for (const format of ['json', 'sarif', 'github']) {
      assertMistake(['--fix', '--diff', '--format', format], new RegExp(`--format ${format}`));
    }
    assertMistake(['--fix', '-'], /standard input/);
    assertMistake(['--explain', 'no-such'], /no rule "no-such"/);
    assertMistake(['--help=yes'], /takes no value/);
  });
});

describe('--rule', () => {
  after(removeFolders);

  it('turns a rule off, or gives it another severity', () => {
    const off = lintJson([V3, '--rule', 'server-in-background=off']);
    assert.deepEqual(off.findings, []);
    assert.equal(off.launches[0]?.verdict, 'exits');
    const { findings } = lintJson([V4, '--rule', 'missing-exec=error']);
    assert.deepEqual(
      findings.map(({ severity }) => severity),
      ['error'],
    );
    assert.equal(lint([V4, '--rule', 'missing-exec=error']).status, 1);
    assert.equal(lint([V3, '--rule', 'server-in-background=info']).status, 0);
  });

  it('takes the last of several, and is not lowered by assumptions', () => {
    const folder = repository({
      Dockerfile: 'FROM node:22\nCOPY start.sh /start.sh\nCMD ["sh", "/start.sh"]\n',
      'start.sh': 'node server.js &\nfrobnicate\necho ready\n',
    });
    const usual = lintJson(['.'], { cwd: folder }).findings[0];
    assert.equal(usual?.severity, 'warning');
    assert.deepEqual(usual?.assuming, ['frobnicate returns']);
    const rules = ['--rule=server-in-background=off', '--rule=server-in-background=error'];
    assert.equal(lintJson(rules, { cwd: folder }).findings[0]?.severity, 'error');
  });
});

describe('--help, --version, --explain', () => {
  it('say what there is', () => {
    const { status, stdout } = lint(['--help']);
    assert.equal(status, 0);
    assert.match(stdout, /--fail-on error\|warning\|info\|never/);
    assert.match(stdout, /--format pretty\|json\|sarif\|github/);
    assert.match(lint(['-h'], { env: { LC_ALL: 'ja_JP.UTF-8' } }).stdout, /終了ステータス/);
  });

  it('name the version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    assert.equal(lint(['--version']).stdout, `${version}\n`);
  });

  it('print a rule’s page in the reader’s language', () => {
    const page = (...path: readonly string[]) =>
      readFileSync(join(ROOT, 'docs', 'rules', ...path), 'utf8');
    const args = ['--explain', 'server-in-background'];
    assert.equal(lint(args).stdout, page('server-in-background.md'));
    const japanese = lint(args, { env: { LC_ALL: 'ja_JP.UTF-8' } });
    assert.equal(japanese.stdout, page('ja', 'server-in-background.md'));
  });
});
