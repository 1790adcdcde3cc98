// Files that a test makes in the workspace, beside the example.

import * as vscode from 'vscode';

/** A folder of one test. */
export interface MadeFiles {
  file(name: string): vscode.Uri;
  write(name: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

/** Writes files into a folder that is named after nothing else. */
export async function makeFiles(
  folder: string,
  texts: Readonly<Record<string, string>>,
): Promise<MadeFiles> {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (root === undefined) throw new Error('No folder is open');
  const made: MadeFiles = {
    file: name => vscode.Uri.joinPath(root, folder, name),
    write: async (name, text) =>
      vscode.workspace.fs.writeFile(made.file(name), new TextEncoder().encode(text)),
    remove: async () => vscode.workspace.fs.delete(made.file('.'), { recursive: true }),
  };
  for (const [name, text] of Object.entries(texts)) await made.write(name, text);
  return made;
}
