/** Changes line endings for the server: the protocol's edits cannot, the editor itself can. */
import {
  commands,
  type Disposable,
  EndOfLine,
  TextEdit,
  Uri,
  WorkspaceEdit,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { OwnCapabilities } from '../../server/src/lsp/client-features.ts';

const COMMAND = 'entrypointLint.useLineFeeds';

/** Registers the command, and tells the server that it may name it. */
export function offerLineEndings(client: BaseLanguageClient): Disposable {
  const own: OwnCapabilities = { lineFeedsCommand: COMMAND };
  client.registerFeature({
    fillClientCapabilities(capabilities) {
      capabilities.experimental = { ...capabilities.experimental, entrypointLint: own };
    },
    initialize() {},
    getState: () => ({ kind: 'static' }),
    clear() {},
  });
  return commands.registerCommand(COMMAND, useLineFeeds);
}

async function useLineFeeds(uri: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.set(Uri.parse(uri), [TextEdit.setEndOfLine(EndOfLine.LF)]);
  await workspace.applyEdit(edit);
}
