import assert from 'node:assert/strict';
import {
  type CodeAction,
  DiagnosticSeverity,
  type TextDocumentEdit,
  TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Client } from './client.ts';
import { eachWithServer } from './session.ts';

const SCRIPT = 'v3/startup.sh';

/** v4 as the fix writes it: `exec` makes the server PID 1. */
function mended(editor: Client): string {
  return editor.saved('v4/startup.sh').replace('\nnode ', '\nexec node ');
}

function textEdits(action: CodeAction | undefined): TextDocumentEdit {
  const [edit, ...others] = action?.edit?.documentChanges ?? [];
  assert.deepEqual(others, []);
  assert.ok(edit !== undefined && 'textDocument' in edit);
  return edit;
}

function applied({ edits }: TextDocumentEdit, document: TextDocument): string {
  return TextDocument.applyEdits(document, edits.filter(TextEdit.is));
}

describe('Quick fixes', () => {
  const client = eachWithServer();

  for (const version of ['v2', 'v3']) {
    it(`give ${version} the shape of v4`, async () => {
      const editor = client();
      const path = `${version}/startup.sh`;
      await editor.open(path);
      const [fix] = await editor.codeActions(path, editor.find(path, 'node'));
      assert.equal(fix?.kind, 'quickfix');
      assert.equal(fix?.isPreferred, true);
      assert.equal(fix?.title, 'Run `node /my-app/server.js` in the foreground, last');
      assert.equal(fix?.diagnostics?.[0]?.code, 'server-in-background');
      const edit = textEdits(fix);
      assert.equal(edit.textDocument.uri, editor.uri(path));
      assert.equal(edit.textDocument.version, 1);
      const text = applied(edit, editor.document(path));
      if (version === 'v3') assert.equal(text, mended(editor));
      else assert.match(text, /nohup \/my-app\/my-tools\/start &\n.*\nexec node \S+\n$/s);
    });
  }

  it('are for the text as it is at that moment', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    await editor.edit(SCRIPT, '#!/bin/sh\n', '#!/bin/sh\n# one more line\n');
    await editor.edit(SCRIPT, '# one more line', '# two\n# more lines');
    const [fix] = await editor.codeActions(SCRIPT, editor.find(SCRIPT, 'nohup node'));
    const edit = textEdits(fix);
    assert.equal(edit.textDocument.version, 3);
    const wanted = mended(editor).replace('#!/bin/sh\n', '#!/bin/sh\n# two\n# more lines\n');
    assert.equal(applied(edit, editor.document(SCRIPT)), wanted);
  });

  it('leave nothing to fix', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    const [fix] = await editor.codeActions(SCRIPT, editor.find(SCRIPT, 'nohup node'));
    const text = applied(textEdits(fix), editor.document(SCRIPT));
    await editor.edit(SCRIPT, editor.document(SCRIPT).getText(), text);
    assert.deepEqual((await editor.current(SCRIPT)).diagnostics, []);
    const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    assert.deepEqual(await editor.codeActions(SCRIPT, all), []);
  });

  it('are offered only where a finding is', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    assert.deepEqual(await editor.codeActions(SCRIPT, editor.find(SCRIPT, 'if [')), []);
    await editor.open('v3/Dockerfile');
    const from = editor.find('v3/Dockerfile', 'FROM');
    assert.deepEqual(await editor.codeActions('v3/Dockerfile', from), []);
  });

  it('are offered at CMD, too, and name the script that they change', async () => {
    const editor = client();
    await editor.open('v3/Dockerfile');
    const cmd = editor.find('v3/Dockerfile', 'CMD');
    const [fix] = await editor.codeActions('v3/Dockerfile', cmd);
    assert.equal(fix?.title, 'Run `node /my-app/server.js` in the foreground, last (startup.sh)');
    assert.equal(fix?.diagnostics?.[0]?.severity, DiagnosticSeverity.Information);
    const edit = textEdits(fix);
    assert.deepEqual(edit.textDocument, { uri: editor.uri(SCRIPT), version: null });
    const saved = TextDocument.create(edit.textDocument.uri, 'sh', 0, editor.saved(SCRIPT));
    assert.equal(applied(edit, saved), mended(editor));
  });

  it('say for which version they are, also where the user types on meanwhile', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    const asked = editor.codeActions(SCRIPT, editor.all(SCRIPT));
    const first = TextDocument.create('', '', 1, editor.document(SCRIPT).getText());
    await editor.edit(SCRIPT, '#!/bin/sh\n', '#!/bin/sh\n# one more line\n');
    const [fix] = await asked;
    const edit = textEdits(fix);
    const { version } = edit.textDocument;
    assert.ok(version === 1 || version === 2);
    // An editor refuses the edit unless this is its version.
    const line = version === 1 ? '' : '# one more line\n';
    const wanted = mended(editor).replace('#!/bin/sh\n', `#!/bin/sh\n${line}`);
    assert.equal(applied(edit, version === 1 ? first : editor.document(SCRIPT)), wanted);
  });

  for (const kind of ['source.fixAll', 'source.fixAll.entrypointLint']) {
    it(`are applied together, to a fixed point, for ${kind}`, async () => {
      const editor = client();
      for (const path of ['v1/startup.sh', 'v2/startup.sh', SCRIPT]) {
        await editor.open(path);
        const [action, ...others] = await editor.codeActions(path, editor.all(path), [kind]);
        assert.deepEqual(others, []);
        assert.equal(action?.kind, 'source.fixAll.entrypointLint');
        const text = applied(textEdits(action), editor.document(path));
        if (path === SCRIPT) assert.equal(text, mended(editor));
        await editor.edit(path, editor.document(path).getText(), text);
        assert.deepEqual(await editor.codeActions(path, editor.all(path), [kind]), []);
        const left = await editor.codeActions(path, editor.all(path));
        assert.ok(left.every(({ isPreferred }) => !isPreferred));
      }
    });
  }
});
