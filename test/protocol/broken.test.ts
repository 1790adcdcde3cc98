import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import { contentOf } from './client.ts';
import { eachWithServer } from './session.ts';

const SCRIPT = 'v3/startup.sh';
const DOCKERFILE = 'v3/Dockerfile';

describe('What cannot be understood', () => {
  const client = eachWithServer();

  const halfTyped = [
    ['nothing', ''],
    ['a NUL byte', 'node server.js &\n\0\n'],
    ['an open quote', '#!/bin/sh\nnode /my-app/server.js &\necho "'],
    ['an open if', '#!/bin/sh\nnode /my-app/server.js &\nif [ -z "$A" ]; th'],
    ['an open substitution', '#!/bin/sh\nnode /my-app/server.js &\nx=$('],
    ['an open heredoc', '#!/bin/sh\nnode /my-app/server.js &\ncat <<EOF\n'],
    ['a lone surrogate', '#!/bin/sh\nnode /my-app/server.js &\necho "\ud83d'],
  ] as const;
  for (const [what, text] of halfTyped) {
    it(`is a script with ${what}`, async () => {
      const editor = client();
      await editor.open(DOCKERFILE);
      await editor.open(SCRIPT, text);
      const { diagnostics } = await editor.current(SCRIPT);
      const errors = diagnostics.filter(({ severity }) => severity === DiagnosticSeverity.Error);
      assert.deepEqual(errors, []);
      const end = editor.document(SCRIPT).positionAt(text.length);
      await editor.codeActions(SCRIPT, { start: { line: 0, character: 0 }, end });
      await editor.hover(DOCKERFILE, 'CMD');
      await editor.hover(SCRIPT, text.slice(-1));
    });
  }

  const dockerfiles = [
    ['nothing', ''],
    ['no CMD', 'FROM node:22\nCOPY . /my-app\n'],
    ['an empty CMD', 'FROM node:22\nCMD\n'],
    ['a half-typed CMD', 'FROM node:22\nCOPY . /my-app\nCMD ["sh", "/my-app/start'],
    ['no FROM', 'CMD ["sh", "/my-app/startup.sh"]\n'],
    ['a NUL byte', 'FROM node:22\nCMD ["sh", "/my-app/\0"]\n'],
  ] as const;
  for (const [what, text] of dockerfiles) {
    it(`is a Dockerfile with ${what}`, async () => {
      const editor = client();
      await editor.open(DOCKERFILE, text, 'dockerfile');
      assert.deepEqual((await editor.current(DOCKERFILE)).diagnostics, []);
      await editor.hover(DOCKERFILE, text.slice(-1));
      assert.deepEqual(editor.marked(), []);
    });
  }

  it('recovers when the text does', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    await editor.edit(SCRIPT, '\nfi\n', '\nf\n');
    await editor.current(SCRIPT);
    await editor.edit(SCRIPT, '\nf\n', '\nfi\n');
    assert.equal((await editor.current(SCRIPT)).diagnostics.length, 1);
  });

  it('is a script that is a directory', async () => {
    const editor = client();
    rmSync(join(editor.folder, SCRIPT));
    mkdirSync(join(editor.folder, SCRIPT));
    await editor.open(DOCKERFILE);
    assert.deepEqual((await editor.current(DOCKERFILE)).diagnostics, []);
  });

  it('is a script that a link finds outside of the folder', async () => {
    const editor = client();
    rmSync(join(editor.folder, SCRIPT));
    symlinkSync(
      join(process.cwd(), 'examples/crashloop/v3/startup.sh'),
      join(editor.folder, SCRIPT),
    );
    await editor.open(DOCKERFILE);
    const hover = contentOf(await editor.hover(DOCKERFILE, 'CMD'));
    assert.doesNotMatch(hover.value, /v3\/startup\.sh/);
  });
});
