// What is shown besides diagnostics, hovers and fixes, and the commands behind it.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { click, hasScreen, hasWebviews, hidden, visible, visibleInWebview } from './bridge.ts';
import { startClean } from './clean-window.ts';
import { activeEditor, fileOf, find, open, selectedIn } from './editor.ts';
import { findingsWhen, hasCode, strandedServer } from './findings.ts';
import { actionAt, apply } from './fixes.ts';
import { makeFiles } from './made-files.ts';

async function lensOf(file: vscode.Uri): Promise<vscode.Command> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    file,
    10,
  );
  const [lens, ...others] = lenses.flatMap(({ command }) => command ?? []);
  assert.ok(lens !== undefined && others.length === 0, `${lenses.length} lenses`);
  return lens;
}

async function linksIn(document: vscode.TextDocument): Promise<Record<string, string>> {
  const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
    'vscode.executeLinkProvider',
    document.uri,
  );
  const root = document.uri.path.replace(/[^/]*$/, '');
  return Object.fromEntries(
    links.map(({ range, target }) => [
      document.getText(range),
      target?.path.replace(root, '') ?? 'nowhere',
    ]),
  );
}

describe('The code lens', () => {
  startClean();

  it('tells above a script what starts it, and a click opens that', async () => {
    const script = fileOf('v3', 'startup.sh');
    await open(script);
    await strandedServer(script);
    const { title, command, arguments: given = [] } = await lensOf(script);
    assert.match(title, /Dockerfile:4/);
    assert.equal(command, 'entrypointLint.openPlace');
    const opened = activeEditor(fileOf('v3', 'Dockerfile'));
    if (hasScreen) await click('.codelens-decoration a:has-text("Dockerfile:4")');
    else await vscode.commands.executeCommand(command, ...given);
    assert.equal(await selectedIn(await opened), 'CMD ["sh", "/my-app/startup.sh"]');
  });
});

describe('Links', () => {
  startClean();

  it('lead from instructions and from scripts to the files of the workspace', async () => {
    const made = await makeFiles('made', {
      Dockerfile:
        'FROM node:22-bookworm\nCOPY start.sh settings.sh /app/\nCMD ["sh", "/app/start.sh"]\n',
      'start.sh': '#!/bin/sh\n. /app/settings.sh\nexec node server.js\n',
      'settings.sh': 'PORT=80\n',
    });
    const dockerfile = await open(made.file('Dockerfile'));
    assert.deepEqual(await linksIn(dockerfile.document), {
      'start.sh': 'start.sh',
      'settings.sh': 'settings.sh',
      '"/app/start.sh"': 'start.sh',
    });
    const script = await open(made.file('start.sh'));
    assert.deepEqual(await linksIn(script.document), { '/app/settings.sh': 'settings.sh' });
    await made.remove();
  });
});

describe('The name of a rule', () => {
  startClean();

  it('leads to its page in the extension', async () => {
    const { document } = await open(fileOf('v3', 'startup.sh'));
    const { code } = await strandedServer(document.uri);
    assert.ok(typeof code === 'object', 'it is no link');
    const { path, query, scheme } = code.target;
    assert.equal(`${scheme}:${path}`, 'command:entrypointLint.showRulePage');
    await vscode.commands.executeCommand(path, ...JSON.parse(query));
    await visible('.tab.active:has-text("server-in-background")');
    if (hasWebviews) await visibleInWebview('h1:has-text("server-in-background")');
  });
});

describe('The status', () => {
  startClean();

  before(function () {
    if (!hasScreen) this.skip();
  });

  for (const [version, verdict] of [
    ['v3', { en: 'The container stops', ja: 'コンテナーが停止します' }],
    ['v4', { en: 'The container stays up', ja: 'コンテナーは動き続けます' }],
  ] as const) {
    it(`tells the verdict of the active file: ${version}`, async () => {
      await open(fileOf(version, 'startup.sh'));
      await click('.statusbar-item[id="status.languageStatus"]');
      const text = verdict[vscode.env.language === 'ja' ? 'ja' : 'en'];
      await visible(`.hover-language-status:has-text(${JSON.stringify(text)})`);
      // Old versions keep it on Escape.
      await click('.tab.active');
      await hidden('.hover-language-status');
    });
  }
});

describe('The line endings of a script', () => {
  startClean();

  it('are mended by the editor itself', async () => {
    const made = await makeFiles('made', {
      Dockerfile: 'FROM node:22-bookworm\nCOPY . /app\nCMD ["sh", "/app/start.sh"]\n',
      'start.sh': 'if true; then\r\n  exec node server.js\r\nfi\r\n',
    });
    const { document } = await open(made.file('start.sh'));
    await findingsWhen(document.uri, 'the line endings', hasCode('crlf-line-endings'));
    const fix = await actionAt(
      document.uri,
      find(document, 'if true'),
      'changes the line endings',
      ({ command }) => command?.command === 'entrypointLint.useLineFeeds',
    );
    await apply(fix);
    assert.equal(document.eol, vscode.EndOfLine.LF);
    await findingsWhen(document.uri, 'nothing', found => found.length === 0);
    await document.save();
    await made.remove();
  });
});

describe('What is never executed', () => {
  startClean();

  it('is faded', async () => {
    const editor = await open(fileOf('v4', 'startup.sh'));
    const { document } = editor;
    await editor.edit(edit =>
      edit.insert(find(document, '\nnode').start, '\nexec sleep infinity\n'),
    );
    const isFaded = ({ tags }: vscode.Diagnostic): boolean =>
      tags?.includes(vscode.DiagnosticTag.Unnecessary) ?? false;
    await findingsWhen(document.uri, 'a faded step', found => found.some(isFaded));
  });
});

describe('Commands', () => {
  it('are those that tests run', async () => {
    const all = await vscode.commands.getCommands(true);
    assert.deepEqual(all.filter(name => /^entrypoint-?lint\./i.test(name)).sort(), [
      'entrypointLint.openPlace',
      'entrypointLint.showRulePage',
      'entrypointLint.useLineFeeds',
    ]);
  });
});
