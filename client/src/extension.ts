/**
 * The editor's side: it starts the language server and keeps it running, and knows nothing of what
 * the server says.
 */
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

let client: LanguageClient | undefined;

/** Does not wait for the server: VS Code goes on while it starts. */
export function activate(context: ExtensionContext): void {
  const module = context.asAbsolutePath('dist/server.js');
  const transport = TransportKind.ipc;
  client = new LanguageClient(
    'entrypoint-lint',
    'Entrypoint Lint',
    {
      run: { module, transport },
      debug: { module, transport, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
    },
    {
      // A startup script may be a file of any language: without an extension it is plain text, and what
      // it sources may count as `properties`. Only the server knows which files a launch reads; for all
      // others it keeps the text and does nothing, and a keystroke costs one small message.
      documentSelector: [{ scheme: 'file' }],
      diagnosticCollectionName: 'entrypoint-lint',
    },
  );
  // The client itself shows why the server did not start.
  client.start().catch(() => {});
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
