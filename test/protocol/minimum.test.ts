import assert from 'node:assert/strict';
import { contentOf } from './client.ts';
import { eachWithServer } from './session.ts';

const SCRIPT = 'v3/startup.sh';
const DOCKERFILE = 'v3/Dockerfile';

describe('An editor that can do almost nothing', () => {
  const client = eachWithServer({ capabilities: {}, folder: 'root' });

  it('gets diagnostics and plain hovers, and no code actions', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    const [error] = (await editor.current(SCRIPT)).diagnostics;
    assert.equal(error?.code, 'server-in-background');
    assert.equal(error?.relatedInformation, undefined);
    assert.equal(error?.codeDescription, undefined);
    assert.deepEqual(await editor.codeActions(SCRIPT, editor.find(SCRIPT, 'nohup node')), []);
    const hover = contentOf(await editor.hover(SCRIPT, 'node'));
    assert.equal(hover.kind, 'plaintext');
    assert.deepEqual(editor.registered, []);
  });

  it('sees both files of the launch marked, and both cleared when they close', async () => {
    const editor = client();
    await editor.open(DOCKERFILE);
    await editor.published(SCRIPT, ({ diagnostics }) => diagnostics.length > 0);
    assert.deepEqual(editor.marked(), [DOCKERFILE, SCRIPT]);
    const [pointer] = (await editor.current(DOCKERFILE)).diagnostics;
    assert.match(String(pointer?.message), /startup\.sh, line 9.*startup\.sh, line 16/);
    await editor.close(DOCKERFILE);
    await editor.published(SCRIPT, ({ diagnostics }) => diagnostics.length === 0);
    assert.deepEqual(editor.marked(), []);
  });
});
