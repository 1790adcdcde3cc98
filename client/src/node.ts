/** The editor's side on the desktop and on remote machines: the server is a process of its own. */
import type { ExtensionContext } from 'vscode';
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { clientOptions } from './client-options.ts';
import { answerFileRequests } from './files.ts';
import { offerLineEndings } from './line-endings.ts';
import { registerRulePages } from './rule-pages.ts';
import { showVerdict } from './verdict-status.ts';

let client: LanguageClient | undefined;

/** Does not wait for the server: VS Code goes on while it starts. */
export function activate(context: ExtensionContext): void {
  client = new LanguageClient(
    'entrypointLint',
    'Entrypoint Lint',
    serverOptions(context),
    clientOptions(),
  );
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

function serverOptions(context: ExtensionContext): ServerOptions {
  const module = context.asAbsolutePath('dist/server.js');
  const transport = TransportKind.ipc;
  return {
    run: { module, transport },
    debug: { module, transport, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
  };
}
