import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startClean } from './clean-window.ts';
import { closeEditors, fileOf, find, open, savedText } from './editor.ts';
import { findingsWhen, hasCode, hasError, strandedServer } from './findings.ts';
import { actionAt, actionsAt, apply, writtenBy } from './fixes.ts';
import { makeFiles } from './made-files.ts';

const SERVER = 'node /my-app/server.js';
const LAUNCHER = '/my-app/my-tools/start';

describe('The light bulb', () => {
  startClean();

  for (const comment of [
    'disable-next-line server-in-background -- reason',
    'disable-file server-in-background -- reason',
  ]) {
    it(`accepts a finding: ${comment}`, async () => {
      const { document } = await open(fileOf('v3', 'startup.sh'));
      const error = await strandedServer(document.uri);
      const action = await actionAt(document.uri, error.range, `writes ${comment}`, candidate =>
        writtenBy(candidate).includes(`# entrypoint-lint: ${comment}`),
      );
      await apply(action);
      await findingsWhen(document.uri, 'no error', found => !hasError(found));
      await findingsWhen(fileOf('v3', 'Dockerfile'), 'nothing', found => found.length === 0);
    });
  }

  const writes = (text: string) => (action: vscode.CodeAction) => writtenBy(action).includes(text);
  /** Says it, and is not asked again: of what is known, nothing needs to be said. */
  async function say(text: string, document: vscode.TextDocument): Promise<void> {
    const lesson = writes(text);
    const range = find(document, LAUNCHER);
    await apply(await actionAt(document.uri, range, `writes ${text}`, lesson));
    const left = await actionsAt(document.uri, find(document, LAUNCHER));
    assert.deepEqual(left.filter(lesson), []);
  }

  for (const behavior of ['serves', 'daemonizes', 'finishes']) {
    it(`says above a command what it does: ${behavior}`, async () => {
      const { document } = await open(fileOf('v3', 'startup.sh'));
      await strandedServer(document.uri);
      await say(`# entrypoint-lint: ${behavior}\n`, document);
    });

    it(`says in the settings what a program does: ${behavior}`, async () => {
      const made = await makeFiles(behavior, {
        '.entrypoint-lint.json': '{}\n',
        Dockerfile: 'FROM node:22-bookworm\nCOPY . /app\nCMD ["sh", "/app/start.sh"]\n',
        'start.sh': `${SERVER} &\n${LAUNCHER}\necho ready\n`,
      });
      const { document } = await open(made.file('start.sh'));
      await strandedServer(document.uri);
      await say(`"${LAUNCHER}": "${behavior}"`, document);
      const file = made.file('.entrypoint-lint.json');
      await saved(file);
      const settings = JSON.parse(await savedText(file));
      assert.deepEqual(settings, { programs: { [LAUNCHER]: behavior } });
      await closeEditors();
      await made.remove();
    });
  }

  it('writes a file of settings where there is none', async () => {
    const { document } = await open(fileOf('v3', 'startup.sh'));
    await strandedServer(document.uri);
    const action = await actionAt(
      document.uri,
      find(document, LAUNCHER),
      'writes settings',
      writes(`"${LAUNCHER}": "serves"`),
    );
    await apply(action);
    await findingsWhen(document.uri, 'the launcher for a server', hasCode('missing-exec'));
    const [[file] = []] = action.edit?.entries() ?? [];
    assert.ok(file !== undefined);
    assert.match(file.path, /\/\.entrypoint-lint\.json$/);
    await saved(file);
    await vscode.workspace.fs.delete(file);
    await findingsWhen(document.uri, 'nothing of it', found => !hasCode('missing-exec')(found));
  });

  it('takes away a comment that has no effect', async () => {
    const { document } = await open(fileOf('v3', 'startup.sh'));
    const error = await strandedServer(document.uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(
      document.uri,
      error.range.start,
      '# entrypoint-lint: disable-next-line slow-start -- gone\n',
    );
    await vscode.workspace.applyEdit(edit);
    await findingsWhen(document.uri, 'the comment', hasCode('ineffective-comment'));
    const range = find(document, 'slow-start');
    const removal = await actionAt(
      document.uri,
      range,
      'removes the comment',
      one => one.edit !== undefined && writtenBy(one) === '',
    );
    await apply(removal);
    assert.equal(document.getText(), await savedText(document.uri));
  });
});

describe('All fixes', () => {
  startClean();

  const kind = vscode.CodeActionKind.SourceFixAll.append('entrypointLint');

  it('are applied by one action', async () => {
    const { document } = await open(fileOf('v3', 'startup.sh'));
    const error = await strandedServer(document.uri);
    await apply(await actionAt(document.uri, error.range, 'fixes all', () => true, kind));
    await findingsWhen(document.uri, 'nothing', found => found.length === 0);
    assert.match(document.getText(), /\nexec node \/my-app\/server\.js\n$/);
  });

  it('are applied on every save, if a person wants that', async () => {
    const made = await makeFiles('made', {
      Dockerfile: 'FROM node:22-bookworm\nCOPY . /app\nCMD ["sh", "/app/start.sh"]\n',
      'start.sh': `#!/bin/sh\n${SERVER} &\n`,
    });
    const { document } = await open(made.file('start.sh'));
    await strandedServer(document.uri);
    const settings = vscode.workspace.getConfiguration('editor');
    const global = vscode.ConfigurationTarget.Global;
    await settings.update('codeActionsOnSave', { [kind.value]: 'explicit' }, global);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(document.getText().length), '# end\n');
    await vscode.workspace.applyEdit(edit);
    await document.save();
    assert.equal(document.getText(), `#!/bin/sh\nexec ${SERVER}\n# end\n`);
    await settings.update('codeActionsOnSave', undefined, global);
    await closeEditors();
    await made.remove();
  });
});

/** Saves a document that an edit has changed; there need not be an editor of it yet. */
async function saved(file: vscode.Uri): Promise<void> {
  const isFile = ({ uri }: vscode.TextDocument): boolean => uri.toString() === file.toString();
  await vscode.workspace.textDocuments.find(isFile)?.save();
}
