import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializeRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const SERVER = join(dirname(fileURLToPath(import.meta.url)), '../../dist/server.js');

/** A session in which the server answers, is asked for nothing unless `act` does so, and ends well. */
async function session(
  parameter?: string,
  act: (connection: ProtocolConnection) => Promise<void> = async () => {},
): Promise<void> {
  const parameters = parameter === undefined ? [] : [parameter];
  const server = spawn(process.execPath, [SERVER, ...parameters, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(server, 'close');
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  const { serverInfo } = await connection.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    capabilities: {},
  });
  assert.equal(serverInfo?.name, 'Entrypoint Lint');
  await act(connection);
  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
  assert.deepEqual(await ended, [0, null]);
  connection.dispose();
}

/** Resolves when the server has said what it thinks of a Dockerfile. */
async function showDockerfile(connection: ProtocolConnection): Promise<void> {
  const diagnosed = new Promise<void>(resolve =>
    connection.onNotification(PublishDiagnosticsNotification.type, () => resolve()),
  );
  const text = 'FROM node\nCMD node server.js & echo\n';
  await connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri: 'file:///nowhere/Dockerfile', languageId: 'dockerfile', version: 1, text },
  });
  await diagnosed;
}

describe('The code that the server keeps for its next session', () => {
  let folder = '';
  const cache = (): string => join(folder, 'code');
  const kept = (): string => {
    const [name = '', ...others] = readdirSync(cache());
    assert.deepEqual(others, []);
    return join(cache(), name);
  };
  const run = (act?: typeof showDockerfile): Promise<void> =>
    session(`--code-cache=${cache()}`, act);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'entrypoint-lint-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is read by the user alone, and taken as it is', async () => {
    await run();
    const file = statSync(kept());
    if (process.platform !== 'win32') assert.equal(file.mode & 0o077, 0);
    await run();
    assert.equal(statSync(kept()).ino, file.ino);
  });

  it('grows when a session calls for more, and stays so', async () => {
    await run();
    const little = statSync(kept()).size;
    await run(showDockerfile);
    const more = statSync(kept()).size;
    assert.ok(more > little);
    await run();
    assert.equal(statSync(kept()).size, more);
  });

  it('is made anew when it is damaged', async () => {
    await run();
    const whole = readFileSync(kept());
    const changed = Buffer.from(whole);
    // Disks lose whole blocks.
    changed
      .subarray(whole.length >> 1)
      .subarray(0, 4_096)
      .reverse();
    writeFileSync(kept(), changed);
    await run();
    assert.notDeepEqual(readFileSync(kept()), changed);
    for (const length of [whole.length - 1, 40, 0]) {
      truncateSync(kept(), length);
      await run();
      assert.ok(statSync(kept()).size > 40);
    }
  });

  it('is done without where no folder is named, or it cannot be written', async () => {
    await session();
    await session('--code-cache=');
    writeFileSync(cache(), '');
    await run();
    assert.deepEqual(readdirSync(folder), ['code']);
  });
});
