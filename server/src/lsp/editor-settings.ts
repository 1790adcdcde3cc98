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
const TRACES = ['off', 'messages', 'verbose'] as const;

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
  const run = oneOf('run', RUNS, given.get('run'), 'onType');
  const codeLens = oneOf('codeLens', [true, false], given.get('codeLens'), true);
  const trace = oneOf('trace.server', TRACES, traceIn(given.get('trace')), 'off');
  return {
    settings,
    run: run.value,
    codeLens: codeLens.value,
    problems: [
      ...problems.map(({ message }) => message),
      ...run.problems,
      ...codeLens.problems,
      ...trace.problems,
    ],
  };
}

/** The value if it is allowed; else the usual one, and what is wrong with the value. */
function oneOf<Value>(
  name: string,
  allowed: readonly Value[],
  given: unknown,
  usual: Value,
): { readonly value: Value; readonly problems: readonly SettingsMessage[] } {
  const value = allowed.find(known => known === (given ?? usual));
  if (value !== undefined) return { value, problems: [] };
  const problem: SettingsMessage = {
    id: 'setting-value',
    name,
    value: JSON.stringify(given),
    allowed: allowed.map(String),
    usual: String(usual),
  };
  return { value: usual, problems: [problem] };
}

/** The client reads it; here it is only looked at. */
function traceIn(trace: unknown): unknown {
  const isObject = typeof trace === 'object' && trace !== null;
  return isObject && 'server' in trace ? trace.server : undefined;
}
