/** What users set, wherever they say it: the command line, `.entrypoint-lint.json`, the editor. */
import ignore from 'ignore';
import { pathIn } from './launch/files.ts';
import { TAUGHT, type TaughtPrograms } from './programs/taught.ts';
import type { RuleName, Severity } from './rules/finding.ts';
import { RULES } from './rules/index.ts';

export { TAUGHT } from './programs/taught.ts';

export type RuleSettings = ReadonlyMap<RuleName, Severity | 'off'>;

/** Paths are relative to the workspace folder. */
export interface Settings {
  /** A severity that is set is final: assumptions do not lower it. */
  readonly rules: RuleSettings;
  readonly programs: TaughtPrograms;
  /** The folder of the build context for a Dockerfile; undefined where none is set. */
  contextOf(dockerfile: string): string | undefined;
  /** Undefined where nothing is said of the path. */
  excludes(path: string): boolean | undefined;
}

export const NO_SETTINGS: Settings = {
  rules: new Map(),
  programs: new Map(),
  contextOf: () => undefined,
  excludes: () => undefined,
};

/** What is set outside of the workspace's files. */
export interface GivenSettings {
  /** Beats the nearest file: the command line. */
  readonly above: Settings;
  /** Is beaten by it: the editor. */
  readonly below: Settings;
  /** False when another file was named in its place. */
  readonly nearestFile: boolean;
}

export const NOTHING_GIVEN: GivenSettings = {
  above: NO_SETTINGS,
  below: NO_SETTINGS,
  nearestFile: true,
};

/** Both together; where both say something, the upper one holds. */
export function combined(upper: Settings, lower: Settings): Settings {
  return {
    rules: new Map([...lower.rules, ...upper.rules]),
    programs: new Map([...lower.programs, ...upper.programs]),
    contextOf: path => upper.contextOf(path) ?? lower.contextOf(path),
    excludes: path => upper.excludes(path) ?? lower.excludes(path),
  };
}

/** Where a wrong value stands: the names and indexes that lead to it. */
export type SettingPath = readonly (string | number)[];

export type SettingsMessage =
  | { readonly id: 'setting-unknown'; readonly name: string; readonly known: readonly string[] }
  | {
      readonly id: 'setting-type';
      readonly name: string;
      readonly wanted: 'object' | 'list' | 'text';
    }
  | {
      readonly id: 'setting-value';
      readonly name: string;
      readonly value: string;
      readonly allowed: readonly string[];
      /** What holds instead; undefined where the entry is passed over. */
      readonly usual: string | undefined;
    }
  | { readonly id: 'settings-no-json' }
  | { readonly id: 'settings-unreadable' };

/** Settings as far as they make sense, and what does not. */
export interface SettingsReading {
  readonly settings: Settings;
  readonly problems: readonly { readonly path: SettingPath; readonly message: SettingsMessage }[];
}

export const RULE_SETTINGS = ['off', 'hint', 'info', 'warning', 'error'] as const;

/** The names in the file; the editor has the same behind `entrypointLint.`. */
export const SETTING_NAMES = ['rules', 'programs', 'contexts', 'exclude'] as const;

type Note = (path: SettingPath, message: SettingsMessage) => void;

/**
 * Reads values as JSON gives them. Paths in them are relative to `folder`. A wrong value is passed
 * over with a problem, so that the default holds; it never throws.
 */
export function readSettings(value: unknown, folder: string): SettingsReading {
  const problems: { path: SettingPath; message: SettingsMessage }[] = [];
  const note: Note = (path, message) => problems.push({ path, message });
  const all = entriesOf(value, [], note);
  for (const [name] of all) {
    if (!['$schema', ...SETTING_NAMES].includes(name)) {
      note([name], { id: 'setting-unknown', name, known: SETTING_NAMES });
    }
  }
  const { rules, programs, contexts, exclude } = Object.fromEntries(all);
  return {
    settings: {
      rules: readRules(rules, note),
      programs: readPrograms(programs, note),
      contextOf: readContexts(contexts, folder, note),
      excludes: readExclude(exclude, folder, note),
    },
    problems,
  };
}

function readRules(value: unknown, note: Note): RuleSettings {
  const usual = new Map<string, Severity>(RULES.map(({ name, severity }) => [name, severity]));
  const rules = new Map<RuleName, Severity | 'off'>();
  for (const [name, setting] of entriesOf(value, ['rules'], note)) {
    const rule = RULES.find(known => known.name === name)?.name;
    const severity = RULE_SETTINGS.find(known => known === setting);
    if (rule === undefined) {
      note(['rules', name], {
        id: 'setting-unknown',
        name: `rules.${name}`,
        known: [...usual.keys()],
      });
    } else if (severity === undefined) {
      note(['rules', name], wrongValue(`rules.${name}`, setting, RULE_SETTINGS, usual.get(name)));
    } else rules.set(rule, severity);
  }
  return rules;
}

function readPrograms(value: unknown, note: Note): TaughtPrograms {
  return new Map(
    entriesOf(value, ['programs'], note).flatMap(([name, setting]) => {
      const behavior = TAUGHT.find(known => known === setting);
      if (behavior !== undefined) return [[name, { behavior, at: undefined }] as const];
      note(['programs', name], wrongValue(`programs.${name}`, setting, TAUGHT, undefined));
      return [];
    }),
  );
}

function readContexts(value: unknown, folder: string, note: Note): Settings['contextOf'] {
  const contexts = entriesOf(value, ['contexts'], note).flatMap(([pattern, context]) => {
    if (typeof context === 'string') {
      return [{ matches: matcher([pattern], folder), context: pathIn(folder, context) }];
    }
    note(['contexts', pattern], {
      id: 'setting-type',
      name: `contexts.${pattern}`,
      wanted: 'text',
    });
    return [];
  });
  return path => contexts.find(({ matches }) => matches(path))?.context;
}

function readExclude(value: unknown, folder: string, note: Note): Settings['excludes'] {
  if (value === undefined) return () => undefined;
  if (!Array.isArray(value)) {
    note(['exclude'], { id: 'setting-type', name: 'exclude', wanted: 'list' });
    return () => undefined;
  }
  const patterns = value.flatMap((pattern: unknown, index) => {
    if (typeof pattern === 'string') return [pattern];
    note(['exclude', index], { id: 'setting-type', name: `exclude[${index}]`, wanted: 'text' });
    return [];
  });
  return matcher(patterns, folder);
}

/** Patterns as in a `.gitignore` of the folder; undefined for a path of which they say nothing. */
function matcher(
  patterns: readonly string[],
  folder: string,
): (path: string) => boolean | undefined {
  const rules = ignore().add(patterns);
  return path => {
    const below =
      folder === '' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : '';
    if (!ignore.isPathValid(below)) return undefined;
    const { ignored, unignored } = rules.test(below);
    return ignored || unignored ? ignored : undefined;
  };
}

function entriesOf(
  value: unknown,
  path: SettingPath,
  note: Note,
): readonly (readonly [string, unknown])[] {
  if (value === undefined) return [];
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value);
  }
  note(path, { id: 'setting-type', name: path.join('.'), wanted: 'object' });
  return [];
}

function wrongValue(
  name: string,
  value: unknown,
  allowed: readonly string[],
  usual: string | undefined,
): SettingsMessage {
  return { id: 'setting-value', name, value: JSON.stringify(value) ?? '', allowed, usual };
}
