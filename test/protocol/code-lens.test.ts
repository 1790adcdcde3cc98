import assert from 'node:assert/strict';
import type { CodeLens } from 'vscode-languageserver/node';
import { FULL } from './capabilities.ts';
import { eachWithServer } from './session.ts';

const DOCKERFILE = 'v3/Dockerfile';
const SCRIPT = 'v3/startup.sh';

const titles = (lenses: readonly CodeLens[]): unknown =>
  lenses.map(({ command }) => command?.title);

describe('The code lens', () => {
  const client = eachWithServer();

  it('tells above a script what starts it, and opens that', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    const [lens, ...others] = await editor.codeLenses(SCRIPT);
    assert.deepEqual(others, []);
    assert.equal(
      lens?.command?.title,
      'Started by Dockerfile:4 · PID 1 exits at line 9 and line 16',
    );
    assert.equal(lens?.range.start.line, 0);
    await editor.click(lens);
    const selection = editor.find(DOCKERFILE, 'CMD ["sh", "/my-app/startup.sh"]');
    const uri = editor.uri(DOCKERFILE);
    assert.deepEqual(editor.opened, [{ uri, selection, takeFocus: true }]);
  });

  it('says that the container stays up', async () => {
    const editor = client();
    await editor.open('v4/startup.sh');
    const lenses = await editor.codeLenses('v4/startup.sh');
    assert.deepEqual(titles(lenses), ['Started by Dockerfile:4 · stays up']);
  });

  it('is taken anew when another file decides otherwise', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    await editor.codeLenses(SCRIPT);
    await editor.open(DOCKERFILE);
    const before = editor.lensRefreshes;
    await editor.edit(DOCKERFILE, 'CMD', 'LABEL moved=true\nCMD');
    await editor.until(
      () => (editor.lensRefreshes > before ? true : undefined),
      () => 'a refresh of the lenses',
    );
    assert.match(String(titles(await editor.codeLenses(SCRIPT))), /^Started by Dockerfile:5 /);
  });

  it('stands above scripts only', async () => {
    const editor = client();
    await editor.open(DOCKERFILE);
    assert.deepEqual(await editor.codeLenses(DOCKERFILE), []);
  });
});

describe('The code lens in Japanese', () => {
  const client = eachWithServer({ locale: 'ja', capabilities: {} });

  it('speaks it, and does nothing where the editor cannot open documents', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    const [lens] = await editor.codeLenses(SCRIPT);
    assert.match(
      lens?.command?.title ?? '',
      /^Dockerfile:4 が起動 · .*9 行目、16 行目で PID 1 が終了$/,
    );
    assert.equal(lens?.command?.command, '');
  });
});

describe('The code lens, by setting', () => {
  const capabilities = { ...FULL, workspace: { ...FULL.workspace, configuration: true } };
  const client = eachWithServer({ capabilities, settings: { codeLens: false } });

  it('is turned off, and a wrong value is told', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    assert.deepEqual(await editor.codeLenses(SCRIPT), []);
    await editor.configure({ codeLens: 'never' });
    assert.equal((await editor.codeLenses(SCRIPT)).length, 1);
    assert.match(editor.warnings.join(' '), /codeLens/);
  });
});
