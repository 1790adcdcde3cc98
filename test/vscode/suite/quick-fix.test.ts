import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startClean } from './clean-window.ts';
import { fileOf, open, savedText, type Version } from './editor.ts';
import { findingsWhen, hasError, strandedServer } from './findings.ts';
import { actionAt, apply, preferredFix } from './fixes.ts';

/** What a person would have written: v4, and what is left of it where there is no condition. */
async function repaired(version: 'v2' | 'v3'): Promise<string> {
  if (version === 'v2') return repairedWithoutCondition;
  const v4 = await savedText(fileOf('v4', 'startup.sh'));
  return v4.replace('\nnode /my-app/server.js', '\nexec node /my-app/server.js');
}

const repairedWithoutCondition = `#!/bin/sh

# 監視ツールを起動する
nohup /my-app/my-tools/start &

# もう一つのデーモンを起動する
nohup /my-app/my-another-tools/execute my-daemon &

# ウェブサーバーを起動する
exec node /my-app/server.js
`;

async function applyFix(version: Version): Promise<vscode.TextDocument> {
  const { document } = await open(fileOf(version, 'startup.sh'));
  const error = await strandedServer(document.uri);
  await apply(await preferredFix(document.uri, error.range));
  return document;
}

describe('The quick fix', () => {
  startClean();

  for (const version of ['v2', 'v3'] as const) {
    it(`gives ${version} the shape of v4, and the error goes`, async () => {
      const document = await applyFix(version);
      assert.equal(document.getText(), await repaired(version));
      await findingsWhen(document.uri, 'no error', found => !hasError(found));
    });

    it(`of ${version} can be undone, and the error returns`, async () => {
      const document = await applyFix(version);
      await findingsWhen(document.uri, 'no error', found => !hasError(found));
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), await savedText(document.uri));
      await strandedServer(document.uri);
    });
  }

  it('creates a script of their own for the launchers, and one undo takes it back with its call', async () => {
    const { document } = await open(fileOf('v3', 'startup.sh'));
    const { range } = await strandedServer(document.uri);
    const own = ({ title }: vscode.CodeAction): boolean =>
      title.includes('startup_launch_daemons.sh');
    await apply(await actionAt(document.uri, range, 'creates a script', own));
    const created = vscode.Uri.joinPath(document.uri, '..', 'startup_launch_daemons.sh');
    const launchers = await vscode.workspace.openTextDocument(created);
    assert.match(launchers.getText(), /^#!\/bin\/sh\n\n# .*\n\/my-app\/my-tools\/start\n/);
    assert.match(document.getText(), /\n {2}nohup sh \/my-app\/startup_launch_daemons\.sh &\n/);
    await findingsWhen(document.uri, 'no error', found => !hasError(found));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), await savedText(document.uri));
    await assert.rejects(async () => vscode.workspace.fs.stat(created), 'the file is still there');
    await strandedServer(document.uri);
  });
});
