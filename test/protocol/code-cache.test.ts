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
  ExitNotification,
  InitializeRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const SERVER = join(dirname(fileURLToPath(import.meta.url)), '../../dist/server.js');

/** A session in which nothing happens: the server answers, and ends well. */
async function session(...parameters: readonly string[]): Promise<void> {
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
  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
  assert.deepEqual(await ended, [0, null]);
  connection.dispose();
}

describe('The code that the server keeps for its next session', () => {
  let folder = '';
  const cache = (): string => join(folder, 'code');
  const kept = (): string => {
    const [name = '', ...others] = readdirSync(cache());
    assert.deepEqual(others, []);
    return join(cache(), name);
  };
  const run = (): Promise<void> => session(`--code-cache=${cache()}`);

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
