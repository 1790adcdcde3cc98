// An editor without a screen: it talks to the real server process and waits for what the server says.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  type CodeLens,
  CodeLensRefreshRequest,
  CodeLensRequest,
  ConfigurationRequest,
  createProtocolConnection,
  DiagnosticTag,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  type DocumentLink,
  DocumentLinkRequest,
  ExecuteCommandRequest,
  ExitNotification,
  type FileChangeType,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  MarkupContent,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  RegistrationRequest,
  type ShowDocumentParams,
  ShowDocumentRequest,
  ShowMessageNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { VerdictRequests } from '../../server/src/lsp/verdict-request.ts';
import { answerFileRequests } from './virtual-files.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LIMIT_MS = 15_000;

/** What VS Code can do, as far as the server asks for it. */
export const FULL: ClientCapabilities = {
  textDocument: {
    hover: { contentFormat: ['markdown', 'plaintext'] },
    publishDiagnostics: {
      relatedInformation: true,
      versionSupport: true,
      codeDescriptionSupport: true,
      tagSupport: { valueSet: [DiagnosticTag.Unnecessary] },
    },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
  },
  workspace: {
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceFolders: true,
    codeLens: { refreshSupport: true },
  },
  window: { showDocument: { support: true } },
};

/** What a hover says; fails when there is none. */
export function contentOf(hover: Hover | null): MarkupContent {
  if (hover === null || !MarkupContent.is(hover.contents)) throw new Error('There is no hover');
  return hover.contents;
}

export interface Options {
  readonly capabilities?: ClientCapabilities;
  readonly locale?: string;
  /** What the editor's settings say; without it the editor cannot be asked. */
  readonly settings?: unknown;
  /** False: files are opened without their folder. `root`: it is named as old editors do. */
  readonly folder?: boolean | 'root';
  /** The folder is one of a virtual workspace: only the editor can read it. */
  readonly virtual?: boolean;
}

type Published = PublishDiagnosticsParams;

/** One server process on a throw-away copy of the example. Paths are relative to that copy. */
export class Client {
  readonly folder = mkdtempSync(join(tmpdir(), 'entrypoint-lint-'));
  /** What the server asked to be told about. */
  readonly registered: string[] = [];
  /** Warnings that were shown to the user. */
  readonly warnings: string[] = [];
  #settings: unknown;
  /** What the server asked the editor to open. */
  readonly opened: ShowDocumentParams[] = [];
  /** How often the server asked for the code lenses to be taken anew. */
  lensRefreshes = 0;
  initialized: InitializeResult | undefined;
  #process: ChildProcess;
  #connection: ProtocolConnection;
  #errors = '';
  #documents = new Map<string, TextDocument>();
  #published = new Map<string, Published>();
  #listeners = new Set<() => void>();

