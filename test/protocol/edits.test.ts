import assert from 'node:assert/strict';
import { FULL } from './capabilities.ts';
import { eachWithServer } from './session.ts';

const SCRIPT = 'v3/startup.sh';

describe('An editor without versioned edits', () => {
  const client = eachWithServer({ capabilities: { ...FULL, workspace: {} } });

  it('gets edits by file', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    const [fix] = await editor.codeActions(SCRIPT, editor.find(SCRIPT, 'nohup node'));
    assert.equal(fix?.edit?.documentChanges, undefined);
    assert.deepEqual(Object.keys(fix?.edit?.changes ?? {}), [editor.uri(SCRIPT)]);
  });
});
