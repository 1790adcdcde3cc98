/** What the client does besides the protocol, the same wherever the server runs. */
import type { ExtensionContext } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { answerFileRequests } from './files.ts';
import { offerLineEndings } from './line-endings.ts';
import { registerRulePages } from './rule-pages.ts';
import { showVerdict } from './verdict-status.ts';

/** Starts a client, and does not wait for its server: VS Code goes on meanwhile. All goes with the extension. */
export function startClient(
  client: BaseLanguageClient,
  { extensionUri, subscriptions }: ExtensionContext,
): void {
  answerFileRequests(client);
  subscriptions.push(offerLineEndings(client), registerRulePages(extensionUri));
  client.start().then(
    () => subscriptions.push(showVerdict(client)),
    // The client itself shows why the server did not start.
    () => {},
  );
}
