// The settings of the VS Code under test: nothing that moves, asks, updates, or calls home.

import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Playground } from './places.ts';

const quiet = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'files.hotExit': 'off',
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.startupEditor': 'none',
};

// A window small enough for its pictures to be read on a page.
const tidy = {
  'breadcrumbs.enabled': true,
  'breadcrumbs.symbolPath': 'off',
  'editor.cursorBlinking': 'solid',
  'editor.fontFamily': "'Source Code Pro', 'Noto Sans JP', monospace",
  'editor.fontSize': 14,
  'editor.hover.above': false,
  'editor.lightbulb.enabled': 'off',
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.renderLineHighlight': 'none',
  'editor.overviewRulerBorder': false,
  'editor.scrollbar.vertical': 'hidden',
  'editor.stickyScroll.enabled': false,
  'window.commandCenter': false,
  'window.menuBarVisibility': 'hidden',
  'workbench.activityBar.location': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.editor.enablePreview': false,
  'workbench.layoutControl.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
};

// Somebody who looks at the extension for the first time has no use for the rest.
const friendly = {
  'files.autoSave': 'afterDelay',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
};

const settingsFor = {
  tests: { ...quiet, ...tidy },
  person: { ...quiet, ...friendly },
};

/**
 * Writes the settings where all VS Code flavours look. The server has a file for the machine, too; the one in
 * the browser has no files at all, and gets them as the placeholder's defaults.
 */
export async function writeProfile(
  { userData, placeholder }: Playground,
  locale: string | undefined,
  whom: keyof typeof settingsFor = 'tests',
): Promise<void> {
  const settings = settingsFor[whom];
  const manifest = {
    name: 'placeholder',
    publisher: 'tests',
    version: '0.0.0',
    engines: { vscode: '*' },
    contributes: { configurationDefaults: settings },
  };
  await writeFile(join(placeholder, 'package.json'), JSON.stringify(manifest));
  for (const scope of ['User', 'Machine']) {
    await mkdir(join(userData, scope), { recursive: true });
    await writeFile(join(userData, scope, 'settings.json'), JSON.stringify(settings, undefined, 2));
  }
  if (locale !== undefined) await writeLanguagePack(userData, locale);
}

/**
 * VS Code takes on a display language only with a language pack. This one is empty, so the workbench
 * keeps its English, but extensions see the language: that is all that they are tested for.
 */
async function writeLanguagePack(userData: string, locale: string): Promise<void> {
  const translations = join(userData, `language-pack-${locale}.json`);
  await writeFile(translations, JSON.stringify({ version: '1.0.0', contents: {} }));
  const pack = {
    hash: createHash('md5').update(locale).digest('hex'),
    label: locale,
    extensions: [
      { extensionIdentifier: { id: `tests.language-pack-${locale}` }, version: '1.0.0' },
    ],
    translations: { vscode: translations },
  };
  await writeFile(join(userData, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}
