/** Opens documents for the server as a person does. */
import { commands, Range, type TextDocumentShowOptions, Uri } from 'vscode';
import type { ShowDocumentRequest } from 'vscode-languageclient';

/**
 * What the client opens by itself counts as open for minutes after its editor was closed, and all that while its
 * diagnostics would stay.
 */
export const showDocument: ShowDocumentRequest.MiddlewareSignature = async (
  params,
  token,
  next,
) => {
  const { uri, external, selection, takeFocus } = params;
  if (external) return next(params, token);
  const options: TextDocumentShowOptions = { preserveFocus: !takeFocus };
  if (selection !== undefined) {
    const { start, end } = selection;
    options.selection = new Range(start.line, start.character, end.line, end.character);
  }
  try {
    await commands.executeCommand('vscode.open', Uri.parse(uri), options);
    return { success: true };
  } catch {
    return { success: false };
  }
};
