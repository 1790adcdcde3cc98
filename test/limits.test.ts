import assert from 'node:assert/strict';
import { type AnalysisCache, analyze } from '../server/src/analysis.ts';
import { projectOf } from './bench/documents.ts';
import { createTestCache } from './case-run.ts';

interface Limit {
  readonly what: string;
  /** Up to here the script is followed. */
  readonly limit: number;
  readonly script: (count: number) => string;
  readonly followed: string;
  readonly beyond: string;
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');

const LIMITS: readonly Limit[] = [
  {
    what: 'conditions on one way',
    limit: 200,
    script: count => `${lines(count, i => `[ -n "$A_${i}" ] || exit`)}exec node server.js\n`,
    followed: 'stays',
    beyond: 'unknown',
  },
  {
    what: 'values of one variable',
    limit: 16,
    script: count =>
      `case "$A" in\n${lines(count, i => `${i}) V=v${i};;`)}*) exit 1;; esac\n` +
      'node server.js &\nif [ "$V" = other ]; then exit; fi\nwait\n',
    followed: 'stays',
    beyond: 'exits',
  },
  {
    what: 'values of a word of several',
    limit: 4,
    script: count =>
      `${'AB'.replace(/./g, name => `case "$${name}" in\n${lines(count, i => `${i}) V${name}=${i};;`)}*) exit 1;; esac\n`)}` +
      'node server.js &\nif [ "$VA$VB" = other ]; then exit; fi\nwait\n',
    followed: 'stays',
    beyond: 'exits',
  },
  {
    what: 'jobs',
    limit: 200,
    script: count => `${lines(count, i => `node server${i}.js &`)}kill $!\nwait\n`,
    followed: 'stays',
    beyond: 'unknown',
  },
  {
    what: 'calls, that of the script among them',
    limit: 1_000,
    script: count => `f() { :; }\n${lines(count - 1, () => 'f')}exec node server.js\n`,
    followed: 'stays',
    beyond: 'unknown',
  },
  {
    what: 'functions that call each other',
    limit: 39,
    script: count =>
      `f0() { :; }\n${lines(count, i => `f${i + 1}() { f${i}; }`)}f${count}\nexec node server.js\n`,
    followed: 'stays',
    beyond: 'unknown',
  },
  {
    what: 'functions that evaluate each other',
    limit: 19,
    script: count =>
      `f0() { :; }\n${lines(count, i => `f${i + 1}() { eval f${i}; }`)}f${count}\nexec node server.js\n`,
    followed: 'stays',
    beyond: 'unknown',
  },
  {
    what: 'loops inside of each other',
    limit: 4,
    script: count =>
      `${'for i in a; do '.repeat(count)}:${'; done'.repeat(count)}\nexec node server.js\n`,
    followed: 'stays',
    beyond: 'unknown',
  },
  {
    what: 'words of a loop, each for itself',
    limit: 16,
    script: count =>
      `for i in ${lines(count, i => `v${i}`).replaceAll('\n', ' ')}; do last=$i; done\n` +
      'node server.js &\nif [ "$last" = other ]; then exit; fi\nwait\n',
    followed: 'stays',
    beyond: 'exits',
  },
  {
    what: 'wrappers around one command',
    limit: 51,
    script: count => `exec ${'nice '.repeat(count)}node server.js\n`,
    followed: 'stays',
    beyond: 'unknown',
  },
];

/** Beyond a limit the analysis claims less; up to it, it knows all. What the limits save is `bombs.test.ts`'s to say. */
describe('limits', () => {
  let cache: AnalysisCache;
  before(async () => {
    cache = await createTestCache();
  });

  const verdictOf = (text: string): string | undefined =>
    analyze(projectOf(text), cache).launches[0]?.lifetime.verdict;

  for (const { what, limit, script, followed, beyond } of LIMITS) {
    it(`${what}: ${limit}`, () => {
      assert.equal(verdictOf(script(limit)), followed);
      assert.equal(verdictOf(script(limit + 1)), beyond);
    });
  }
});
