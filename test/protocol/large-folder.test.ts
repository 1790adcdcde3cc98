import assert from 'node:assert/strict';
import { FULL } from './capabilities.ts';
import { type Client, contentOf } from './client.ts';
import { eachWithServer } from './session.ts';

const SCRIPT = 'v3/startup.sh';
const DOCKERFILE = 'v3/Dockerfile';
const MANY = 100;
const HELD = 30;

/** Puts many Dockerfiles into the folder; the later ones cannot be read before `release`. */
function fill(editor: Client): { release(): void } {
  const pathOf = (n: number): string => `others/${String(n).padStart(3, '0')}/Dockerfile`;
  for (let n = 0; n < MANY; n += 1) editor.write(pathOf(n), 'FROM debian:12\n');
  const held = new Set(Array.from({ length: HELD }, (_, n) => pathOf(MANY - 1 - n)));
  let release = (): void => undefined;
  const released = new Promise<void>(resolve => {
    release = resolve;
  });
  editor.delay = path => (held.has(path) ? released : undefined);
  return { release };
}

describe('A folder of many Dockerfiles', () => {
  const client = eachWithServer({ virtual: true });

  it('has everything answered while they are read, and shows how far that is', async () => {
    const editor = client();
    const { release } = fill(editor);
    await editor.open(SCRIPT);
    const begin = await editor.progressed('begin');
    assert.ok(begin.cancellable);
    assert.match(begin.message ?? '', /reading Dockerfiles: 0 of \d+/);
    const { diagnostics } = await editor.published(SCRIPT, found => found.diagnostics.length > 0);
    assert.ok(diagnostics.some(({ code }) => code === 'server-in-background'));
    assert.match(contentOf(await editor.hover(DOCKERFILE, 'CMD')).value, /startup\.sh/);
    assert.equal((await editor.codeLenses(SCRIPT)).length, 1);
    assert.ok((await editor.codeActions(SCRIPT, editor.all(SCRIPT))).length > 0);
    await editor.edit(SCRIPT, 'nohup node /my-app/server.js &', 'exec node /my-app/server.js');
    const after = await editor.current(SCRIPT);
    assert.ok(!after.diagnostics.some(({ code }) => code === 'server-in-background'));
    assert.ok(!editor.progress.some(({ kind }) => kind === 'end'), 'it did not wait');
    release();
    await editor.progressed('end');
    assert.ok(editor.progress.some(({ kind }) => kind === 'report'));
  });

  it('is read no further when the user stops it', async () => {
    const editor = client();
    const { release } = fill(editor);
    const late: string[] = [];
    await editor.open(SCRIPT);
    await editor.progressed('begin');
    await editor.cancelProgress();
    // The answer comes behind the cancelling.
    await editor.hover(DOCKERFILE, 'CMD');
    const delay = editor.delay;
    editor.delay = path => {
      late.push(path);
      return delay(path);
    };
    release();
    await editor.progressed('end');
    assert.deepEqual(
      late.filter(path => path.endsWith('Dockerfile')),
      [],
    );
    assert.match(contentOf(await editor.hover(DOCKERFILE, 'CMD')).value, /startup\.sh/);
  });
});

describe('A folder of many Dockerfiles, in an editor that shows no progress', () => {
  const client = eachWithServer({
    virtual: true,
    capabilities: { ...FULL, window: { showDocument: { support: true } } },
  });

  it('is read without a word', async () => {
    const editor = client();
    fill(editor);
    await editor.open(SCRIPT);
    await editor.published(SCRIPT, found => found.diagnostics.length > 0);
    assert.deepEqual([editor.progress, editor.warnings], [[], []]);
  });
});
