// The quick fixes that VS Code offers at a place.

import * as vscode from 'vscode';

/** The fix that VS Code applies when it is not told which. */
export async function preferredFix(
  file: vscode.Uri,
  range: vscode.Range,
): Promise<vscode.CodeAction> {
  const resolveAtMost = 10;
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    file,
    range,
    vscode.CodeActionKind.QuickFix.value,
    resolveAtMost,
  );
  const fix = actions.find(action => action.isPreferred);
  if (fix === undefined) {
    const titles = actions.map(({ title }) => title).join(', ');
    throw new Error(`None of the fixes is preferred: ${titles || 'there are none'}`);
  }
  return fix;
}
