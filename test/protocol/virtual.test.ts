import assert from 'node:assert/strict';
import { contentOf } from './client.ts';
import { eachWithServer } from './session.ts';

const SCRIPT = 'v3/startup.sh';
const DOCKERFILE = 'v3/Dockerfile';

describe('A virtual workspace', () => {
  const client = eachWithServer({ virtual: true });

  it('has its Dockerfiles found and read through the editor', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    const { diagnostics } = await editor.published(SCRIPT, found => found.diagnostics.length > 0);
    const error = diagnostics.find(({ code }) => code === 'server-in-background');
    assert.ok(error, 'the stranded server is not found');
    assert.match(error.relatedInformation?.[0]?.location.uri ?? '', /^memory:/);
    assert.match(contentOf(await editor.hover(DOCKERFILE, 'CMD')).value, /startup\.sh/);
  });

  it('has its scripts read through the editor', async () => {
    const editor = client();
    await editor.open(DOCKERFILE);
    await editor.published(SCRIPT, found => found.diagnostics.length > 0);
    assert.deepEqual(editor.marked(), [DOCKERFILE, SCRIPT]);
  });

  it('has its folders listed through the editor', async () => {
    const editor = client();
    editor.write('d/Dockerfile', 'FROM debian:12\nCOPY . /app\nCMD ["sh", "/app/all.sh"]\n');
    editor.write('d/all.sh', 'for file in /app/parts/*.sh; do . "$file"; done\n');
    editor.write('d/parts/1.sh', 'node /my-app/server.js &\n');
    await editor.open('d/Dockerfile');
    await editor.published('d/parts/1.sh', found => found.diagnostics.length > 0);
  });
});
