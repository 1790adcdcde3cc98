// The code actions that VS Code offers at a place.

import * as vscode from 'vscode';
import { describeFinding, findingsOf } from './findings.ts';

/** Includes the kinds below the given one; source actions only when they are asked for. */
export async function actionsAt(
  file: vscode.Uri,
  range: vscode.Range,
  kind: vscode.CodeActionKind = vscode.CodeActionKind.QuickFix,
): Promise<readonly vscode.CodeAction[]> {
  const resolveAtMost = 10;
  const asked = vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    file,
    range,
    kind.value,
    resolveAtMost,
  );
  return asked.then(undefined, (error: unknown) => {
    // VS Code no longer wants the answer: it says so instead of giving none.
    if (error instanceof Error && error.message === 'Canceled') return [];
    throw error;
  });
}

/** So many other providers may come while we ask; VS Code starts with fewer. */
const ASKED_AT_MOST = 20;

/**
 * The one action that passes the test. VS Code gives none at all when another extension, which starts late on a
 * busy machine, brings a provider of actions meanwhile; its own menu then asks again, and so do we.
 */
export async function actionAt(
  file: vscode.Uri,
  range: vscode.Range,
  wanted: string,
  test: (action: vscode.CodeAction) => boolean,
  kind?: vscode.CodeActionKind,
): Promise<vscode.CodeAction> {
  let actions = await actionsAt(file, range, kind);
  for (let asked = 1; actions.length === 0 && asked < ASKED_AT_MOST; asked += 1) {
    actions = await actionsAt(file, range, kind);
  }
  const [found, ...others] = actions.filter(test);
  if (found !== undefined && others.length === 0) return found;
  const titles = actions.map(({ title }) => title).join(', ') || 'none at all';
  const findings = findingsOf(file).map(describeFinding).join('\n');
  throw new Error(`Wanted one action that ${wanted}, among: ${titles}\n${findings}`);
}

/** The fix that VS Code applies when it is not told which. */
export function preferredFix(file: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction> {
  return actionAt(file, range, 'is preferred', ({ isPreferred }) => isPreferred === true);
}

/** Does what a click on the action does. */
export async function apply({ title, edit, command }: vscode.CodeAction): Promise<void> {
  if (edit !== undefined && !(await vscode.workspace.applyEdit(edit))) {
    throw new Error(`The edit of "${title}" cannot be applied`);
  }
  if (command !== undefined) {
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
  }
}

/** All that the action would write. */
export function writtenBy({ edit }: vscode.CodeAction): string {
  const edits = edit?.entries().flatMap(([, changes]) => changes) ?? [];
  return edits.map(({ newText }) => newText).join('\n');
}
