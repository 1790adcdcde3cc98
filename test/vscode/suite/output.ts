// The extension's log, as the panel shows it.

import * as vscode from 'vscode';

const limitMs = 15_000;

export async function showLog(): Promise<void> {
  const all = await vscode.commands.getCommands();
  const show = all.find(name => /output\.show\..*entrypoint-lint/.test(name));
  if (show === undefined) throw new Error('The extension has no log');
  await vscode.commands.executeCommand(show);
}

/** Waits until the log that is shown is as wanted. */
export function loggedWhen(wanted: string, test: (text: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const texts = (): readonly string[] =>
      vscode.workspace.textDocuments
        .filter(({ uri }) => uri.scheme === 'output')
        .map(document => document.getText());
    const check = (): void => {
      const found = texts().find(test);
      if (found === undefined) return;
      clearTimeout(limit);
      listening.dispose();
      resolve(found);
    };
    const listening = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument(check),
      vscode.workspace.onDidChangeTextDocument(check),
    );
    const limit = setTimeout(() => {
      listening.dispose();
      reject(new Error(`Waited for ${wanted} in the log:\n${texts().join('\n---\n')}`));
    }, limitMs);
    check();
  });
}
