/** The editor's side on the desktop and on remote machines: the server is a process of its own. */
import type { ExtensionContext } from 'vscode';
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { CLIENT_ID, CLIENT_NAME, clientOptions } from './client-options.ts';
import { startClient } from './start.ts';

/**
 * What lives shortly is collected sooner. Beside V8’s default of 16 MiB, sessions of the bench took up to a seventh less
 * memory at its peak; keystrokes in Dockerfiles of thousands of lines cost as much more, shorter ones the same.
 */
const SMALL_HEAP = '--max-semi-space-size=4';

let client: LanguageClient | undefined;

export function activate(context: ExtensionContext): void {
  client = new LanguageClient(
    CLIENT_ID,
    CLIENT_NAME,
    serverOptions(context),
    clientOptions(context),
  );
  startClient(client, context);
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}

function serverOptions(context: ExtensionContext): ServerOptions {
  const module = context.asAbsolutePath('dist/server.js');
  const transport = TransportKind.ipc;
  const args = [`--code-cache=${context.globalStorageUri.fsPath}`];
  return {
    run: { module, transport, args, options: { execArgv: [SMALL_HEAP] } },
    debug: {
      module,
      transport,
      args,
      options: { execArgv: [SMALL_HEAP, '--nolazy', '--inspect=6009'] },
    },
  };
}
