/** The editor's side on the desktop and on remote machines: the server is a process of its own. */
import type { ExtensionContext } from 'vscode';
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import { CLIENT_ID, CLIENT_NAME, clientOptions } from './client-options.ts';
import { startClient } from './start.ts';

/**
 * How much may be new before it is collected, in MiB. With V8's 1 it is collected again and again while a server starts
 * and somebody begins to type, and nearly all of it lives on: in sessions of the bench that took a tenth of the time. With
 * 16 they took up to a third more memory, and 8 was no better than 4.
 */
const NEW_SPACE = ['--max-semi-space-size=4', '--min-semi-space-size=4'];

let client: LanguageClient | undefined;

export function activate(context: ExtensionContext): void {
  client = new LanguageClient(CLIENT_ID, CLIENT_NAME, serverOptions(context), {
    ...clientOptions(context),
    errorHandler: restarting(),
  });
  startClient(client, context);
}

/** What is written to a server that has just ended fails, often several times: it is started again all the same. */
function restarting(): ErrorHandler {
  let usual: ErrorHandler | undefined;
  return {
    error: () => ({ action: ErrorAction.Continue }),
    closed() {
      usual ??= client?.createDefaultErrorHandler();
      return usual?.closed() ?? { action: CloseAction.DoNotRestart };
    },
  };
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}

function serverOptions(context: ExtensionContext): ServerOptions {
  const module = context.asAbsolutePath('dist/server.js');
  const transport = TransportKind.ipc;
  const args = [`--code-cache=${context.globalStorageUri.fsPath}`];
  return {
    run: { module, transport, args, options: { execArgv: NEW_SPACE } },
    debug: {
      module,
      transport,
      args,
      options: { execArgv: [...NEW_SPACE, '--nolazy', '--inspect=6009'] },
    },
  };
}
