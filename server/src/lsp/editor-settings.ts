import {
  NO_SETTINGS,
  readSettings,
  SETTING_NAMES,
  type Settings,
  type SettingsMessage,
} from '../settings.ts';

/** The section of the editor's settings. */
export const SECTION = 'entrypointLint';

const RUNS = ['onType', 'onSave'] as const;

/** What the editor's settings say of one folder. */
export interface EditorSettings {
  readonly settings: Settings;
  /** When diagnostics change: as soon as a text does, or when all texts are saved. */
  readonly run: (typeof RUNS)[number];
  /** Scripts tell above their first line what starts them. */
  readonly codeLens: boolean;
  readonly problems: readonly SettingsMessage[];
}

export const NO_EDITOR_SETTINGS: EditorSettings = {
  settings: NO_SETTINGS,
  run: 'onType',
  codeLens: true,
  problems: [],
};

/** Reads the section; null, or anything else that is no object, sets nothing. */
export function readEditorSettings(value: unknown): EditorSettings {
  if (typeof value !== 'object' || value === null) return NO_EDITOR_SETTINGS;
  const given = new Map<string, unknown>(Object.entries(value));
  const shared = SETTING_NAMES.flatMap(name => {
    const setting = given.get(name) ?? undefined;
    return setting === undefined ? [] : [[name, setting] as const];
  });
  const { settings, problems } = readSettings(Object.fromEntries(shared), '');
  const wanted = given.get('run') ?? 'onType';
  const run = RUNS.find(known => known === wanted);
  const wrongRun: SettingsMessage = {
    id: 'setting-value',
    name: 'run',
    value: JSON.stringify(wanted),
    allowed: RUNS,
    usual: 'onType',
  };
  const codeLens = given.get('codeLens') ?? true;
  const wrongLens: SettingsMessage = {
    id: 'setting-value',
    name: 'codeLens',
    value: JSON.stringify(codeLens),
    allowed: ['true', 'false'],
    usual: 'true',
  };
  return {
    settings,
    run: run ?? 'onType',
    codeLens: codeLens !== false,
    problems: [
      ...problems.map(({ message }) => message),
      ...(run === undefined ? [wrongRun] : []),
      ...(typeof codeLens === 'boolean' ? [] : [wrongLens]),
    ],
  };
}
