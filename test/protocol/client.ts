import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  type CodeLens,
  CodeLensRequest,
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
  type FileChangeType,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  MarkupContent,
  type Position,
  type Range,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { VerdictRequests } from '../../server/src/lsp/verdict-request.ts';
import { FULL } from './capabilities.ts';
import { type Published, ServerProcess } from './server-process.ts';

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

/** An editor without a screen: it talks to the real server process and waits for what the server says. */
export class Client extends ServerProcess {
  initialized: InitializeResult | undefined;
  #documents = new Map<string, TextDocument>();

  static async start(options: Options = {}) {
    const { capabilities = FULL, locale, folder = true, virtual, settings } = options;
    const client = new Client(virtual ? 'memory' : 'file');
    client.settings = settings;
    const folders = folder === true ? [{ uri: client.uri(''), name: 'crashloop' }] : null;
    client.initialized = await client.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: folder === 'root' ? client.uri('') : null,
      capabilities,
      workspaceFolders: folders,
      ...(locale === undefined ? {} : { locale }),
    });
    await client.connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  tell(path: string, type: FileChangeType): Promise<void> {
    const changes = [{ uri: this.uri(path), type }];
    return this.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  }

  /** Opens a file with its saved text, or another. */
  async open(path: string, text = this.saved(path), languageId = 'plaintext'): Promise<void> {
    const uri = this.uri(path);
    const document = TextDocument.create(uri, languageId, 1, text);
    this.#documents.set(path, document);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
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
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: document.uri, version },
      contentChanges: changes,
    });
    TextDocument.update(document, changes, version);
  }

  /** Writes the document's text and says so. */
  async save(path: string): Promise<void> {
    const { uri } = this.document(path);
    this.write(path, this.document(path).getText());
    await this.connection.sendNotification(DidSaveTextDocumentNotification.type, {
      textDocument: { uri },
    });
  }

  /** Changes the editor's settings; editors that cannot be asked send them along. */
  async configure(settings: unknown, push = false): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: push ? { entrypointLint: settings } : null,
    });
  }

  async close(path: string): Promise<void> {
    const textDocument = { uri: this.document(path).uri };
    this.#documents.delete(path);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument,
    });
  }

  /** Opens the folder of the session, or one that is inside of it, as a folder of the workspace. */
  async openFolder(path = ''): Promise<void> {
    const event = { added: [{ uri: this.uri(path), name: path || 'crashloop' }], removed: [] };
    await this.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
  }

  hover(path: string, text: string): Promise<Hover | null> {
    return this.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: this.uri(path) },
      position: this.find(path, text).start,
    });
  }

  verdict(path: string): Promise<VerdictRequests['entrypoint-lint/verdict']['answer']> {
    const method: keyof VerdictRequests = 'entrypoint-lint/verdict';
    return this.connection.sendRequest(method, { textDocument: { uri: this.uri(path) } });
  }

  async codeLenses(path: string): Promise<readonly CodeLens[]> {
    const textDocument = { uri: this.uri(path) };
    return (await this.connection.sendRequest(CodeLensRequest.type, { textDocument })) ?? [];
  }

  /** Does what a click on the lens does. */
  async click({ command }: CodeLens): Promise<void> {
    if (command === undefined) throw new Error('The lens has no command');
    const { command: name, arguments: given = [] } = command;
    await this.connection.sendRequest(ExecuteCommandRequest.type, {
      command: name,
      arguments: given,
    });
  }

  async documentLinks(path: string): Promise<readonly DocumentLink[]> {
    const textDocument = { uri: this.uri(path) };
    return (await this.connection.sendRequest(DocumentLinkRequest.type, { textDocument })) ?? [];
  }

  async codeActions(
    path: string,
    range: Range,
    only = ['quickfix'],
  ): Promise<readonly CodeAction[]> {
    const actions = await this.connection.sendRequest(CodeActionRequest.type, {
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

  /** The diagnostics for the document's present text. */
  current(path: string): Promise<Published> {
    const { version } = this.document(path);
    return this.published(path, published => published.version === version);
  }
}

/** What a hover says; fails when there is none. */
export function contentOf(hover: Hover | null): MarkupContent {
  if (hover === null || !MarkupContent.is(hover.contents)) throw new Error('There is no hover');
  return hover.contents;
}
