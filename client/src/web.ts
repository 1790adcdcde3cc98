/** The editor's side in a browser: the server is a worker, which gets all files from here. */
import { type ExtensionContext, Uri, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { clientOptions } from './client-options.ts';
import { answerFileRequests } from './files.ts';
import { offerLineEndings } from './line-endings.ts';
import { registerRulePages } from './rule-pages.ts';
import { showVerdict } from './verdict-status.ts';

let client: LanguageClient | undefined;

/** Does not wait for the server: VS Code goes on while it starts. */
export function activate(context: ExtensionContext): void {
  const inDist = (name: string): Uri => Uri.joinPath(context.extensionUri, 'dist', name);
  let parserFiles: object | undefined;
  const startWorker = async (): Promise<MessageTransports> => {
    const [runtime, bash] = await Promise.all([
      workspace.fs.readFile(inDist('web-tree-sitter.wasm')),
      workspace.fs.readFile(inDist('tree-sitter-bash.wasm')),
    ]);
    parserFiles = { runtime, bash };
    // VS Code's workers are not instances of `Worker`, which is why the client does not take one as such.
    const worker = new Worker(inDist('server-web.js').toString(true));
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  client = new LanguageClient('entrypointLint', 'Entrypoint Lint', startWorker, {
    ...clientOptions(),
    // Asked for when the worker is there.
    initializationOptions: () => ({ parserFiles }),
  });
  answerFileRequests(client);
  context.subscriptions.push(offerLineEndings(client));
  const started = client;
  const showStatus = (): void => void context.subscriptions.push(showVerdict(started));
  context.subscriptions.push(registerRulePages(context.extensionUri));
  // The client itself shows why the server did not start.
  client.start().then(showStatus, () => {});
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
