/** An editor that types into one document of one language server, and waits for what it says. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  ConfigurationRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  WorkDoneProgress,
  WorkDoneProgressCreateRequest,
} from 'vscode-languageserver/node';
import type { MadeDocument } from './documents.ts';
import type { Peer } from './peers.ts';

const LIMIT_MS = 60_000;

export interface Session {
  /** Resolves with the first diagnostics of the document. */
  open(made: MadeDocument): Promise<void>;
  /** Changes the document's text, and resolves with the diagnostics that follow. */
  type(made: MadeDocument, keystrokes: number): Promise<void>;
  hover(made: MadeDocument): Promise<void>;
  /** The server shows a progress: it reads something in the background. */
  isReading(): boolean;
  /** Resolves when it reads nothing more. */
  hasRead(): Promise<void>;
  /** In MiB; of the server and not of what it starts. NaN where the system does not tell. */
  peakMemory(): number;
  end(): Promise<void>;
}

export async function startSession(peer: Peer, folder: string): Promise<Session> {
  const child = spawn(process.execPath, [...peer.argv], {
    cwd: folder,
    // Where it names a file, Node reads all certificates when it starts, which takes half of the time that is measured.
    env: { ...process.env, NODE_EXTRA_CA_CERTS: '', ...peer.environment },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  let published: () => void = () => undefined;
  let awaited = '';
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri }) => {
    if (uri === awaited) published();
  });
  // What servers ask of an editor: settings, registrations, progress. None is needed here.
  connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => null));
  connection.onRequest(RegistrationRequest.type, () => undefined);
  const reading = new Set<unknown>();
  let ended: () => void = () => undefined;
  connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
    reading.add(token);
    connection.onProgress(WorkDoneProgress.type, token, ({ kind }) => {
      if (kind !== 'end') return;
      reading.delete(token);
      ended();
    });
  });
  connection.listen();
  const uri = (path: string): string => pathToFileURL(join(folder, path)).href;
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'bench' }],
    capabilities: { workspace: { workspaceFolders: true }, window: { workDoneProgress: true } },
  });
  await connection.sendNotification(InitializedNotification.type, {});

  const diagnosed = (path: string, act: () => Promise<void>): Promise<void> =>
    new Promise((resolve, reject) => {
      const limit = setTimeout(
        () => reject(new Error(`nothing within ${LIMIT_MS / 1000} s`)),
        LIMIT_MS,
      );
      awaited = uri(path);
      published = () => {
        clearTimeout(limit);
        resolve();
      };
      act().catch(reject);
    });

  return {
    open: ({ path, languageId, text }) =>
      diagnosed(path, () =>
        connection.sendNotification(DidOpenTextDocumentNotification.type, {
          textDocument: { uri: uri(path), languageId, version: 1, text: text(0) },
        }),
      ),
    type: ({ path, text }, keystrokes) =>
      diagnosed(path, () =>
        connection.sendNotification(DidChangeTextDocumentNotification.type, {
          textDocument: { uri: uri(path), version: keystrokes + 1 },
          contentChanges: [{ text: text(keystrokes) }],
        }),
      ),
    async hover({ path, hover }) {
      const textDocument = { uri: uri(path) };
      await connection.sendRequest(HoverRequest.type, { textDocument, position: hover });
    },
    isReading: () => reading.size > 0,
    async hasRead() {
      while (reading.size > 0) {
        await new Promise<void>(resolve => {
          ended = resolve;
        });
      }
    },
    peakMemory() {
      if (process.platform !== 'linux') return Number.NaN;
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
    },
    async end() {
      const closed = once(child, 'close');
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      await closed;
      connection.dispose();
    },
  };
}
