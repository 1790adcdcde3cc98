import assert from 'node:assert/strict';
import { eachWithServer } from './session.ts';

const DOCKERFILE = 'v3/Dockerfile';
const SCRIPT = 'v3/startup.sh';

describe('Document links', () => {
  const client = eachWithServer();

  it('lead from the words of CMD and COPY to the files that they name', async () => {
    const editor = client();
    editor.write('v3/settings.sh', 'PORT=80\n');
    const copies =
      'COPY settings.sh missing.sh ./\nCOPY --chmod=755 ["startup.sh", "/my-app/"]\nCMD';
    await editor.open(DOCKERFILE, editor.saved(DOCKERFILE).replace('CMD', copies));
    const links = await editor.documentLinks(DOCKERFILE);
    const expected = [
      ['settings.sh', 'v3/settings.sh'],
      ['"startup.sh"', SCRIPT],
      ['"/my-app/startup.sh"', SCRIPT],
    ].map(([word = '', target = '']) => ({
      range: editor.find(DOCKERFILE, word),
      target: editor.uri(target),
    }));
    const byLine = [...links].sort((a, b) => a.range.start.line - b.range.start.line);
    assert.deepEqual(byLine, expected);
  });

  it('lead from a script to those that it sources and calls', async () => {
    const editor = client();
    editor.write('v3/settings.sh', 'PORT=80\n');
    editor.write('v3/migrate.sh', 'echo done\n');
    await editor.open(SCRIPT, '. ./settings.sh\nsh /my-app/migrate.sh\n. /etc/profile\n');
    const links = await editor.documentLinks(SCRIPT);
    const places = links.map(({ range, target }) => [range.start.line, target]).sort();
    assert.deepEqual(places, [
      [0, editor.uri('v3/settings.sh')],
      [1, editor.uri('v3/migrate.sh')],
    ]);
  });

  it('are not made of other files', async () => {
    const editor = client();
    await editor.open('unrelated.txt', 'sh startup.sh\n');
    assert.deepEqual(await editor.documentLinks('unrelated.txt'), []);
  });
});
