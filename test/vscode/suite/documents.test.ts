import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
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

  it('are looked at again after the server has crashed', async function () {
    // Only Linux shows which process the server is.
    if (!existsSync('/proc/self/cmdline')) this.skip();
    const editor = await open(fileOf('v4', 'startup.sh'));
    const { document } = editor;
    await findingsWhen(document.uri, 'the hint to use exec', hasCode('missing-exec'));
    killServers();
    const server = find(document, '\nnode /my-app/server.js');
    await editor.edit(edit => edit.insert(server.end, ' &'));
    await strandedServer(document.uri);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await findingsWhen(document.uri, 'no error', found => !hasError(found));
  });
});

function killServers(): void {
  const servers = readdirSync('/proc').filter(pid => /^\d+$/.test(pid) && isServer(pid));
  assert.ok(servers.length > 0, 'the language server is a process of its own');
  for (const pid of servers) process.kill(Number(pid), 'SIGKILL');
}

/** True for a child of this extension host that runs the server. */
function isServer(pid: string): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const parent = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return parent === String(process.pid) && /dist\/server\.js/.test(command);
  } catch {
    return false;
  }
}
