/** The settings that the command line gives: its flags, and the file that it names. */
import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { FileContent } from './analysis.ts';
import type { LintOptions } from './cli/arguments.ts';
import type { CliProblem } from './cli/cli-message.ts';
import { errorCode } from './node-targets.ts';
import { combined, type GivenSettings, NO_SETTINGS, type Settings } from './settings.ts';
import { readSettingsFile, type SettingsProblem } from './settings-file.ts';

/** The file that `--config` names, with what is wrong in it. */
export interface NamedSettings {
  readonly text: string;
  readonly problems: readonly SettingsProblem[];
  /** What it sets in the project at `root`: its paths are relative to its own folder there. */
  within(root: string): Settings;
}

/** Reads the file, or says why that is not possible. */
export function readNamedSettings(path: string, directory: string): NamedSettings | CliProblem {
  const absolute = resolve(directory, path);
  try {
    const text = readFileSync(absolute, 'utf8');
    const content: FileContent = { kind: 'text', text };
    return {
      text,
      problems: readSettingsFile(path, content).problems,
      within(root) {
        const way = relative(root, dirname(absolute)).split(sep).join('/');
        const inside = way !== '..' && !way.startsWith('../') && !isAbsolute(way);
        return readSettingsFile(path, content, inside ? way : '').settings;
      },
    };
  } catch (error) {
    return { id: 'cli-cannot-read', path, code: errorCode(error) };
  }
}

/** A flag beats the file that is named, which stands in place of the nearest one. */
export function givenFor(
  root: string,
  { rules }: LintOptions,
  named: NamedSettings | undefined,
): GivenSettings {
  const flags = { ...NO_SETTINGS, rules };
  return {
    above: named === undefined ? flags : combined(flags, named.within(root)),
    below: NO_SETTINGS,
    nearestFile: named === undefined,
  };
}
