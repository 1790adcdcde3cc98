/** Shows the page of a rule as it stands in the extension: also without a network. */
import { commands, type Diagnostic, type Disposable, env, Uri } from 'vscode';
import type { HandleDiagnosticsSignature } from 'vscode-languageclient';

const COMMAND = 'entrypointLint.showRulePage';

/** The path of a page below `docs/`, as it ends the address that the server gives. */
const PAGE = /\/docs\/(rules\/(?:ja\/)?[a-z-]+\.md)$/;

/** The command that opens the page of a rule's address; another address is opened as it is. */
export function registerRulePages(extensionUri: Uri): Disposable {
  return commands.registerCommand(COMMAND, async (address: string) => {
    const path = PAGE.exec(address)?.[1];
    try {
      if (path === undefined) throw new Error(`${address} is not the page of a rule`);
      await commands.executeCommand(
        'markdown.showPreview',
        Uri.joinPath(extensionUri, 'docs', path),
      );
    } catch {
      // Whoever has turned the preview of Markdown off reads the page in the browser.
      await env.openExternal(Uri.parse(address));
    }
  });
}

/** Links the names of rules to the pages in the extension. */
export function linkRulePages(
  uri: Uri,
  diagnostics: Diagnostic[],
  next: HandleDiagnosticsSignature,
): void {
  for (const diagnostic of diagnostics) {
    const { code } = diagnostic;
    if (typeof code !== 'object') continue;
    const argument = encodeURIComponent(JSON.stringify([code.target.toString(true)]));
    diagnostic.code = { ...code, target: Uri.parse(`command:${COMMAND}?${argument}`) };
  }
  next(uri, diagnostics);
}
