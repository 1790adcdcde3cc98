// The real server as a process on a throw-away copy of the example, and all that it said.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CodeLensRefreshRequest,
  ConfigurationRequest,
  createProtocolConnection,
  ExitNotification,
  type ProgressToken,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  RegistrationRequest,
  type ShowDocumentParams,
  ShowDocumentRequest,
  ShowMessageNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  WorkDoneProgress,
  type WorkDoneProgressBegin,
  WorkDoneProgressCancelNotification,
  WorkDoneProgressCreateRequest,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from 'vscode-languageserver/node';
import { answerFileRequests } from './virtual-files.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LIMIT_MS = 15_000;

export type Published = PublishDiagnosticsParams;

type WorkDone = WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd;

/** Paths are relative to the copy. */
export class ServerProcess {
  readonly folder = mkdtempSync(join(tmpdir(), 'entrypoint-lint-'));
  /** What the server asked to be told about. */
  readonly registered: string[] = [];
  /** Warnings that were shown to the user. */
  readonly warnings: string[] = [];
  /** What the server asked the editor to open. */
  readonly opened: ShowDocumentParams[] = [];
  /** What the server said of something that takes long. */
  readonly progress: WorkDone[] = [];
  /** Of a virtual workspace: until when the editor waits before it reads a file. */
  delay: (path: string) => Promise<void> | undefined = () => undefined;
  /** How often the server asked for the code lenses to be taken anew. */
  lensRefreshes = 0;
  /** What the server gets when it asks for the settings. */
  protected settings: unknown;
  protected readonly connection: ProtocolConnection;
  #process: ChildProcess;
  #errors = '';
  #token: ProgressToken | undefined;
  #published = new Map<string, Published>();
  #listeners = new Set<() => void>();

  protected constructor(readonly scheme: 'file' | 'memory') {
    cpSync(join(ROOT, 'examples/crashloop'), this.folder, { recursive: true });
    const server = spawn(process.execPath, [join(ROOT, 'dist/cli.js'), '--stdio']);
    server.stderr.setEncoding('utf8').on('data', text => {
      this.#errors += text;
    });
    this.#process = server;
    this.connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    this.connection.onNotification(PublishDiagnosticsNotification.type, published => {
      this.#published.set(published.uri, published);
      this.#heard();
    });
    this.connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registered.push(...registrations.map(({ method }) => method));
      this.#heard();
    });
    this.connection.onRequest(ShowDocumentRequest.type, params => {
      this.opened.push(params);
      return { success: true };
    });
    this.connection.onRequest(CodeLensRefreshRequest.type, () => {
      this.lensRefreshes += 1;
      this.#heard();
    });
    if (scheme === 'memory') {
      answerFileRequests(this.connection, uri => this.delay(uri.slice(this.uri('').length + 1)));
    }
    this.connection.onRequest(WorkDoneProgressCreateRequest.type, ({ token }) => {
      this.#token = token;
      this.connection.onProgress(WorkDoneProgress.type, token, value => {
        this.progress.push(value);
        this.#heard();
      });
    });
    this.connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ section }) => (section === 'entrypointLint' ? this.settings : null)),
    );
    this.connection.onNotification(ShowMessageNotification.type, ({ message }) => {
      this.warnings.push(message);
      this.#heard();
    });
    this.connection.listen();
  }

  #heard(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Ends the server; fails when it crashed or complained. */
  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    const limit = setTimeout(() => this.#process.kill(), LIMIT_MS);
    await Promise.race([ended, this.connection.sendRequest(ShutdownRequest.type)]);
    await this.connection.sendNotification(ExitNotification.type).catch(() => {});
    const [code] = await ended;
    clearTimeout(limit);
    this.connection.dispose();
    rmSync(this.folder, { recursive: true });
    if (code !== 0 || this.#errors !== '') {
      throw new Error(`The server ended with ${code}.\n${this.#errors}`);
    }
  }

  uri(path: string): string {
    const url = pathToFileURL(join(this.folder, path)).href.replace(/\/$/, '');
    return this.scheme === 'file' ? url : url.replace('file://', `${this.scheme}:`);
  }

  saved(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Writes a file, with its folders, behind the editor's back; `tell` sends what a watcher would say. */
  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** What was last published for a file; waits until it passes the test. */
  published(path: string, test: (published: Published) => boolean): Promise<Published> {
    const found = (): Published | undefined => {
      const published = this.#published.get(this.uri(path));
      return published !== undefined && test(published) ? published : undefined;
    };
    return this.until(found, () => {
      const last = this.#published.get(this.uri(path));
      return `the diagnostics of ${path}; the last are ${JSON.stringify(last, undefined, 2)}`;
    });
  }

  /** Waits for a step of the progress that the server shows. */
  progressed<Kind extends WorkDone['kind']>(kind: Kind): Promise<WorkDone & { kind: Kind }> {
    const isWanted = (value: WorkDone): value is WorkDone & { kind: Kind } => value.kind === kind;
    return this.until(
      () => this.progress.find(isWanted),
      () => `the ${kind} of a progress`,
    );
  }

  /** Does what a click on the button does that stops what is shown. */
  cancelProgress(): Promise<void> {
    if (this.#token === undefined) throw new Error('Nothing is in progress');
    const token = this.#token;
    return this.connection.sendNotification(WorkDoneProgressCancelNotification.type, { token });
  }

  /** Files that have diagnostics now. */
  marked(): readonly string[] {
    const folder = `${this.uri('')}/`;
    const marked = [...this.#published.values()].filter(({ diagnostics }) => diagnostics.length);
    return marked.map(({ uri }) => uri.replace(folder, '')).sort();
  }

  /** Waits for a message of the server after which `look` finds something. */
  until<Found>(look: () => Found | undefined, wanted: () => string): Promise<Found> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const found = look();
        if (found === undefined) return;
        clearTimeout(limit);
        this.#listeners.delete(check);
        resolve(found);
      };
      const limit = setTimeout(() => {
        this.#listeners.delete(check);
        reject(new Error(`Waited in vain for ${wanted()}\n${this.#errors}`));
      }, LIMIT_MS);
      this.#listeners.add(check);
      check();
    });
  }
}
