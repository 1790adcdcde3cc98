import type { CommandForm } from '../launch/command-form.ts';
import { splitWords } from '../launch/expand.ts';
import { type Finding, lowered, type Severity } from './finding.ts';
import { execFormText, formPlace, replaceForm } from './fixes/exec-form.ts';
import { readMeantForm } from './fixes/meant-form.ts';
import type { Rule, RuleInput } from './rule.ts';

export interface MalformedExecForm {
  readonly id: 'malformed-exec-form';
  readonly keyword: string;
  readonly text: string;
  /** Docker takes it for the shell form, refuses it, or looks for a program of this name. */
  readonly problem: 'not-json' | 'not-strings' | 'one-string';
}

/** An exec form that is not JSON, so that Docker takes it for the shell form; or one string with blanks. */
export const malformedExecForm: Rule<MalformedExecForm> = {
  name: 'malformed-exec-form',
  severity: 'error',
  check: input =>
    [input.launch.entrypoint, input.launch.command].flatMap(form =>
      form === undefined ? [] : findingOf(form, input),
    ),
};

interface Malformed {
  readonly problem: 'not-json' | 'not-strings' | 'one-string';
  readonly text: string;
  readonly words: readonly string[] | undefined;
  readonly severity: Severity;
}

function findingOf(form: CommandForm, input: RuleInput): readonly Finding<MalformedExecForm>[] {
  const malformed = form.kind === 'shell' ? notJson(form) : oneString(form, input);
  if (malformed === undefined) return [];
  const { problem, text, words, severity } = malformed;
  const { keyword } = form.instruction;
  const edits = words && replaceForm(form, execFormText(words));
  return [
    {
      rule: 'malformed-exec-form',
      at: formPlace(form),
      severity,
      message: { id: 'malformed-exec-form', keyword, text, problem },
      trail: [],
      assuming: [],
      launches: [input.launch.at],
      proposals: edits === undefined ? [] : [{ title: { id: 'fix-json' }, safety: 'safe', edits }],
    },
  ];
}

function notJson(form: CommandForm): Malformed | undefined {
  const { text } = form.instruction.rest;
  if (isBeingTyped(text)) return undefined;
  const meant = readMeantForm(text);
  const problem = isJson(text) ? 'not-strings' : 'not-json';
  return meant && { problem, text, words: meant.words, severity: 'error' };
}

/** The list has no end yet. */
function isBeingTyped(text: string): boolean {
  return !text.includes(']');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The program's name has blanks. Behind an ENTRYPOINT, which an unknown image may have, a CMD is no program. */
function oneString(
  form: Extract<CommandForm, { kind: 'exec' }>,
  { launch }: RuleInput,
): Malformed | undefined {
  const [program, ...rest] = form.argv;
  const text = program?.value ?? '';
  if (!/\S\s+\S/.test(text) || text.includes('\\')) return undefined;
  const isCommand = form === launch.command;
  if (isCommand && launch.entrypoint !== undefined) return undefined;
  const certain = !isCommand || launch.sh !== 'posix';
  return {
    problem: 'one-string',
    text,
    words: needsShell(text)
      ? undefined
      : [...splitWords(text), ...rest.map(({ value = '' }) => value)],
    severity: certain ? 'error' : lowered('error'),
  };
}

function needsShell(text: string): boolean {
  return /[$;&|<>*?~(){}[\]#!`"]/.test(text.replace(/'[^']*'/g, ''));
}
