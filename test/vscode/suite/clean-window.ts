// Every test begins with no editor and no finding, and leaves evidence when it fails.

import * as vscode from 'vscode';
import { evidence } from './bridge.ts';
import { closeEditors } from './editor.ts';
import { noFindingsAnywhere } from './findings.ts';

export function startClean(): void {
  before(async () => {
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    await vscode.commands.executeCommand('workbench.action.closePanel');
    await vscode.commands.executeCommand('workbench.action.closeAuxiliaryBar');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  beforeEach(async () => {
    await closeEditors();
    await noFindingsAnywhere();
  });

  afterEach(async function () {
    const { currentTest } = this;
    if (currentTest?.isFailed()) await evidence(`failed ${currentTest.title}`.replace(/\W+/g, '-'));
  });

  after(closeEditors);
}
