import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver/node';
import { eachWithServer } from './session.ts';

const { Error: ERROR, Information } = DiagnosticSeverity;
const SCRIPT = 'v3/startup.sh';
const DOCKERFILE = 'v3/Dockerfile';

/** The protocol knows messages in Markdown, too; the server sends none. */
function messageOf(diagnostic: Diagnostic | undefined): string {
  assert.equal(typeof diagnostic?.message, 'string');
  return String(diagnostic?.message);
}

const isError = ({ severity }: Diagnostic): boolean => severity === ERROR;

describe('Diagnostics of the server', () => {
  const client = eachWithServer();

  it('find the Dockerfile when only the script is open', async () => {
    const editor = client();
    await editor.open(SCRIPT, undefined, 'shellscript');
    const { diagnostics } = await editor.current(SCRIPT);
    const [error, ...others] = diagnostics;
    assert.deepEqual(others, []);
    assert.equal(error?.severity, ERROR);
    assert.equal(error?.source, 'entrypoint-lint');
    assert.equal(error?.code, 'server-in-background');
    assert.deepEqual(error?.range, editor.find(SCRIPT, 'nohup node /my-app/server.js &'));
    assert.match(messageOf(error), /`exit` \(line 9\) when PRODUCTION_ENV is empty/);
    await editor.published(DOCKERFILE, ({ diagnostics: found }) => found.length === 1);
  });

  it('explain themselves with places of both files', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    const { diagnostics } = await editor.current(SCRIPT);
    const related = diagnostics[0]?.relatedInformation ?? [];
    const places = related.map(({ location: { uri, range } }) => [uri, range.start.line]);
    assert.deepEqual(places, [
      [editor.uri(DOCKERFILE), 3],
      [editor.uri(SCRIPT), 3],
      [editor.uri(SCRIPT), 8],
      [editor.uri(SCRIPT), 15],
    ]);
  });

  it('link the name of the rule to its page, and fade only what is never executed', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    const [stranded] = (await editor.current(SCRIPT)).diagnostics;
    assert.match(stranded?.codeDescription?.href ?? '', /\/docs\/rules\/server-in-background\.md$/);
    assert.equal(stranded?.tags, undefined);
    await editor.retype(SCRIPT, 'exec node /my-app/server.js\nnginx -g "daemon off;"\n');
    const { diagnostics } = await editor.current(SCRIPT);
    const unreached = diagnostics.find(({ code }) => code === 'unreachable-step');
    assert.deepEqual(unreached?.tags, [DiagnosticTag.Unnecessary]);
  });

  it('mark CMD and the script when only the Dockerfile is open', async () => {
    const editor = client();
    await editor.open(DOCKERFILE, undefined, 'dockerfile');
    const { diagnostics } = await editor.current(DOCKERFILE);
    assert.equal(diagnostics.length, 1);
    assert.equal(diagnostics[0]?.severity, Information);
    assert.equal(diagnostics[0]?.code, 'server-in-background');
    assert.equal(diagnostics[0]?.range.start.line, 3);
    assert.match(messageOf(diagnostics[0]), /still in the background\.$/);
    const places = diagnostics[0]?.relatedInformation?.map(({ location }) => location);
    assert.deepEqual(
      places?.map(({ uri, range }) => [uri === editor.uri(SCRIPT), range.start.line]),
      [[true, editor.find(SCRIPT, 'nohup node').start.line]],
    );
    const script = await editor.published(SCRIPT, published => published.diagnostics.some(isError));
    assert.equal(script.version, undefined);
  });

  for (const version of ['v1', 'v4']) {
    it(`do not complain about ${version}`, async () => {
      const editor = client();
      await editor.open(`${version}/startup.sh`);
      const { diagnostics } = await editor.current(`${version}/startup.sh`);
      const codes = diagnostics.map(({ code, severity }) => [code, severity]);
      const hint = ['slow-start', DiagnosticSeverity.Hint];
      const info = ['missing-exec', Information];
      const all = version === 'v1' ? [hint, info] : [info];
      assert.deepEqual(codes.sort(), all.sort());
      assert.deepEqual(editor.marked(), [`${version}/startup.sh`]);
    });
  }

  it('concern the launches of open documents only', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    await editor.published(DOCKERFILE, ({ diagnostics }) => diagnostics.length > 0);
    assert.deepEqual(editor.marked(), [DOCKERFILE, SCRIPT]);
  });

  it('say nothing of a script that no Dockerfile starts', async () => {
    const editor = client();
    await editor.open('v3/other.sh', editor.saved(SCRIPT), 'shellscript');
    assert.deepEqual((await editor.current('v3/other.sh')).diagnostics, []);
  });

  it('know an open Dockerfile by its language', async () => {
    const editor = client();
    await editor.open('v3/api.docker', editor.saved(DOCKERFILE), 'dockerfile');
    const { diagnostics } = await editor.current('v3/api.docker');
    assert.equal(diagnostics.length, 1);
  });
});

