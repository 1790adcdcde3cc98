// The workspace and the editors as the tests handle them.

import * as vscode from 'vscode';

export type Version = 'v1' | 'v2' | 'v3' | 'v4';

/** A file of the example, such as `v3/startup.sh`. */
export function fileOf(version: Version, name: 'Dockerfile' | 'startup.sh'): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('No folder is open');
  return vscode.Uri.joinPath(folder.uri, version, name);
}

/**
 * Opens a file as a person does. (`showTextDocument` would keep the document open for minutes after its
 * editor was closed.)
 */
export async function open(file: vscode.Uri): Promise<vscode.TextEditor> {
  const opened = activeEditor(file);
  await vscode.commands.executeCommand('vscode.open', file);
  return opened;
}

/** Waits until a file has the active editor. */
export function activeEditor(file: vscode.Uri): Promise<vscode.TextEditor> {
  return new Promise((resolve, reject) => {
    const check = (editor = vscode.window.activeTextEditor): void => {
      if (editor?.document.uri.toString() !== file.toString()) return;
      clearTimeout(limit);
      listener.dispose();
      resolve(editor);
    };
    const listener = vscode.window.onDidChangeActiveTextEditor(check);
    const limit = setTimeout(() => {
      listener.dispose();
      reject(new Error(`The editor of ${file.path} does not open`));
    }, 10_000);
    check();
  });
}

/** Waits until something is selected: VS Code tells of it after it has told of the editor. */
export async function selectedIn({ document, selection }: vscode.TextEditor): Promise<string> {
  if (!selection.isEmpty) return document.getText(selection);
  return new Promise((resolve, reject) => {
    const listener = vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
      const [first] = selections;
      if (textEditor.document !== document || first === undefined || first.isEmpty) return;
      clearTimeout(limit);
      listener.dispose();
      resolve(document.getText(first));
    });
    const limit = setTimeout(() => {
      listener.dispose();
      reject(new Error(`Nothing is selected in ${document.uri.path}`));
    }, 10_000);
  });
}

/** Throws away what was typed, and closes everything. */
export async function closeEditors(): Promise<void> {
  const dirty = vscode.window.tabGroups.all.flatMap(group => group.tabs).filter(tab => tab.isDirty);
  for (const tab of dirty) {
    if (!(tab.input instanceof vscode.TabInputText)) continue;
    await open(tab.input.uri);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** The first place of a text in a document. */
export function find(document: vscode.TextDocument, text: string): vscode.Range {
  const start = document.getText().indexOf(text);
  if (start < 0) throw new Error(`${document.uri.path} has no ${text}`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

export async function savedText(file: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}

/** Puts the cursor there, in sight. */
export function select(editor: vscode.TextEditor, range: vscode.Range): void {
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range);
}