  static async start(options: Options = {}) {
    const { capabilities = FULL, locale, folder = true, virtual, settings } = options;
    const client = new Client(virtual ? 'memory' : 'file');
    client.#settings = settings;
    const folders = folder === true ? [{ uri: client.uri(''), name: 'crashloop' }] : null;
    client.initialized = await client.#connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: folder === 'root' ? client.uri('') : null,
      capabilities,
      workspaceFolders: folders,
      ...(locale === undefined ? {} : { locale }),
    });
    await client.#connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  private constructor(readonly scheme: 'file' | 'memory') {
    cpSync(join(ROOT, 'examples/crashloop'), this.folder, { recursive: true });
    const server = spawn(process.execPath, [join(ROOT, 'dist/cli.js'), '--stdio']);
    server.stderr.setEncoding('utf8').on('data', text => {
      this.#errors += text;
    });
    this.#process = server;
    this.#connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    this.#connection.onNotification(PublishDiagnosticsNotification.type, published => {
      this.#published.set(published.uri, published);
      for (const listener of this.#listeners) listener();
    });
    this.#connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registered.push(...registrations.map(({ method }) => method));
      for (const listener of this.#listeners) listener();
    });
    this.#connection.onRequest(ShowDocumentRequest.type, params => {
      this.opened.push(params);
      return { success: true };
    });
    this.#connection.onRequest(CodeLensRefreshRequest.type, () => {
      this.lensRefreshes += 1;
      for (const listener of this.#listeners) listener();
    });
    if (scheme === 'memory') answerFileRequests(this.#connection);
    this.#connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ section }) => (section === 'entrypointLint' ? this.#settings : null)),
    );
    this.#connection.onNotification(ShowMessageNotification.type, ({ message }) => {
      this.warnings.push(message);
      for (const listener of this.#listeners) listener();
    });
    this.#connection.listen();
  }

  /** Ends the server; fails when it crashed or complained. */
  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    const limit = setTimeout(() => this.#process.kill(), LIMIT_MS);
    await Promise.race([ended, this.#connection.sendRequest(ShutdownRequest.type)]);
    await this.#connection.sendNotification(ExitNotification.type).catch(() => {});
    const [code] = await ended;
    clearTimeout(limit);
    this.#connection.dispose();
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

  /** Writes a file behind the editor's back; `tell` sends what a watcher would say. */
  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  tell(path: string, type: FileChangeType): Promise<void> {
    const changes = [{ uri: this.uri(path), type }];
    return this.#connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  }

  /** Opens a file with its saved text, or another. */
  async open(path: string, text = this.saved(path), languageId = 'plaintext'): Promise<void> {
    const uri = this.uri(path);
    const document = TextDocument.create(uri, languageId, 1, text);
    this.#documents.set(path, document);
    await this.#connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Replaces a text of the document, as typing does. */
  edit(path: string, from: string, to: string): Promise<void> {
    return this.#change(path, this.find(path, from), to);
  }

  /** Replaces the whole text of the document. */
  retype(path: string, text: string): Promise<void> {
    return this.#change(path, this.all(path), text);
  }

  async #change(path: string, range: Range, text: string): Promise<void> {
    const document = this.document(path);
    const changes = [{ range, text }];
    const version = document.version + 1;
    await this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: document.uri, version },
      contentChanges: changes,
    });
    TextDocument.update(document, changes, version);
  }

  /** Writes the document's text and says so. */
  async save(path: string): Promise<void> {
    const { uri } = this.document(path);
    this.write(path, this.document(path).getText());
    await this.#connection.sendNotification(DidSaveTextDocumentNotification.type, {
      textDocument: { uri },
    });
  }

  /** Changes the editor's settings; editors that cannot be asked send them along. */
  async configure(settings: unknown, push = false): Promise<void> {
    this.#settings = settings;
    await this.#connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: push ? { entrypointLint: settings } : null,
    });
  }

  async close(path: string): Promise<void> {
    const textDocument = { uri: this.document(path).uri };
    this.#documents.delete(path);
    await this.#connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument,
    });
  }

  async openFolder(): Promise<void> {
    const event = { added: [{ uri: this.uri(''), name: 'crashloop' }], removed: [] };
    await this.#connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
  }

  hover(path: string, text: string): Promise<Hover | null> {
    return this.#connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: this.uri(path) },
      position: this.find(path, text).start,
    });
  }

  verdict(path: string): Promise<VerdictRequests['entrypoint-lint/verdict']['answer']> {
    const method: keyof VerdictRequests = 'entrypoint-lint/verdict';
    return this.#connection.sendRequest(method, { textDocument: { uri: this.uri(path) } });
  }

  async codeLenses(path: string): Promise<readonly CodeLens[]> {
    const textDocument = { uri: this.uri(path) };
    return (await this.#connection.sendRequest(CodeLensRequest.type, { textDocument })) ?? [];
  }

  /** Does what a click on the lens does. */
  async click({ command }: CodeLens): Promise<void> {
    if (command === undefined) throw new Error('The lens has no command');
    const { command: name, arguments: given = [] } = command;
    await this.#connection.sendRequest(ExecuteCommandRequest.type, {
      command: name,
      arguments: given,
    });
  }

  async documentLinks(path: string): Promise<readonly DocumentLink[]> {
    const textDocument = { uri: this.uri(path) };
    return (await this.#connection.sendRequest(DocumentLinkRequest.type, { textDocument })) ?? [];
  }

  async codeActions(
    path: string,
    range: Range,
    only = ['quickfix'],
  ): Promise<readonly CodeAction[]> {
    const actions = await this.#connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: this.uri(path) },
      range,
      context: { diagnostics: [], only },
    });
    return (actions ?? []).filter((action): action is CodeAction => 'kind' in action);
  }

  document(path: string): TextDocument {
    const document = this.#documents.get(path);
    if (document === undefined) throw new Error(`${path} is not open`);
    return document;
  }

  all(path: string): Range {
    const document = this.document(path);
    const end = document.positionAt(document.getText().length);
    return { start: { line: 0, character: 0 }, end };
  }

  find(path: string, text: string): Range {
    const document = this.#documents.get(path) ?? TextDocument.create('', '', 0, this.saved(path));
    const start = document.getText().indexOf(text);
    if (start < 0) throw new Error(`${path} has no ${text}`);
    const positionAt = (offset: number): Position => document.positionAt(offset);
    return { start: positionAt(start), end: positionAt(start + text.length) };
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

  /** The diagnostics for the document's present text. */
  current(path: string): Promise<Published> {
    const { version } = this.document(path);
    return this.published(path, published => published.version === version);
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
