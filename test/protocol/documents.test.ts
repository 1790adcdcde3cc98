import assert from 'node:assert/strict';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FileChangeType, type PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { eachWithServer } from './session.ts';

const SCRIPT = 'v3/startup.sh';
const DOCKERFILE = 'v3/Dockerfile';

const clean = ({ diagnostics }: PublishDiagnosticsParams): boolean => diagnostics.length === 0;
const marked = ({ diagnostics }: PublishDiagnosticsParams): boolean => diagnostics.length > 0;

describe('Documents', () => {
  const client = eachWithServer();

  it('count as they are typed', async () => {
    const editor = client();
    await editor.open('v4/startup.sh');
    const codes = async (): Promise<unknown> =>
      (await editor.current('v4/startup.sh')).diagnostics.map(({ code }) => code);
    assert.deepEqual(await codes(), ['missing-exec']);
    await editor.edit('v4/startup.sh', '\nnode /my-app/server.js', '\nnode /my-app/server.js &');
    assert.deepEqual(await codes(), ['server-in-background']);
    await editor.edit(
      'v4/startup.sh',
      '\nnode /my-app/server.js &',
      '\nexec node /my-app/server.js',
    );
    assert.deepEqual(await codes(), []);
  });

  it('count in the launches of other open documents', async () => {
    const editor = client();
    await editor.open(DOCKERFILE);
    await editor.published(SCRIPT, marked);
    await editor.open(SCRIPT, '#!/bin/sh\nexec node /my-app/server.js\n');
    await editor.published(DOCKERFILE, clean);
    await editor.close(SCRIPT);
    await editor.published(DOCKERFILE, marked);
  });

  it('take their diagnostics along when they close, and bring them back', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    await editor.open(DOCKERFILE);
    await editor.published(SCRIPT, marked);
    await editor.close(SCRIPT);
    await editor.published(SCRIPT, ({ version }) => version === undefined);
    assert.deepEqual(editor.marked(), [DOCKERFILE, SCRIPT]);
    await editor.close(DOCKERFILE);
    await editor.published(SCRIPT, clean);
    await editor.published(DOCKERFILE, clean);
    await editor.open(SCRIPT);
    await editor.published(SCRIPT, marked);
  });
});

describe('Saved files', () => {
  const client = eachWithServer();

  it('are read again when the editor says that they changed', async () => {
    const editor = client();
    await editor.open(DOCKERFILE);
    await editor.published(SCRIPT, marked);
    assert.deepEqual(editor.registered, ['workspace/didChangeWatchedFiles']);
    editor.write(SCRIPT, '#!/bin/sh\nexec node /my-app/server.js\n');
    await editor.tell(SCRIPT, FileChangeType.Changed);
    await editor.published(SCRIPT, clean);
  });

  it('are found where a script names their folder, also when they come later', async () => {
    const editor = client();
    editor.write('d/Dockerfile', 'FROM debian:12\nCOPY . /app\nCMD ["sh", "/app/all.sh"]\n');
    editor.write('d/all.sh', 'for file in /app/parts/*.sh; do . "$file"; done\n');
    editor.write('d/parts/1.sh', 'echo one\n');
    await editor.open('d/all.sh');
    assert.ok(clean(await editor.current('d/all.sh')));
    editor.write('d/parts/2.sh', 'node /my-app/server.js &\n');
    await editor.tell('d/parts/2.sh', FileChangeType.Created);
    await editor.published('d/parts/2.sh', marked);
    rmSync(join(editor.folder, 'd/parts/2.sh'));
    await editor.tell('d/parts/2.sh', FileChangeType.Deleted);
    await editor.published('d/parts/2.sh', clean);
  });

  it('may begin with a mark that the editor hides', async () => {
    const editor = client();
    editor.write(
      'd/Dockerfile',
      'FROM python:3.13\nCOPY --chmod=755 a.sh /\nENTRYPOINT ["/a.sh"]\n',
    );
    editor.write('d/a.sh', '\uFEFF#!/bin/sh\nexec gunicorn app:app\n');
    await editor.open('d/a.sh', '#!/bin/sh\nexec gunicorn app:app\n');
    const { diagnostics } = await editor.published('d/a.sh', marked);
    assert.deepEqual(
      diagnostics.map(({ code, range: { start, end } }) => [code, start.character, end.character]),
      [['missing-shebang', 0, 9]],
    );
  });

  it('make a launch known when their Dockerfile comes', async () => {
    const editor = client();
    const dockerfile = editor.saved(DOCKERFILE);
    rmSync(join(editor.folder, DOCKERFILE));
    await editor.open(SCRIPT);
    assert.ok(clean(await editor.current(SCRIPT)));
    editor.write(DOCKERFILE, dockerfile);
    await editor.tell(DOCKERFILE, FileChangeType.Created);
    await editor.published(SCRIPT, marked);
    rmSync(join(editor.folder, DOCKERFILE));
    await editor.tell(DOCKERFILE, FileChangeType.Deleted);
    await editor.published(SCRIPT, clean);
  });

  it('may move with their directory', async () => {
    const editor = client();
    await editor.open('v5/startup.sh', editor.saved(SCRIPT));
    assert.ok(clean(await editor.current('v5/startup.sh')));
    renameSync(join(editor.folder, 'v3'), join(editor.folder, 'v5'));
    await editor.tell('v3', FileChangeType.Deleted);
    await editor.tell('v5', FileChangeType.Created);
    await editor.published('v5/startup.sh', marked);
  });
});
