import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startClean } from './clean-window.ts';
import { fileOf, find, open } from './editor.ts';
import {
  codeOf,
  complaints,
  describeFinding,
  findingsOf,
  findingsWhen,
  hasCode,
  strandedServer,
} from './findings.ts';

const { Information } = vscode.DiagnosticSeverity;

const namesFile = (file: vscode.Uri) => (finding: vscode.Diagnostic) =>
  (finding.relatedInformation ?? []).some(({ location }) => location.uri.path === file.path);

describe('Diagnostics', () => {
  startClean();

  it('mark the server that a script leaves in the background', async () => {
    const { document } = await open(fileOf('v3', 'startup.sh'));
    const error = await strandedServer(document.uri);
    assert.equal(error.source, 'entrypoint-lint');
    assert.equal(codeOf(error), 'server-in-background');
    const server = find(document, 'nohup node /my-app/server.js &');
    assert.ok(server.contains(error.range), `marks ${document.getText(error.range)}`);
    assert.ok(error.range.contains(find(document, 'node /my-app/server.js')));
  });

  it('explain themselves with places of both files', async () => {
    const script = fileOf('v3', 'startup.sh');
    await open(script);
    const error = await strandedServer(script);
    assert.ok(namesFile(fileOf('v3', 'Dockerfile'))(error), 'no place in the Dockerfile');
    assert.ok(namesFile(script)(error), 'no place in the script');
  });

  it('say at CMD which script ends, with only the Dockerfile open', async () => {
    const script = fileOf('v3', 'startup.sh');
    const { document } = await open(fileOf('v3', 'Dockerfile'));
    const isPointer = (finding: vscode.Diagnostic): boolean =>
      finding.severity === Information &&
      finding.range.start.line === find(document, 'CMD').start.line &&
      (namesFile(script)(finding) || finding.message.includes('startup.sh'));
    await findingsWhen(document.uri, 'an information at CMD', found => found.some(isPointer));
    await strandedServer(script);
    assert.deepEqual(
      vscode.window.visibleTextEditors.map(e => e.document.uri.path),
      [document.uri.path],
    );
  });

  for (const version of ['v1', 'v4'] as const) {
    it(`have nothing to complain about ${version}`, async () => {
      const script = fileOf(version, 'startup.sh');
      await open(script);
      // It proves that the analysis is through: without it, "no complaints" would hold too early.
      await findingsWhen(script, 'the hint to use exec', hasCode('missing-exec'));
      const found = [script, fileOf(version, 'Dockerfile')].flatMap(findingsOf);
      assert.deepEqual(complaints(found).map(describeFinding), []);
    });
  }

  if (vscode.env.language === 'ja') {
    it('speak the language of the editor', async () => {
      const script = fileOf('v3', 'startup.sh');
      await open(script);
      assert.match((await strandedServer(script)).message, /\p{Script=Hiragana}/u);
    });
  }
});
