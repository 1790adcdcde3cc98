import assert from 'node:assert/strict';
import { FULL } from './capabilities.ts';
import { eachWithServer } from './session.ts';

const SCRIPT = 'v3/startup.sh';

describe('The line endings of a script', () => {
  const own = { entrypointLint: { lineFeedsCommand: 'change.lines' } };
  const able = eachWithServer({ capabilities: { ...FULL, experimental: own } });

  it('are changed by the editor that says it can', async () => {
    const editor = able();
    await editor.open(SCRIPT);
    const text = editor.document(SCRIPT).getText();
    await editor.edit(SCRIPT, text, text.replaceAll('\n', '\r\n'));
    const actions = await editor.codeActions(SCRIPT, editor.all(SCRIPT));
    const action = actions.find(({ command }) => command !== undefined);
    assert.equal(action?.title, 'Convert the line endings to LF');
    assert.equal(action?.edit, undefined);
    assert.deepEqual(action?.command?.command, 'change.lines');
    assert.deepEqual(action?.command?.arguments, [editor.uri(SCRIPT)]);
  });
});

describe('The line endings of a script, in other editors', () => {
  const client = eachWithServer();

  it('are left to the command line', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    const text = editor.document(SCRIPT).getText();
    await editor.edit(SCRIPT, text, text.replaceAll('\n', '\r\n'));
    const { diagnostics } = await editor.current(SCRIPT);
    assert.ok(diagnostics.some(({ code }) => code === 'crlf-line-endings'));
    const actions = await editor.codeActions(SCRIPT, editor.all(SCRIPT));
    assert.ok(
      actions.every(({ command, title }) => command === undefined && !/line endings/.test(title)),
    );
  });
});
