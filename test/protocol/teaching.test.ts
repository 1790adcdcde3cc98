import assert from 'node:assert/strict';
import {
  type CodeAction,
  CreateFile,
  TextDocumentEdit,
  TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Client } from './client.ts';
import { eachWithServer } from './session.ts';

const SCRIPT = 'v3/startup.sh';
const DOCKERFILE = 'v3/Dockerfile';
const FILE = '.entrypoint-lint.json';

async function action(
  editor: Client,
  path: string,
  text: string,
  title: RegExp,
): Promise<CodeAction> {
  const actions = await editor.codeActions(path, editor.find(path, text));
  const found = actions.find(candidate => title.test(candidate.title));
  assert.ok(found, actions.map(({ title: other }) => other).join(', '));
  return found;
}

/** Applies the edits to open documents, and writes the files that the action creates. */
async function apply(editor: Client, { edit }: CodeAction): Promise<readonly string[]> {
  const touched: string[] = [];
  for (const change of edit?.documentChanges ?? []) {
    if (CreateFile.is(change) || !TextDocumentEdit.is(change)) continue;
    const path = change.textDocument.uri.replace(`${editor.uri('')}/`, '');
    const edits = change.edits.filter(TextEdit.is);
    touched.push(path);
    if (change.textDocument.version === null) {
      const document = TextDocument.create('', '', 0, '');
      await editor.open(path, TextDocument.applyEdits(document, edits));
    } else await editor.retype(path, TextDocument.applyEdits(editor.document(path), edits));
  }
  return touched;
}

describe('What the user can say', () => {
  const client = eachWithServer();

  it('is that a finding is known, for its line', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    await apply(editor, await action(editor, SCRIPT, 'nohup node', /Suppress .* here/));
    assert.match(
      editor.document(SCRIPT).getText(),
      /\n# entrypoint-lint: disable-next-line server-in-background -- reason\nnohup node/,
    );
    assert.deepEqual((await editor.current(SCRIPT)).diagnostics, []);
    await editor.published(DOCKERFILE, ({ diagnostics }) => diagnostics.length === 0);
  });

  it('is that a finding is known, for its file', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    await apply(editor, await action(editor, SCRIPT, 'nohup node', /in this file/));
    assert.match(
      editor.document(SCRIPT).getText(),
      /^#!\/bin\/sh\n# entrypoint-lint: disable-file server-in-background -- reason\n/,
    );
    assert.deepEqual((await editor.current(SCRIPT)).diagnostics, []);
  });

  it('is said above the instruction of a Dockerfile, behind its parser directives', async () => {
    const editor = client();
    const text =
      '# syntax=docker/dockerfile:1\nFROM node:22\nCMD echo a; \\\n  node server.js & sleep 1\n';
    for (const [title, line] of [
      [/Suppress .* here/, 2],
      [/in this file/, 1],
    ] as const) {
      await editor.open(DOCKERFILE, text, 'dockerfile');
      await apply(editor, await action(editor, DOCKERFILE, 'node server', title));
      assert.match(
        editor.document(DOCKERFILE).getText().split('\n')[line] ?? '',
        /^# entrypoint-lint/,
      );
      assert.deepEqual((await editor.current(DOCKERFILE)).diagnostics, []);
      await editor.close(DOCKERFILE);
    }
  });

  it('is what a program does, above its command', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    const stays = await action(editor, SCRIPT, 'my-tools/start', /start` stays .*\(comment\)/);
    await apply(editor, stays);
    assert.match(
      editor.document(SCRIPT).getText(),
      /\n# entrypoint-lint: serves\n\/my-app\/my-tools\/start/,
    );
    await editor.current(SCRIPT);
  });

  it('is what a program does, in the settings: a new file, and one that is there', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    const first = await action(editor, SCRIPT, 'my-tools/start', /finishes \(`\.entry/);
    assert.deepEqual(await apply(editor, first), [FILE]);
    const second = await action(editor, SCRIPT, 'execute', /background \(`\.entry/);
    assert.deepEqual(await apply(editor, second), [FILE]);
    assert.deepEqual(JSON.parse(editor.document(FILE).getText()), {
      programs: {
        '/my-app/my-tools/start': 'finishes',
        '/my-app/my-another-tools/execute': 'daemonizes',
      },
    });
  });
});
