import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeAction } from 'vscode-languageserver/node';
import { FileChangeType, TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { FULL } from './capabilities.ts';
import type { Client } from './client.ts';
import { eachWithServer } from './session.ts';

const SCRIPT = 'v3/startup.sh';
const CREATED = 'v3/startup_launch_daemons.sh';
const TITLE = /^Move the launchers into a script of their own, `startup_launch_daemons(_2)?\.sh`/;

async function fixesAt(editor: Client): Promise<readonly CodeAction[]> {
  await editor.open(SCRIPT);
  return editor.codeActions(SCRIPT, editor.find(SCRIPT, 'nohup node'));
}

/** Does what an editor does with the action; gives the new text of the script. */
function applied({ edit }: CodeAction, editor: Client): string {
  let script = '';
  for (const change of edit?.documentChanges ?? []) {
    const edits = 'edits' in change ? change.edits.filter(TextEdit.is) : [];
    if ('kind' in change) {
      assert.deepEqual(change, { kind: 'create', uri: editor.uri(CREATED) });
      assert.ok(!existsSync(join(editor.folder, CREATED)));
      editor.write(CREATED, '');
    } else if (change.textDocument.uri === editor.uri(CREATED)) {
      assert.equal(change.textDocument.version, null);
      const empty = TextDocument.create('', '', 0, editor.saved(CREATED));
      editor.write(CREATED, TextDocument.applyEdits(empty, edits));
    } else {
      assert.equal(change.textDocument.uri, editor.uri(SCRIPT));
      assert.equal(change.textDocument.version, 1);
      script = TextDocument.applyEdits(editor.document(SCRIPT), edits);
    }
  }
  return script;
}

describe('A script of their own for the launchers', () => {
  const client = eachWithServer();

  it('is the second action, one edit that creates the file and calls it', async () => {
    const editor = client();
    const [first, second] = await fixesAt(editor);
    assert.equal(first?.isPreferred, true);
    assert.equal(second?.isPreferred, false);
    assert.match(second?.title ?? '', TITLE);
    assert.ok(second !== undefined);
    const text = applied(second, editor);
    assert.match(text, /else\n {2}nohup sh \/my-app\/startup_launch_daemons\.sh &\nfi\n/);
    assert.match(text, /\nexec node \/my-app\/server\.js\n$/);
    assert.match(editor.saved(CREATED), /^#!\/bin\/sh\n\n# 監.*\n\/my-app\/my-tools\/start\n/);
    await editor.retype(SCRIPT, text);
    await editor.tell(CREATED, FileChangeType.Created);
    assert.deepEqual((await editor.current(SCRIPT)).diagnostics, []);
  });

  it('gets another name where a file of the first one is there', async () => {
    const editor = client();
    editor.write(CREATED, 'echo "something else"\n');
    const [, second] = await fixesAt(editor);
    const [create] = second?.edit?.documentChanges ?? [];
    const uri = editor.uri('v3/startup_launch_daemons_2.sh');
    assert.deepEqual(create, { kind: 'create', uri });
  });

  it('sees a file that comes to be there later', async () => {
    const editor = client();
    await fixesAt(editor);
    editor.write(CREATED, 'echo "something else"\n');
    await editor.tell(CREATED, FileChangeType.Created);
    const [, second] = await editor.codeActions(SCRIPT, editor.find(SCRIPT, 'nohup node'));
    assert.match(second?.title ?? '', /startup_launch_daemons_2\.sh/);
  });

  it('is no part of fixing all', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    const only = ['source.fixAll.entrypointLint'];
    const [all] = await editor.codeActions(SCRIPT, editor.all(SCRIPT), only);
    assert.deepEqual(
      all?.edit?.documentChanges?.map(change => 'kind' in change),
      [false],
    );
  });
});

for (const [what, workspaceEdit] of [
  ['create files', { documentChanges: true, resourceOperations: [] }],
  ['refuse edits of old versions', { resourceOperations: ['create' as const] }],
] as const) {
  describe(`An editor that cannot ${what}`, () => {
    const capabilities = {
      ...FULL,
      workspace: {
        ...FULL.workspace,
        workspaceEdit: {
          ...workspaceEdit,
          resourceOperations: [...workspaceEdit.resourceOperations],
        },
      },
    };
    const client = eachWithServer({ capabilities });

    it('is not offered a script of their own for the launchers', async () => {
      const fixes = await fixesAt(client());
      assert.match(fixes[0]?.title ?? '', /^Run `node/);
      assert.ok(fixes.every(({ title }) => !TITLE.test(title)));
    });
  });
}
