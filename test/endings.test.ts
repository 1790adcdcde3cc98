import assert from 'node:assert/strict';
import type { AnalysisCache } from '../server/src/analysis.ts';
import type { Lifetime } from '../server/src/lifetime/endings.ts';
import { createTestCache, gatherTexts } from './case-run.ts';

/** What findings, hovers and the oracle take from endings, of which cases show the half. */
describe('endings', () => {
  let cache: AnalysisCache;
  before(async () => {
    cache = await createTestCache();
  });

  const lifetimeOf = async (...lines: readonly string[]): Promise<Lifetime> => {
    const texts = new Map([['start.sh', `${lines.join('\n')}\n`]]);
    const [report] = (await gatherTexts(texts, ['start.sh'], cache)).analysis.launches;
    assert.ok(report, 'no launch');
    return report.lifetime;
  };

  it('say what is presumed of programs on the way, and only there', async () => {
    const { endings } = await lifetimeOf(
      '/opt/agent/start',
      'if [ -n "$ONCE" ]; then',
      '  /opt/task/start',
      '  exit 3',
      'fi',
      '/opt/monitor/start &',
      'migrate',
      'node server.js',
    );
    const told = endings.map(({ cause, status, assuming, before }) => ({
      cause,
      status,
      assuming: assuming.map(
        ({ command, does, presumed }) => `${command} ${does}${presumed ? '' : '?'}`,
      ),
      before: before.map(({ argv }) => argv[0]?.value),
    }));
    const agent = '/opt/agent/start';
    assert.deepEqual(told, [
      {
        cause: 'exit',
        status: 3,
        assuming: [`${agent} returns`, '/opt/task/start returns'],
        before: [agent, '/opt/task/start'],
      },
      {
        cause: 'program',
        status: undefined,
        assuming: ['migrate stays?', `${agent} returns`],
        before: [agent],
      },
      {
        cause: 'program',
        status: undefined,
        assuming: ['migrate returns?', `${agent} returns`, 'node server.js stays'],
        before: [agent],
      },
    ]);
  });

  it('have a status where it is the same on all ways', async () => {
    const statusesOf = async (
      ...lines: readonly string[]
    ): Promise<readonly (number | undefined)[]> =>
      (await lifetimeOf(...lines)).endings.map(({ status }) => status);
    assert.deepEqual(await statusesOf('mkdir -p /run/x', 'exit 0'), [0]);
    assert.deepEqual(await statusesOf('exit 260'), [4]);
    assert.deepEqual(await statusesOf('(exit 17)', 'exit $?'), [17]);
    assert.deepEqual(await statusesOf('(exit 17)', 'exit'), [17]);
    assert.deepEqual(await statusesOf('(exit 17)', 'exit "$A"'), [undefined, 0]);
    assert.deepEqual(await statusesOf('[ -n "$A" ]'), [undefined]);
    assert.deepEqual(await statusesOf('stop() { exit $1; }', 'stop 3'), [3]);
    assert.deepEqual(await statusesOf('exec node server.js'), [undefined]);
    assert.deepEqual(await statusesOf('exec tini -- mkdir -p /run/x'), [undefined]);
  });

  it('tell what happens in one environment', async () => {
    const { variables, possibleEndings } = await lifetimeOf(
      'node api.js &',
      'if [ "$MODE" = both ]; then node worker.js & fi',
      'if grep -q metrics /etc/app.conf; then node metrics.js & fi',
      'if [ -n "$CHECK" ]; then exit 4; fi',
      'wait',
    );
    assert.deepEqual(
      [...variables],
      [
        ['CHECK', ['', '\0']],
        ['MODE', ['both']],
      ],
    );
    const endingsIn = possibleEndings();
    const told = (environment: Record<string, string>): readonly unknown[] =>
      endingsIn(new Map(Object.entries(environment))).map(
        ({ ending, confidence, doubted, jobs }) => [
          ending.cause,
          confidence,
          doubted,
          jobs.map(({ job, certain }) => `${job.command}${certain ? '' : '?'}`).join(', '),
        ],
      );
    assert.deepEqual(told({}), [['wait', 'certain', false, 'node api.js, node metrics.js?']]);
    assert.deepEqual(told({ MODE: 'both' }), [
      ['wait', 'certain', false, 'node api.js, node worker.js, node metrics.js?'],
    ]);
    assert.deepEqual(told({ CHECK: 'x' }), [
      ['exit', 'certain', false, 'node api.js, node metrics.js?'],
    ]);
  });

  it('are doubted where something was not understood', async () => {
    const { verdict, endings } = await lifetimeOf(
      'eval "$(cat /etc/environment)"',
      'exec node server.js',
    );
    assert.equal(verdict, 'unknown');
    assert.deepEqual(
      endings.map(({ doubted, confidence }) => [doubted, confidence]),
      [[true, 'opaque']],
    );
  });
});
