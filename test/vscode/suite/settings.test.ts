import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hasScreen, hidden, visible } from './bridge.ts';
import { startClean } from './clean-window.ts';
import { closeEditors, fileOf, find, open } from './editor.ts';
import {
  codeOf,
  findingsOf,
  findingsWhen,
  hasCode,
  hasError,
  noFindingsAnywhere,
  strandedServer,
} from './findings.ts';
import { actionsAt } from './fixes.ts';
import { type MadeFiles, makeFiles } from './made-files.ts';
import { loggedWhen, showLog } from './output.ts';

const SECTION = 'entrypointLint';
const LAUNCHER = '/my-app/my-tools/start';
const { Warning } = vscode.DiagnosticSeverity;

/** Settles when extensions have been told. */
async function set(name: string, value: unknown): Promise<void> {
  const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration(SECTION);
  const isSet = (): boolean =>
    JSON.stringify(settings().inspect(name)?.globalValue) === JSON.stringify(value);
  if (isSet()) return;
  const told = new Promise<void>(resolve => {
    const listener = vscode.workspace.onDidChangeConfiguration(() => {
      if (!isSet()) return;
      listener.dispose();
      resolve();
    });
  });
  await settings().update(name, value, vscode.ConfigurationTarget.Global);
  await told;
}

/** A message tells which setting is wrong. Nobody sees it where nobody drives the window. */
async function told(what: string): Promise<void> {
  const message = `\`${what}\``;
  await vscode.commands.executeCommand('notifications.showList');
  await visible(
    `.notifications-center .notification-list-item-message:has-text(${JSON.stringify(message)})`,
  );
  await vscode.commands.executeCommand('notifications.clearAll');
}

interface Row {
  readonly name: string;
  readonly value: unknown;
  readonly wrong: unknown;
  /** How the message names what is wrong. */
  readonly named: string;
  readonly files: Readonly<Record<string, string>>;
  /** The file that is open, and what is found in `marked`, or else in it. */
  readonly opened: string;
  readonly marked?: string;
  holds(findings: readonly vscode.Diagnostic[]): boolean;
  /** By default, the server is stranded. */
  readonly usually?: (findings: readonly vscode.Diagnostic[]) => boolean;
}

const STORY = {
  Dockerfile: 'FROM node:22-bookworm\nCOPY . /my-app\nCMD ["sh", "/my-app/start.sh"]\n',
  'start.sh': `#!/bin/sh\nnode /my-app/server.js &\n${LAUNCHER}\necho ready\n`,
};

/** What diagnostics show of a setting. */
const ROWS: readonly Row[] = [
  {
    name: 'rules',
    value: { 'server-in-background': 'warning' },
    wrong: { 'server-in-background': 'loud' },
    named: 'rules.server-in-background',
    files: STORY,
    opened: 'start.sh',
    holds: found =>
      found.some(one => codeOf(one) === 'server-in-background' && one.severity === Warning),
  },
  {
    name: 'programs',
    value: { [LAUNCHER]: 'serves' },
    wrong: { [LAUNCHER]: 'sings' },
    named: `programs.${LAUNCHER}`,
    files: STORY,
    opened: 'start.sh',
    holds: found => hasCode('missing-exec')(found) && !hasError(found),
  },
  {
    name: 'contexts',
    value: { 'made/app/Dockerfile': 'made/other' },
    wrong: { 'made/app/Dockerfile': 5 },
    named: 'contexts.made/app/Dockerfile',
    files: {
      'app/Dockerfile': STORY.Dockerfile,
      'app/start.sh': 'exec node /my-app/server.js\n',
      'other/start.sh': STORY['start.sh'],
    },
    opened: 'app/Dockerfile',
    marked: 'other/start.sh',
    holds: hasError,
    usually: found => found.length === 0,
  },
  {
    name: 'exclude',
    value: ['start.sh'],
    wrong: 'start.sh',
    named: 'exclude',
    files: STORY,
    opened: 'start.sh',
    holds: found => found.length === 0,
  },
];

const OTHERS = ['run', 'codeLens', 'trace.server'];

