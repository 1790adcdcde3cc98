import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startClean } from './clean-window.ts';
import { fileOf, find, open } from './editor.ts';
import { findingsWhen, strandedServer } from './findings.ts';

async function hoverOver(document: vscode.TextDocument, text: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    find(document, text).start,
  );
  const contents = hovers.flatMap(hover => hover.contents);
  return contents.map(part => (typeof part === 'string' ? part : part.value)).join('\n');
}

describe('The hover', () => {
  startClean();

  it('over CMD tells that PID 1 ends with the script', async () => {
    const { document } = await open(fileOf('v3', 'Dockerfile'));
    await findingsWhen(document.uri, 'an information at CMD', found => found.length > 0);
    const text = await hoverOver(document, 'CMD');
    assert.match(text, /startup\.sh/);
    assert.match(text, /PID 1/);
  });

  it('over a command of the script tells what it does', async () => {
    const { document } = await open(fileOf('v3', 'startup.sh'));
    await strandedServer(document.uri);
    assert.match(await hoverOver(document, 'node /my-app/server.js'), /node/);
  });
});
