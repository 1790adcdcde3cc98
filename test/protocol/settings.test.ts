import assert from 'node:assert/strict';
import { DiagnosticSeverity, type PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { FULL } from './capabilities.ts';
import type { Client } from './client.ts';
import { eachWithServer } from './session.ts';

const SCRIPT = 'v3/startup.sh';
const DOCKERFILE = 'v3/Dockerfile';
const FILE = '.entrypoint-lint.json';
const OFF = { rules: { 'server-in-background': 'off' } };

const ASKED = {
  ...FULL,
  workspace: {
    ...FULL.workspace,
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
  },
};

const clean = ({ diagnostics }: PublishDiagnosticsParams): boolean => diagnostics.length === 0;
const marked = ({ diagnostics }: PublishDiagnosticsParams): boolean => diagnostics.length > 0;

async function severities(editor: Client): Promise<unknown> {
  const { diagnostics } = await editor.current(SCRIPT);
  return diagnostics.map(({ severity }) => severity);
}

describe('Settings of the editor', () => {
  const client = eachWithServer({
    capabilities: ASKED,
    settings: { rules: { 'server-in-background': 'hint' }, run: null },
  });

  it('hold from the start, and change at once', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    assert.deepEqual(await severities(editor), [DiagnosticSeverity.Hint]);
    assert.ok(editor.registered.includes('workspace/didChangeConfiguration'));
    await editor.configure(OFF);
    await editor.published(SCRIPT, clean);
    await editor.published(DOCKERFILE, clean);
    await editor.configure(null);
    await editor.published(SCRIPT, ({ diagnostics }) => diagnostics[0]?.severity === 1);
  });

  it('turn off what a launch says of its daemons, too', async () => {
    const editor = client();
    await editor.open(DOCKERFILE);
    await editor.open(SCRIPT, '#!/bin/sh\nservice nginx start\necho ready\n');
    await editor.published(DOCKERFILE, marked);
    await editor.configure({ rules: { 'daemonizing-server': 'off' } });
    await editor.published(DOCKERFILE, clean);
  });

  it('give way to those of the file, typed or saved', async () => {
    const editor = client();
    editor.write(FILE, '{"rules": {"server-in-background": "warning"}}');
    await editor.open(SCRIPT);
    assert.deepEqual(await severities(editor), [DiagnosticSeverity.Warning]);
    await editor.open(FILE);
    await editor.edit(FILE, 'warning', 'off');
    await editor.published(SCRIPT, clean);
    await editor.edit(FILE, 'off', 'error');
    await editor.published(SCRIPT, ({ diagnostics }) => diagnostics[0]?.severity === 1);
  });

  it('that make no sense are told once, and the default holds', async () => {
    const editor = client();
    await editor.configure({
      rules: { 'server-in-background': 'loud' },
      programs: [],
      run: 'never',
    });
    await editor.open(SCRIPT);
    assert.deepEqual(await severities(editor), [DiagnosticSeverity.Error]);
    const [warning, ...others] = editor.warnings;
    assert.deepEqual(others, []);
    assert.match(warning ?? '', /`rules\.server-in-background` cannot be "loud"/);
    assert.match(warning ?? '', /`programs` must be an object/);
    assert.match(warning ?? '', /`run` cannot be "never".*The default holds: onType\./);
  });

  it('teach programs, name contexts and leave files out', async () => {
    const editor = client();
    await editor.configure({ programs: { node: 'finishes' } });
    await editor.open(SCRIPT);
    await editor.published(SCRIPT, ({ diagnostics }) =>
      diagnostics.every(({ severity }) => severity !== 1),
    );
    await editor.configure({ contexts: { 'v3/Dockerfile': 'v4' } });
    await editor.open(DOCKERFILE);
    await editor.published(SCRIPT, clean);
    await editor.published('v4/startup.sh', marked);
    await editor.configure({ exclude: ['*.sh'] });
    await editor.published('v4/startup.sh', clean);
    await editor.configure({});
    await editor.published(SCRIPT, marked);
  });
});

describe('Settings for diagnostics on save', () => {
  const client = eachWithServer({ capabilities: ASKED, settings: { run: 'onSave' } });

  it('wait until the texts are saved', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    assert.equal((await editor.current(SCRIPT)).diagnostics.length, 1);
    await editor.edit(SCRIPT, 'nohup node', 'exec node');
    await editor.hover(SCRIPT, 'exec node');
    await editor.published(SCRIPT, ({ version }) => version === 1);
    await editor.save(SCRIPT);
    assert.equal((await editor.current(SCRIPT)).version, 2);
  });

  it('wait also where another folder takes the document', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    await editor.current(SCRIPT);
    await editor.edit(SCRIPT, 'nohup node', 'exec node');
    await editor.openFolder('v3');
    await editor.hover(SCRIPT, 'exec node');
    await editor.published(SCRIPT, ({ version }) => version !== 2);
    await editor.save(SCRIPT);
    assert.equal((await editor.current(SCRIPT)).version, 2);
  });
});

describe('An editor that cannot be asked for settings', () => {
  const client = eachWithServer();

  it('sends them', async () => {
    const editor = client();
    await editor.open(SCRIPT);
    await editor.published(SCRIPT, marked);
    await editor.configure(OFF, true);
    await editor.published(SCRIPT, clean);
  });
});

describe('The file of the settings', () => {
  const client = eachWithServer();

  it('shows what is wrong in it, alone or beside others', async () => {
    const editor = client();
    editor.write(FILE, '{ "rules": { "no-such": "off" } }');
    await editor.open(FILE);
    const [problem] = (await editor.current(FILE)).diagnostics;
    assert.equal(problem?.code, 'settings');
    assert.deepEqual(problem?.range, editor.find(FILE, '"no-such"'));
    await editor.edit(FILE, 'no-such', 'masked-exit');
    await editor.published(FILE, clean);
    await editor.edit(FILE, '{ "rules"', '{ rules');
    await editor.published(FILE, marked);
    await editor.close(FILE);
    await editor.published(FILE, clean);
    await editor.open(SCRIPT);
    await editor.published(FILE, marked);
    assert.deepEqual(editor.marked(), [FILE, DOCKERFILE, SCRIPT]);
  });
});
