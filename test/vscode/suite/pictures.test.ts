// What a person sees and clicks. These tests need the window, and take the pictures of the README.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  click,
  hasScreen,
  hasWebviews,
  hidden,
  press,
  resize,
  screenshot,
  visible,
  visibleInWebview,
} from './bridge.ts';
import { startClean } from './clean-window.ts';
import { fileOf, find, open, select } from './editor.ts';
import { findingsWhen, hasError, strandedServer } from './findings.ts';
import { preferredFix } from './fixes.ts';

/** The color and the count that VS Code gives to the tab of a file with errors. */
const tabMark = '.tab.active [class*="monaco-decoration-"]';
const lens = '.codelens-decoration:has-text("Dockerfile:4")';

const usualHeight = 480;

/** The themes, and the mark of the window that shows one. The profile has the last one. */
const themes = [
  ['light', 'Default Light Modern', '.monaco-workbench.vs'],
  ['dark', 'Default Dark Modern', '.monaco-workbench.vs-dark'],
] as const;

/** Takes a picture in each theme. */
async function pictures(name: string): Promise<void> {
  const settings = vscode.workspace.getConfiguration('workbench');
  for (const [theme, title, mark] of themes) {
    await settings.update('colorTheme', title, vscode.ConfigurationTarget.Global);
    await visible(mark);
    await screenshot(`${name}.${theme}`);
  }
}

function isJapanese(manifest: { description: string }): boolean {
  return /\p{Script=Hiragana}/u.test(manifest.description);
}

describe('In the window', () => {
  before(function () {
    if (!hasScreen) this.skip();
  });
  startClean();

  it('the squiggle has a menu, whose first entry repairs the script', async () => {
    const editor = await open(fileOf('v3', 'startup.sh'));
    const { document } = editor;
    const error = await strandedServer(document.uri);
    const { title } = await preferredFix(document.uri, error.range);
    select(editor, error.range);
    await visible('.squiggly-error');
    await visible(tabMark);
    await visible(lens);
    await vscode.commands.executeCommand('editor.action.quickFix');
    await visible(`.action-widget .monaco-list-row:has-text(${JSON.stringify(title)})`);
    await pictures('quick-fix');
    await press('Enter');
    await hidden('.action-widget');
    await findingsWhen(document.uri, 'no error', found => !hasError(found));
    assert.match(document.getText(), /\nexec node \/my-app\/server\.js\n$/);
    await hidden('.squiggly-error');
    await hidden(tabMark);
  });

  it('the hover over CMD tells how PID 1 ends', async () => {
    const editor = await open(fileOf('v3', 'Dockerfile'));
    await findingsWhen(editor.document.uri, 'an information at CMD', found => found.length > 0);
    select(editor, find(editor.document, 'CMD'));
    await vscode.commands.executeCommand('editor.action.showHover');
    await visible('.monaco-hover:visible:has-text("└─")');
    await pictures('hover');
    await press('Escape');
    await hidden('.monaco-hover:visible');
  });

  it('the code lens tells what starts a script, and the status its verdict', async () => {
    await open(fileOf('v4', 'startup.sh'));
    await visible(lens);
    await click('.statusbar-item[id="status.languageStatus"]');
    await visible('.hover-language-status');
    await pictures('code-lens');
    await click('.tab.active');
    await hidden('.hover-language-status');
  });

  it('the walkthrough tells the story', async () => {
    const extension = 'entrypoint-lint.entrypoint-lint';
    const id = `${extension}#start`;
    await resize(800);
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', id, false);
    await visible('.getting-started-step.expanded');
    if (hasWebviews) await visibleInWebview('svg');
    await pictures('walkthrough');
    for (const step of ['quick-fix', 'hover']) {
      await click(`.getting-started-step[data-step-id$="${step}"]`);
      // As the texts beside it: the web's test host translates no manifest, whatever the language.
      const language = isJapanese(vscode.extensions.getExtension(extension)?.packageJSON)
        ? '.ja'
        : '';
      await visible(`.getting-started-media img[srcset*="${step}.dark${language}.png"]`);
    }
    await resize(usualHeight);
  });
});
