import assert from 'node:assert/strict';
import { type AnalysisCache, analyzeKnown, type FileContent } from '../server/src/analysis.ts';
import { gather } from '../server/src/gather.ts';
import { BOMBS } from './bench/bombs.ts';
import { projectOf } from './bench/documents.ts';
import { createTestCache } from './case-run.ts';

/** What they cost is `npm run bench:growth`'s to say: here they only have to end. */
describe('scripts that are made to cost much', () => {
  let cache: AnalysisCache;
  before(async () => {
    cache = await createTestCache();
  });

  for (const { name, text, verdict } of BOMBS) {
    it(name, () => {
      const { launches } = analyzeKnown(projectOf(text), cache);
      assert.equal(launches[0]?.lifetime.verdict, verdict);
    });
  }

  const verdictOf = async (texts: ReadonlyMap<string, string>): Promise<string | undefined> => {
    const readFile = async (path: string): Promise<FileContent> => {
      const text = texts.get(path);
      return text === undefined ? { kind: 'absent' } : { kind: 'text', text };
    };
    const entries = [{ kind: 'dockerfile', path: 'Dockerfile' }] as const;
    const gathered = await gather(entries, { readFile }, cache);
    return gathered?.analysis.launches[0]?.lifetime.verdict;
  };

  it('a RUN whose script calls itself', async () => {
    const texts = new Map([
      ['Dockerfile', 'FROM debian:12\nCOPY . /\nRUN sh /setup.sh\nCMD ["sh", "/start.sh"]\n'],
      ['setup.sh', 'sh /setup.sh\n'.repeat(120)],
      ['start.sh', 'exec node server.js\n'],
    ]);
    assert.equal(await verdictOf(texts), 'stays');
  });

  for (const line of ['cp a '.repeat(40_000), 'C=/etc/nginx/nginx.conf '.repeat(8_000)]) {
    it(`a long line before a daemon: ${line.slice(0, 12)}…`, async () => {
      const texts = new Map([
        ['Dockerfile', 'FROM debian:12\nCOPY . /\nCMD ["sh", "/start.sh"]\n'],
        ['start.sh', `echo ${line}\nnginx\n`],
      ]);
      assert.equal(await verdictOf(texts), 'exits');
    });
  }

  it('large functions, and many ends before another script', async () => {
    const body = Array.from({ length: 1_000 }, (_, n) => `  mkdir -p "$DIR/${n}" && echo ${n}\n`);
    const ends = Array.from({ length: 400 }, (_, n) => `[ -n "$A_${n}" ] && exit ${n}\n`);
    const texts = new Map([
      ['Dockerfile', 'FROM debian:12\nCOPY . /\nCMD ["bash", "/start.sh"]\n'],
      ['start.sh', `prepare() {\n${body.join('')}}\n${ends.join('')}exec bash /other.sh\n`],
      ['other.sh', 'exec node server.js\n'],
    ]);
    assert.equal(await verdictOf(texts), 'unknown');
  });
});
