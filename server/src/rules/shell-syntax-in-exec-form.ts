import type { CommandForm } from '../launch/command-form.ts';
import type { Observation } from '../lifetime/machine.ts';
import { type Argument, baseName } from '../programs/command.ts';
import { shellNamed } from '../shell/shells.ts';
import { samePlace } from '../text/place.ts';
import { type Finding, lowered, type Proposal, type Severity } from './finding.ts';
import { replaceForm } from './fixes/exec-form.ts';
import { needsParameter, shellTextOf } from './fixes/shell-text.ts';
import type { Rule, RuleInput } from './rule.ts';

const OPERATOR = /^(?:&&?|\|\|?|;|[0-2]?>>?|<|&>>?|2>&1)$/;

/** Programs to which such a word means something of their own, or which expand variables themselves. */
const TAKES_OPERATORS =
  /^(find|xargs|expr|test|\[|awk|gawk|mawk|sed|jq|watch|parallel|echo|printf)$/;
const EXPANDS_ITSELF = /^(envsubst|java|awk|gawk|mawk|sed|perl|php|ruby|find|grep|echo|printf)$/;

export interface ShellSyntaxInExecForm {
  readonly id: 'shell-syntax-in-exec-form';
  readonly word: string;
  readonly program: string;
  readonly syntax: Syntax;
}

type Syntax = 'operator' | 'variable' | 'quotes';

/** Operators, variables and quotes in an exec form reach the program as they are: no shell reads them. */
export const shellSyntaxInExecForm: Rule<ShellSyntaxInExecForm> = {
  name: 'shell-syntax-in-exec-form',
  severity: 'error',
  check: input =>
    [input.launch.entrypoint, input.launch.command].flatMap(form =>
      form?.kind === 'exec' ? findingsOf(form, input) : [],
    ),
};

type ExecForm = Extract<CommandForm, { kind: 'exec' }>;

/** A word that was meant for a shell, and the program that gets it instead. */
interface Misread {
  readonly word: Argument;
  readonly program: string;
  readonly syntax: Syntax;
  readonly severity: Severity;
}

/** One finding for a form: an operator before anything else. */
function findingsOf(form: ExecForm, input: RuleInput): readonly Finding<ShellSyntaxInExecForm>[] {
  const misread = form.argv.flatMap((word, index) => misreadOf(word, form.argv[index - 1], input));
  const found = misread.find(({ syntax }) => syntax === 'operator') ?? misread[0];
  if (found === undefined) return [];
  const { word, program, syntax, severity } = found;
  return [
    {
      rule: 'shell-syntax-in-exec-form',
      at: word.at,
      severity,
      message: {
        id: 'shell-syntax-in-exec-form',
        word: word.value ?? '',
        program,
        syntax,
      },
      trail: [],
      assuming: [],
      launches: [input.launch.at],
      proposals: syntax === 'quotes' ? withoutQuotes(word) : proposals(form, syntax, input),
    },
  ];
}

function misreadOf(
  word: Argument,
  before: Argument | undefined,
  input: RuleInput,
): readonly Misread[] {
  const value = word.value ?? '';
  const operator = OPERATOR.test(value) && !(/^[|;<>]$/.test(value) && isOption(before));
  if (!operator && !value.includes('$') && insideQuotes(value) === undefined) return [];
  const taker = takerOf(word, input);
  const program = baseName(taker?.argv[0]?.value ?? '');
  if (taker === undefined || program === '' || shellNamed(program, 'posix') !== undefined)
    return [];
  const known = taker.behavior.reason.id !== 'reason-unknown';
  if (operator) {
    if (TAKES_OPERATORS.test(program) || (!known && /\.sh$|entrypoint/.test(program))) return [];
    const certain = known && isWholeStart(input);
    return [{ word, program, syntax: 'operator', severity: certain ? 'error' : lowered('error') }];
  }
  // Other programs may take quotes for a part of their own language.
  const isServer = /^(serves|daemonizes)$/.test(taker.behavior.kind);
  if (insideQuotes(value) !== undefined)
    return known && isServer ? [{ word, program, syntax: 'quotes', severity: 'warning' }] : [];
  const whole = /^\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*(:?[-+=][^}]*)?\})$/.test(value);
  const inside =
    known && /^[\w./:@=,-]*\$(?:[A-Z][A-Z0-9_]+|\{[A-Z][A-Z0-9_]+\})[\w./:@=,-]*$/.test(value);
  if ((!whole && !inside) || (!whole && EXPANDS_ITSELF.test(program))) return [];
  if (program === 'envsubst') return [];
  return [{ word, program, syntax: 'variable', severity: 'warning' }];
}

/** What a word holds that is quoted once more, as for a shell. */
function insideQuotes(value: string): string | undefined {
  return /^'([^']+)'$/.exec(value)?.[1] ?? /^"([^"]+)"$/.exec(value)?.[1];
}

function withoutQuotes({ at: { path, span }, value = '' }: Argument): readonly Proposal[] {
  const text = JSON.stringify(insideQuotes(value) ?? value);
  const edits = [{ kind: 'replace', path, span, text }] as const;
  return [{ title: { id: 'fix-unquote' }, safety: 'safe', edits }];
}

function isOption(word: Argument | undefined): boolean {
  return word?.value?.startsWith('-') === true;
}

/** The program that gets the word as it is written: not a wrapper's, not a shell's own words. */
function takerOf(word: Argument, { lifetime }: RuleInput): Observation | undefined {
  return lifetime.observations.find(
    ({ argv, behavior }) =>
      behavior.kind !== 'wraps' &&
      behavior.kind !== 'interprets' &&
      argv.slice(1).some(({ at, value }) => samePlace(at, word.at) && value === word.value),
  );
}

/** Nothing stands before the command: an image that is not known may have an ENTRYPOINT of its own. */
function isWholeStart({ launch }: RuleInput): boolean {
  return launch.entrypoint !== undefined || launch.sh !== 'posix';
}

/** The shell form, where nothing else would be lost by it: it takes no arguments from elsewhere. */
function proposals(form: ExecForm, syntax: Syntax, { launch }: RuleInput): readonly Proposal[] {
  const alone = launch.entrypoint === undefined || launch.command === undefined;
  const words = form.argv.map(({ value = '' }) => value);
  const text = alone && !needsParameter(words) ? shellTextOf(words, OPERATOR) : undefined;
  const edits = text === undefined ? undefined : replaceForm(form, text);
  if (edits === undefined) return [];
  const safety = syntax === 'variable' && launch.sh !== 'posix' ? 'safe' : 'risk-expansion';
  return [{ title: { id: 'fix-shell-form' }, safety, edits }];
}
