import assert from 'node:assert/strict';
import { contentOf, FULL } from './client.ts';
import { eachWithServer } from './session.ts';

describe('The hover', () => {
  const client = eachWithServer();

  it('tells at CMD how PID 1 ends', async () => {
    const editor = client();
    await editor.open('v3/Dockerfile');
    const hover = await editor.hover('v3/Dockerfile', 'CMD');
    const { kind, value } = contentOf(hover);
    assert.equal(kind, 'markdown');
    assert.match(value, /^\*\*The container stops while its server still runs\.\*\*/);
    assert.match(value, /PID 1 starts as `sh \/my-app\/startup\.sh` and runs `v3\/startup\.sh`/);
    assert.match(
      value,
      /- PID 1 ends at `exit` \(startup\.sh, line 9\).*\n- PID 1 ends at the end/,
    );
    assert.deepEqual(
      hover?.range,
      editor.find('v3/Dockerfile', 'CMD ["sh", "/my-app/startup.sh"]'),
    );
  });

  it('tells at a command what it does', async () => {
    const editor = client();
    await editor.open('v3/startup.sh');
    const { value } = contentOf(await editor.hover('v3/startup.sh', 'node /my-app/server.js'));
    assert.match(value, /`node \/my-app\/server\.js`.*in the background/);
    assert.match(value, /Presumed/);
    const launcher = contentOf(await editor.hover('v3/startup.sh', '/my-app/my-tools/start'));
    assert.match(launcher.value, /my-tools\/start/);
  });

  it('is silent elsewhere', async () => {
    const editor = client();
    await editor.open('v3/Dockerfile');
    assert.equal(await editor.hover('v3/Dockerfile', 'WORKDIR'), null);
    await editor.open('unrelated.txt', 'node server.js\n');
    assert.equal(await editor.hover('unrelated.txt', 'node'), null);
  });

  it('follows what is typed', async () => {
    const editor = client();
    await editor.open('v3/Dockerfile');
    await editor.open('v3/startup.sh');
    await editor.edit('v3/startup.sh', 'nohup node /my-app/server.js &', 'node /my-app/server.js');
    const { value } = contentOf(await editor.hover('v3/Dockerfile', 'CMD'));
    assert.match(value, /^\*\*The container stays up\.\*\*/);
  });
});

describe('The hover without Markdown', () => {
  const client = eachWithServer({
    capabilities: { ...FULL, textDocument: { hover: { contentFormat: ['plaintext'] } } },
  });

  it('says the same in plain text', async () => {
    const editor = client();
    await editor.open('v3/Dockerfile');
    const { kind, value } = contentOf(await editor.hover('v3/Dockerfile', 'CMD'));
    assert.equal(kind, 'plaintext');
    assert.match(value, /^The container stops while its server still runs\. PID 1 starts as sh \//);
    assert.doesNotMatch(value, /[*`]/);
  });
});
