import assert from 'node:assert/strict';
import { analyze, type FileContent } from '../server/src/analysis.ts';
import { createTestCache } from './case-run.ts';

describe('reading ahead', () => {
  it('executes nothing before the scripts are known that others name', async () => {
    const cache = await createTestCache();
    const texts = [
      ['Dockerfile', 'FROM debian:13\nCOPY . /app/\nWORKDIR /app\nCMD ["bash", "./start.sh"]\n'],
      ['start.sh', 'if [ -n "$A" ]; then\n  . ./lib/a.sh\nfi\nexec node server.js\n'],
      ['lib/a.sh', 'bash /app/lib/b.sh\n'],
      ['lib/b.sh', 'true\n'],
    ] as const;
    const files = new Map<string, FileContent>();
    const wanted: string[] = [];
    for (let round = 0; round < 10; round += 1) {
      const entries = [{ kind: 'dockerfile', path: 'Dockerfile' }] as const;
      const { launches, wants } = analyze({ entries, files }, cache);
      if (files.has('Dockerfile') && !files.has('lib/b.sh')) assert.deepEqual(launches, []);
      for (const path of wants) {
        const text = texts.find(([name]) => name === path)?.[1];
        if (text !== undefined) wanted.push(path);
        files.set(path, text === undefined ? { kind: 'absent' } : { kind: 'text', text });
      }
    }
    assert.deepEqual(wanted, ['Dockerfile', 'start.sh', 'lib/a.sh', 'lib/b.sh']);
  });
});
