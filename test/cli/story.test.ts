import assert from 'node:assert/strict';
import { type JsonLaunch, lint, lintJson } from './command.ts';

const SERVER = 'node /my-app/server.js';
const LAUNCHERS = ['/my-app/my-tools/start', '/my-app/my-another-tools/execute my-daemon'];
const RETURN = LAUNCHERS.map(launcher => `${launcher} returns`);

function storyOf(version: string) {
  const folder = `examples/crashloop/${version}`;
  const report = lintJson([`${folder}/Dockerfile`]);
  const launch = report.launches[0] as JsonLaunch;
  return { folder, script: `${folder}/startup.sh`, report, launch };
}

describe('the story as JSON', () => {
  for (const version of ['v1', 'v2', 'v3', 'v4']) {
    it(`describes the launch of ${version}`, () => {
      const { report, launch, folder, script } = storyOf(version);
      const { verdict, endings, ...rest } = launch;
      assert.equal(report.schema, 1);
      assert.equal(report.launches.length, 1);
      assert.deepEqual(rest, {
        file: `${folder}/Dockerfile`,
        line: 4,
        kind: 'dockerfile',
        name: null,
        command: ['sh', '/my-app/startup.sh'],
        scripts: [script],
      });
      assert.equal(verdict, version === 'v2' || version === 'v3' ? 'exits' : 'stays');
      assert.deepEqual(
        { ...report.stats, milliseconds: 0 },
        {
          dockerfiles: 1,
          scripts: 1,
          milliseconds: 0,
        },
      );
      assert.ok(Number.isInteger(report.stats.milliseconds));
      assert.ok(endings.length > 0);
    });
  }

  it('tells how v1 and v4 stay up', () => {
    const [first, ...others] = storyOf('v1').launch.endings;
    assert.deepEqual(others, []);
    assert.deepEqual(first, {
      kind: 'runs',
      file: 'examples/crashloop/v1/startup.sh',
      line: 10,
      command: SERVER,
      exec: false,
      when: [],
      assuming: [...RETURN, `${SERVER} stays in the foreground`],
      jobs: [],
    });
    const last = storyOf('v4').launch.endings[0];
    assert.deepEqual(
      [last?.kind, last?.line, last?.command, last?.exec],
      ['runs', 15, SERVER, false],
    );
  });

  it('tells how v2 ends, and what it strands', () => {
    const { launch, script } = storyOf('v2');
    const ending = { kind: 'ends', file: script, line: 10, command: null, exec: false, when: [] };
    const jobs = [{ command: SERVER, file: script, line: 4, behavior: 'serves' }];
    assert.deepEqual(launch.endings, [{ ...ending, assuming: RETURN, jobs }]);
  });

  it('tells both endings of v3 with their conditions', () => {
    const { launch } = storyOf('v3');
    assert.deepEqual(
      launch.endings.map(({ kind, line, when }) => [kind, line, when]),
      [
        ['ends', 9, ['PRODUCTION_ENV is empty']],
        ['ends', 16, ['PRODUCTION_ENV is not empty']],
      ],
    );
  });

  it('reports the stranded server of v3 with its trail and its fix', () => {
    const { report, script, folder } = storyOf('v3');
    const [finding, ...others] = report.findings;
    assert.deepEqual(others, []);
    assert.equal(finding?.rule, 'server-in-background');
    assert.equal(finding?.severity, 'error');
    assert.equal(finding?.file, script);
    assert.deepEqual(finding?.start, { line: 4, column: 1 });
    assert.deepEqual(finding?.end, { line: 4, column: 31 });
    assert.deepEqual(finding?.launches, [`${folder}/Dockerfile:4`]);
    assert.match(finding?.message ?? '', /PID 1 ends while `node \/my-app\/server\.js`/);
    const lines = finding?.trail.filter(({ file }) => file === script).map(({ line }) => line);
    assert.deepEqual(lines, [4, 9, 16]);
    assert.deepEqual(finding?.fixes, [
      { title: `Run \`${SERVER}\` in the foreground, last`, safety: 'safe' },
      {
        title: `Move the launchers into a script of their own, \`startup_launch_daemons.sh\`, and run \`${SERVER}\` last`,
        safety: 'safe',
      },
    ]);
  });

  it('has no warning for v1 and v4', () => {
    const found = (version: string) =>
      storyOf(version).report.findings.map(({ rule, severity }) => `${severity} ${rule}`);
    assert.deepEqual(found('v1'), ['hint slow-start', 'info missing-exec']);
    assert.deepEqual(found('v4'), ['info missing-exec']);
  });

  it('is English in every locale', () => {
    const english = lintJson(['examples/crashloop/v3']);
    const japanese = lintJson(['examples/crashloop/v3'], { env: { LC_ALL: 'ja_JP.UTF-8' } });
    assert.deepEqual(japanese.findings, english.findings);
  });
});

describe('the story for people', () => {
  it('shows the line, both endings and the fix of v3', () => {
    const { status, stdout, stderr } = lint(['examples/crashloop/v3']);
    assert.equal(status, 1);
    assert.equal(stderr, '');
    assert.match(stdout, /^examples\/crashloop\/v3\/Dockerfile:4 {2}sh \/my-app\/startup\.sh$/m);
    assert.match(stdout, /^ {2}The container stops while its server still runs\.$/m);
    assert.match(stdout, /startup\.sh:4:1 {2}error {2}server-in-background$/m);
    assert.match(stdout, /^ +4 │ nohup node \/my-app\/server\.js &\n +│ \^{30}$/m);
    assert.match(stdout, /^ +9 │ {3}exit\n +│ {3}\^{4}\n +PID 1 ends here: at `exit`/m);
    assert.match(stdout, /^ +16 │ \/my-app\/my-another-tools\/execute my-daemon\n +│ \^{42}$/m);
    assert.match(stdout, /^ +fix: Run `node \/my-app\/server\.js` in the foreground, last$/m);
    assert.match(stdout, /^1 error, 0 warnings in 1 launch\./m);
    assert.ok(!stdout.includes('\u001b'), 'colors belong to terminals');
  });

  it('passes over v1 and v4 with less than a warning', () => {
    const { status, stdout } = lint(['examples/crashloop/v1', 'examples/crashloop/v4']);
    assert.equal(status, 0);
    assert.match(stdout, /^0 errors, 0 warnings, 2 infos, 1 hint in 2 launches\./m);
  });

  it('speaks Japanese where the locale does', () => {
    const { stdout } = lint(['examples/crashloop/v3'], { env: { LC_ALL: 'ja_JP.UTF-8' } });
    assert.match(stdout, /startup\.sh:4:1 {2}エラー {2}server-in-background/);
    assert.match(stdout, /修正: /);
  });
});
