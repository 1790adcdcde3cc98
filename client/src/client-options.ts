import { type ExtensionContext, window, workspace } from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import { linkRulePages } from './rule-pages.ts';
import { showDocument } from './show-document.ts';
import { traceChannel } from './trace.ts';

/** The prefix of the settings that the client itself reads, such as `entrypointLint.trace.server`. */
export const CLIENT_ID = 'entrypointLint';

export const CLIENT_NAME = 'Entrypoint Lint';

/** What holds for the client wherever the server runs. */
export function clientOptions({ subscriptions }: ExtensionContext): LanguageClientOptions {
  const outputChannel = window.createOutputChannel(CLIENT_NAME, { log: true });
  const traceOutputChannel = traceChannel(outputChannel, `${CLIENT_ID}.trace.server`);
  subscriptions.push(traceOutputChannel, outputChannel);
  const schemes = workspace.workspaceFolders?.map(({ uri }) => uri.scheme) ?? [];
  return {
    // A startup script may be a file of any language: without an extension it is plain text, and what
    // it sources may count as `properties`. Only the server knows which files a launch reads; for all
    // others it keeps the text and does nothing, and a keystroke costs one small message.
    documentSelector: [...new Set(['file', ...schemes])].map(scheme => ({ scheme })),
    outputChannel,
    traceOutputChannel,
    diagnosticCollectionName: 'entrypoint-lint',
    middleware: { handleDiagnostics: linkRulePages, window: { showDocument } },
  };
}
