import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { crashServer, endServer, hasServerProcess } from './bridge.ts';
import { startClean } from './clean-window.ts';
import { closeEditors, fileOf, find, open } from './editor.ts';
import {
  codeOf,
  findingsWhen,
  hasCode,
  hasError,
  noFindingsAnywhere,
  strandedServer,
} from './findings.ts';
import { makeFiles } from './made-files.ts';

describe('Documents', () => {
  startClean();

  it('count as they are typed, before they are saved', async () => {
    const editor = await open(fileOf('v4', 'startup.sh'));
    const { document } = editor;
    await findingsWhen(document.uri, 'the hint to use exec', hasCode('missing-exec'));
    const server = find(document, '\nnode /my-app/server.js');
    await editor.edit(edit => edit.insert(server.end, ' &'));
    assert.equal(codeOf(await strandedServer(document.uri)), 'server-in-background');
    assert.ok(document.isDirty);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await findingsWhen(document.uri, 'no error', found => !hasError(found));
  });

  it('take their diagnostics along when they close, and bring them back', async () => {
    const script = fileOf('v3', 'startup.sh');
    await open(fileOf('v3', 'Dockerfile'));
    await open(script);
    await strandedServer(script);
    await closeEditors();
    await noFindingsAnywhere();
    await open(script);
    await strandedServer(script);
  });

  it('are followed when files move, go, and come', async () => {
    const made = await makeFiles('made', {
      Dockerfile: 'FROM node:22-bookworm\nCOPY . /app\nCMD ["sh", "/app/start.sh"]\n',
      'start.sh': '. /app/run.sh\n',
      'run.sh': 'node server.js &\n',
    });
    const [start, run] = [made.file('start.sh'), made.file('run.sh')];
    await open(made.file('Dockerfile'));
    await strandedServer(run);
    await vscode.workspace.fs.rename(run, made.file('away.sh'));
    await findingsWhen(run, 'nothing', found => found.length === 0);
    await made.write('start.sh', 'node server.js &\n');
    await strandedServer(start);
    await vscode.workspace.fs.delete(start);
    await findingsWhen(start, 'nothing', found => found.length === 0);
    await made.write('start.sh', '. /app/away.sh\n');
    await strandedServer(made.file('away.sh'));
    await closeEditors();
    await made.remove();
  });

  if (hasServerProcess) {
    it('are looked at again after the server has crashed', async () => {
      const editor = await open(fileOf('v4', 'startup.sh'));
      const { document } = editor;
      await findingsWhen(document.uri, 'the hint to use exec', hasCode('missing-exec'));
      await crashServer();
      const server = find(document, '\nnode /my-app/server.js');
      await editor.edit(edit => edit.insert(server.end, ' &'));
      await strandedServer(document.uri);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await findingsWhen(document.uri, 'no error', found => !hasError(found));
    });

    it('are looked at by a server that keeps its code in the storage of VS Code', async () => {
      const { document } = await open(fileOf('v3', 'startup.sh'));
      await strandedServer(document.uri);
      await endServer();
      await strandedServer(document.uri);
    });
  }
});
