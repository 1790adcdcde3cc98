import type { Connection } from 'vscode-languageserver';
import { createRenderer } from '../messages/render.ts';
import type { ClientFeatures } from './client-features.ts';
import { type EditorSettings, readEditorSettings, SECTION } from './editor-settings.ts';
import {
  DidChangeConfigurationNotification,
  MessageType,
  ShowMessageNotification,
} from './protocol.ts';

/** Where the settings of folders come from: asked for, or pushed by editors that cannot be asked. */
export interface Configuration {
  /** Never rejects: where the editor does not answer, nothing is set. */
  settingsFor(folderUri: string): Promise<EditorSettings>;
}

/** `onChange` is called when other settings may hold from now on. */
export function createConfiguration(
  connection: Connection,
  { configuration, locale }: ClientFeatures,
  onChange: () => void,
): Configuration {
  let pushed: unknown;
  const told = new Map<string, string>();
  connection.onDidChangeConfiguration(({ settings }) => {
    pushed = sectionOf(settings);
    onChange();
  });
  const render = createRenderer(locale, () => 0);
  /** Each wrong value once, until it is another one, for however many folders it holds. */
  const tell = (folderUri: string, { problems }: EditorSettings): void => {
    const text = problems.map(message => render(message)).join(' ');
    if (text !== '' && ![...told.values()].includes(text)) {
      const message = `${SECTION}: ${text}`;
      const params = { type: MessageType.Warning, message };
      connection.sendNotification(ShowMessageNotification.method, params).catch(() => {});
    }
    told.set(folderUri, text);
  };
  return {
    async settingsFor(scopeUri) {
      const value = configuration
        ? await connection.workspace
            .getConfiguration({ scopeUri, section: SECTION })
            .catch(() => undefined)
        : pushed;
      const settings = readEditorSettings(value);
      tell(scopeUri, settings);
      return settings;
    },
  };
}

/** Asks to be told of changes; to be called when the editor is ready. */
export function watchConfiguration(connection: Connection, features: ClientFeatures): void {
  if (!features.configurationChanges) return;
  connection.client
    .register(DidChangeConfigurationNotification.type, { section: SECTION })
    .catch(error => connection.console.warn(`Settings are not watched. ${error}`));
}

function sectionOf(settings: unknown): unknown {
  const isObject = typeof settings === 'object' && settings !== null;
  return isObject ? new Map<string, unknown>(Object.entries(settings)).get(SECTION) : undefined;
}