describe('A setting', () => {
  startClean();

  let made: MadeFiles | undefined;
  const makeAndOpen = async (files: Row['files'], opened: string): Promise<vscode.TextEditor> => {
    made = await makeFiles('made', files);
    return open(made.file(opened));
  };
  const inMade = (name: string): vscode.Uri => {
    if (made === undefined) throw new Error('Nothing was made');
    return made.file(name);
  };
  afterEach(async () => {
    for (const name of [...ROWS.map(row => row.name), ...OTHERS]) await set(name, undefined);
    await closeEditors();
    await made?.remove();
    made = undefined;
    await noFindingsAnywhere();
  });

  it('has a test for each that there is', () => {
    const { contributes } = ours().packageJSON;
    const names = Object.keys(contributes.configuration.properties);
    const tested = [...ROWS.map(({ name }) => name), ...OTHERS].map(name => `${SECTION}.${name}`);
    assert.deepEqual(names.sort(), tested.sort());
  });

  for (const row of ROWS) {
    it(`holds, and is the default when it is wrong: ${row.name}`, async () => {
      const { usually = hasError, holds, opened, marked = opened } = row;
      await makeAndOpen(row.files, opened);
      const file = inMade(marked);
      await findingsWhen(file, 'what is usual', usually);
      await set(row.name, row.value);
      await findingsWhen(file, 'what the setting asks for', holds);
      await set(row.name, row.wrong);
      await findingsWhen(file, 'what is usual', usually);
      await told(row.named);
    });
  }

  it('holds, and is the default when it is wrong: run', async () => {
    const editor = await makeAndOpen(
      { ...STORY, 'start.sh': 'exec node /my-app/server.js\n' },
      'start.sh',
    );
    const { document } = editor;
    await set('run', 'onSave');
    await editor.edit(edit => edit.replace(all(document), STORY['start.sh']));
    // Answered from the new text: a diagnostic would have come before.
    await actionsAt(document.uri, all(document));
    assert.deepEqual(findingsOf(document.uri), []);
    await document.save();
    await strandedServer(document.uri);
    await set('run', 'sometimes');
    await editor.edit(edit => edit.replace(all(document), 'exec node /my-app/server.js\n'));
    await findingsWhen(document.uri, 'no error', found => !hasError(found));
    assert.ok(document.isDirty);
    await told('run');
  });

  it('holds, and is the default when it is wrong: codeLens', async function () {
    if (!hasScreen) this.skip();
    const lens = '.codelens-decoration:has-text("Dockerfile:3")';
    await makeAndOpen(STORY, 'start.sh');
    await visible(lens);
    await set('codeLens', false);
    await hidden(lens);
    await set('codeLens', 'maybe');
    await visible(lens);
    await told('codeLens');
  });

  it('holds, and is the default when it is wrong: trace.server', async () => {
    const { document } = await open(fileOf('v3', 'startup.sh'));
    const server = find(document, 'node /my-app/server.js');
    await strandedServer(document.uri);
    // What is said while nothing is to be written must not stand in the log later.
    await actionsAt(document.uri, server);
    await set('trace.server', 'loud');
    await told('trace.server');
    await actionsAt(document.uri, server);
    await showLog();
    await set('trace.server', 'messages');
    // The client hears of a setting when it has been set already.
    await loggedWhen('the trace', text => text.includes('$/setTrace'));
    const written = (text: string, what: string): boolean => {
      if (text.includes(what)) return true;
      // Asks for as long as the log does not tell of it.
      vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, server.start);
      return false;
    };
    const log = await loggedWhen('a hover', text => written(text, 'textDocument/hover'));
    const [first] = /(Sending|Received).*/.exec(log) ?? [];
    assert.match(first ?? '', /\$\/setTrace/);
    assert.doesNotMatch(log, /"textDocument"/);
    await set('trace.server', 'verbose');
    await loggedWhen('the verbose trace', text => text.includes('"verbose"'));
    await loggedWhen('the parameters of a hover', text => written(text, '"textDocument"'));
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });
});

function ours(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension('entrypoint-lint.entrypoint-lint');
  if (extension === undefined) throw new Error('The extension is not installed');
  return extension;
}

function all(document: vscode.TextDocument): vscode.Range {
  return new vscode.Range(
    new vscode.Position(0, 0),
    document.positionAt(document.getText().length),
  );
}