describe('Diagnostics of a workspace folder inside of another', () => {
  const client = eachWithServer();

  it('stay when the outer one has nothing more to say of the same file', async () => {
    const editor = client();
    const outer = 'Dockerfile';
    editor.write(outer, 'FROM node:22\nCOPY v3/startup.sh /\nCMD ["sh", "/startup.sh"]\n');
    await editor.openFolder('v3');
    await editor.open(SCRIPT);
    const before = await editor.published(SCRIPT, ({ diagnostics }) => diagnostics.some(isError));
    await editor.open(outer);
    await editor.published(outer, ({ diagnostics }) => diagnostics.length > 0);
    await editor.close(outer);
    await editor.published(outer, ({ diagnostics }) => diagnostics.length === 0);
    // What was published before the answer has arrived.
    await editor.hover(SCRIPT, 'nohup');
    assert.deepEqual(await editor.current(SCRIPT), before);
  });
});

describe('Diagnostics without a workspace folder', () => {
  const client = eachWithServer({ folder: false });

  it('follow the files of the directory', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    assert.equal((await editor.current(SCRIPT)).diagnostics.length, 1);
    await editor.open('v2/Dockerfile');
    await editor.published('v2/startup.sh', ({ diagnostics }) => diagnostics.some(isError));
    await editor.close(SCRIPT);
    await editor.published(DOCKERFILE, ({ diagnostics }) => diagnostics.length === 0);
    assert.deepEqual(editor.marked(), ['v2/Dockerfile', 'v2/startup.sh']);
  });

  it('find more when the folder comes', async () => {
    const editor = client();
    const dockerfile = editor.saved(DOCKERFILE).replace('COPY . ', 'COPY v3 ');
    editor.write('Dockerfile', dockerfile);
    rmSync(join(editor.folder, DOCKERFILE));
    await editor.open(SCRIPT);
    assert.equal((await editor.current(SCRIPT)).diagnostics.length, 0);
    await editor.openFolder();
    await editor.published('Dockerfile', ({ diagnostics }) => diagnostics.length === 1);
    assert.deepEqual(editor.marked(), ['Dockerfile', SCRIPT]);
  });
});

describe('Diagnostics in Japanese', () => {
  const client = eachWithServer({ locale: 'ja' });

  it('speak it', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    const [error] = (await editor.current(SCRIPT)).diagnostics;
    assert.match(messageOf(error), /バックグラウンド/);
    assert.match(error?.relatedInformation?.[0]?.message ?? '', /コンテナー/);
    assert.match(
      error?.codeDescription?.href ?? '',
      /\/docs\/rules\/ja\/server-in-background\.md$/,
    );
    const [fix] = await editor.codeActions(SCRIPT, editor.find(SCRIPT, 'nohup node'));
    assert.match(fix?.title ?? '', /フォアグラウンド/);
  });
});
