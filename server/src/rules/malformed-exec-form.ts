import type { CommandForm } from '../launch/command-form.ts';
import { splitWords } from '../launch/variables.ts';
import { placeIn } from '../text/excerpt.ts';
import { type Finding, lowered, type Severity } from './finding.ts';
import { execFormText, formPlace, replaceForm } from './fixes/exec-form.ts';
import { readMeantForm } from './fixes/meant-form.ts';
import type { Rule, RuleInput } from './rule.ts';

export interface MalformedExecForm {
  readonly id: 'malformed-exec-form';
  readonly keyword: string;
  readonly text: string;
  /** Docker takes it for the shell form, refuses it, or looks for a program of this name. */
  readonly problem: 'not-json' | 'not-strings' | 'one-string' | 'no-blank';
}

/**
 * An exec form that is not JSON, so that Docker takes it for the shell form; one string with blanks; or a keyword without
 * a blank behind it, which the builder does not know (it splits at blanks: moby/buildkit, split_command.go).
 */
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
  if (isGlued(form)) return [gluedFinding(form, input)];
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

function isGlued({ instruction: { at, keyword, rest } }: CommandForm): boolean {
  const { start } = placeIn(rest, { start: 0, end: 0 }).span;
  return start === at.span.start + keyword.length;
}

function gluedFinding(form: CommandForm, { launch }: RuleInput): Finding<MalformedExecForm> {
  const { at, keyword, rest } = form.instruction;
  const [word = ''] = `${keyword}${rest.text}`.split(/\s/, 1);
  const start = at.span.start + keyword.length;
  const edits = [
    { kind: 'replace', path: at.path, span: { start, end: start }, text: ' ' },
  ] as const;
  return {
    rule: 'malformed-exec-form',
    at,
    severity: 'error',
    message: { id: 'malformed-exec-form', keyword, text: word, problem: 'no-blank' },
    trail: [],
    assuming: [],
    launches: [launch.at],
    proposals: [{ title: { id: 'fix-blank', keyword }, safety: 'safe', edits }],
  };
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
