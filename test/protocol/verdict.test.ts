import assert from 'node:assert/strict';
import { eachWithServer } from './session.ts';

const SCRIPT = 'v3/startup.sh';

describe('The verdict of a file', () => {
  const client = eachWithServer();

  it('is that of its launches, and follows what is typed', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    const exits = { verdict: 'exits', text: 'The container stops while its server still runs.' };
    assert.deepEqual(await editor.verdict(SCRIPT), exits);
    assert.deepEqual(await editor.verdict('v3/Dockerfile'), exits);
    await editor.retype(SCRIPT, 'exec node /my-app/server.js\n');
    assert.equal((await editor.verdict(SCRIPT))?.verdict, 'stays');
  });

  it('is the gravest of several', async () => {
    const editor = client();
    const task = 'FROM alpine AS task\nCMD ["true"]\n';
    await editor.open('v3/Dockerfile', task + editor.saved('v3/Dockerfile'));
    assert.equal((await editor.verdict('v3/Dockerfile'))?.verdict, 'exits');
  });

  it('is none where no launch reads the file', async () => {
    const editor = client();
    await editor.open('unrelated.txt', 'node server.js\n');
    assert.equal(await editor.verdict('unrelated.txt'), null);
  });
});

describe('The verdict of a file in Japanese', () => {
  const client = eachWithServer({ locale: 'ja' });

  it('is told in it', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    assert.match((await editor.verdict(SCRIPT))?.text ?? '', /コンテナーが停止します/);
  });
});
