/**
 * The room `cli`: arguments in, texts out. It formats what the analysis says for terminals and
 * programs; it never reads or writes a file itself, and decides nothing about containers.
 */
import { parseArgs } from 'node:util';
import type { RuleName, Severity } from '../rules/finding.ts';
import { RULES } from '../rules/index.ts';
import { RULE_SETTINGS, type RuleSettings } from '../settings.ts';
import type { CliProblem } from './cli-message.ts';

export type Format = (typeof FORMATS)[number];
export type FailOn = Severity | 'never';
export type FixMode = 'none' | 'safe' | 'all';

export interface LintOptions {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly fix: FixMode;
  /** Print the fixes' effect instead of writing it. */
  readonly diff: boolean;
  readonly failOn: FailOn;
  readonly rules: RuleSettings;
  readonly root: string | undefined;
  /** The settings' file in place of the nearest. */
  readonly config: string | undefined;
}

/** What the command line was asked to do. */
export type Request =
  | { readonly kind: 'lint'; readonly options: LintOptions }
  | { readonly kind: 'explain'; readonly rule: RuleName }
  | { readonly kind: 'help' | 'version' | 'serve' }
  | { readonly kind: 'mistake'; readonly problem: CliProblem };

const OPTIONS = {
  format: { type: 'string' },
  fix: { type: 'boolean' },
  diff: { type: 'boolean' },
  'fail-on': { type: 'string' },
  rule: { type: 'string' },
  root: { type: 'string' },
  config: { type: 'string' },
  explain: { type: 'string' },
  stdio: { type: 'boolean' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const FORMATS = ['pretty', 'json', 'sarif', 'github'] as const;
const FAIL_ON = ['error', 'warning', 'info', 'never'] as const;

interface Given {
  /** As it was typed, for messages. */
  readonly option: string;
  readonly name: string;
  readonly value: string | undefined;
}

class Mistake extends Error {
  constructor(readonly problem: CliProblem) {
    super(problem.id);
  }
}

/** Reads the arguments behind the program's name. */
export function readArguments(argv: readonly string[]): Request {
  try {
    return requestOf(argv);
  } catch (error) {
    if (error instanceof Mistake) return { kind: 'mistake', problem: error.problem };
    throw error;
  }
}

function requestOf(argv: readonly string[]): Request {
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = tokens.flatMap((token): readonly Given[] =>
    token.kind === 'option'
      ? [{ option: token.rawName, name: token.name, value: token.value }]
      : [],
  );
  given.forEach(checkOption);
  const has = (name: string): boolean => given.some(option => option.name === name);
  if (has('help')) return { kind: 'help' };
  if (has('version')) return { kind: 'version' };
  if (has('stdio')) return { kind: 'serve' };
  const explained = lastOf(given, 'explain')?.value;
  if (explained !== undefined) return { kind: 'explain', rule: ruleNamed(explained) };
  return { kind: 'lint', options: lintOptions(given, positionals) };
}

function checkOption({ option, name, value }: Given): void {
  const known = Object.hasOwn(OPTIONS, name) ? OPTIONS[name as keyof typeof OPTIONS] : undefined;
  if (known === undefined) throw new Mistake({ id: 'cli-unknown-option', option });
  if (known.type === 'string' && (value === undefined || value === '')) {
    throw new Mistake({ id: 'cli-missing-value', option });
  }
  if (known.type === 'boolean' && value !== undefined && name !== 'fix') {
    throw new Mistake({ id: 'cli-unexpected-value', option });
  }
}

function lintOptions(given: readonly Given[], paths: readonly string[]): LintOptions {
  const diff = given.some(({ name }) => name === 'diff');
  const fix = fixMode(lastOf(given, 'fix'));
  const format = oneOf(FORMATS, lastOf(given, 'format')) ?? 'pretty';
  if (diff && fix === 'none') throw new Mistake({ id: 'cli-diff-alone' });
  if (diff && format !== 'pretty') throw new Mistake({ id: 'cli-diff-as', format });
  if (fix !== 'none' && !diff && paths.includes('-')) {
    throw new Mistake({ id: 'cli-fix-standard-input' });
  }
  return {
    paths: paths.length > 0 ? paths : ['.'],
    format,
    fix,
    diff,
    failOn: oneOf(FAIL_ON, lastOf(given, 'fail-on')) ?? 'warning',
    rules: new Map(given.filter(({ name }) => name === 'rule').map(ruleSetting)),
    root: lastOf(given, 'root')?.value,
    config: lastOf(given, 'config')?.value,
  };
}

function fixMode(given: Given | undefined): FixMode {
  if (given === undefined) return 'none';
  return given.value === undefined ? 'safe' : (oneOf(['all'], given) ?? 'safe');
}

function ruleSetting(given: Given): readonly [RuleName, Severity | 'off'] {
  const [name = '', setting = ''] = (given.value ?? '').split('=', 2);
  const rule = ruleNamed(name);
  const option = `${given.option} ${name}`;
  return [rule, oneOf(RULE_SETTINGS, { ...given, option, value: setting }) ?? 'off'];
}

function ruleNamed(name: string): RuleName {
  const known = RULES.map(rule => rule.name);
  const found = known.find(rule => rule === name);
  if (found === undefined) throw new Mistake({ id: 'cli-unknown-rule', rule: name, known });
  return found;
}

function lastOf(given: readonly Given[], name: string): Given | undefined {
  return given.findLast(option => option.name === name);
}

function oneOf<Value extends string>(
  allowed: readonly Value[],
  given: Given | undefined,
): Value | undefined {
  if (given?.value === undefined) return undefined;
  const found = allowed.find(value => value === given.value);
  if (found !== undefined) return found;
  const { option, value } = given;
  throw new Mistake({ id: 'cli-bad-value', option, value, allowed });
}
