/** The editor's side in a browser: the server is a worker, which gets all files from here. */
import { type ExtensionContext, Uri, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { CLIENT_ID, CLIENT_NAME, clientOptions } from './client-options.ts';
import { startClient } from './start.ts';

let client: LanguageClient | undefined;

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
  client = new LanguageClient(CLIENT_ID, CLIENT_NAME, startWorker, {
    ...clientOptions(context),
    // Asked for when the worker is there.
    initializationOptions: () => ({ parserFiles }),
  });
  startClient(client, context);
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
