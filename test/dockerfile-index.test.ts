import assert from 'node:assert/strict';
import type { Entry } from '../server/src/analysis.ts';
import { createDockerfileIndex } from '../server/src/lsp/dockerfile-index.ts';
import { createTestCache } from './case-run.ts';

const MANY = 300;
const NEAR = 'services/app';

/** A folder with many Dockerfiles; each copies and starts the script beside it. */
function manyDockerfiles(): {
  readonly paths: readonly string[];
  readonly text: (path: string) => string;
} {
  const far = Array.from({ length: MANY }, (_, index) => `others/number-${index}/Dockerfile`);
  return {
    paths: [...far, `${NEAR}/Dockerfile`],
    text: path =>
      path.endsWith('Dockerfile')
        ? 'FROM debian:12\nCOPY start.sh /start.sh\nCMD ["sh", "/start.sh"]\n'
        : 'exec node server.js\n',
  };
}

describe('The index of Dockerfiles', () => {
  it('tells what the nearest give before it has read them all', async () => {
    const { paths, text } = manyDockerfiles();
    const read = new Set<string>();
    const known = new Set([...paths, ...paths.map(path => path.replace('Dockerfile', 'start.sh'))]);
    const index = createDockerfileIndex({
      cache: createTestCache(),
      dockerfiles: async () => paths,
      host: {
        async readFile(path) {
          read.add(path);
          return known.has(path) ? { kind: 'text', text: text(path) } : { kind: 'absent' };
        },
      },
    });
    const open = new Set([`${NEAR}/start.sh`]);
    const early: { entries: readonly Entry[]; read: number }[] = [];
    const entries = await index.entriesFor(open, new AbortController().signal, async nearest => {
      early.push({ entries: nearest, read: paths.filter(path => read.has(path)).length });
    });
    const own: readonly Entry[] = [{ kind: 'dockerfile', path: `${NEAR}/Dockerfile` }];
    assert.deepEqual(entries, own);
    assert.deepEqual(
      early.map(({ entries: nearest }) => nearest),
      [own],
    );
    assert.ok((early[0]?.read ?? MANY) < MANY, 'all of them were read first');
    assert.equal(paths.filter(path => read.has(path)).length, paths.length);
  });
});
