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
  readonly variable: boolean;
}

/** Operators and variables in an exec form reach the program as they are: no shell reads them. */
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
  readonly variable: boolean;
  readonly severity: Severity;
}

/** One finding for a form: an operator before a variable. */
function findingsOf(form: ExecForm, input: RuleInput): readonly Finding<ShellSyntaxInExecForm>[] {
  const misread = form.argv.flatMap((word, index) => misreadOf(word, form.argv[index - 1], input));
  const found = misread.find(({ variable }) => !variable) ?? misread[0];
  if (found === undefined) return [];
  const { word, program, variable, severity } = found;
  return [
    {
      rule: 'shell-syntax-in-exec-form',
      at: word.at,
      severity,
      message: {
        id: 'shell-syntax-in-exec-form',
        word: word.value ?? '',
        program,
        variable,
      },
      trail: [],
      assuming: [],
      launches: [input.launch.at],
      proposals: proposals(form, variable, input),
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
  if (!operator && !value.includes('$')) return [];
  const taker = takerOf(word, input);
  const program = baseName(taker?.argv[0]?.value ?? '');
  if (taker === undefined || program === '' || shellNamed(program, 'posix') !== undefined)
    return [];
  const known = taker.behavior.reason.id !== 'reason-unknown';
  if (operator) {
    if (TAKES_OPERATORS.test(program) || (!known && /\.sh$|entrypoint/.test(program))) return [];
    const certain = known && isWholeStart(input);
    return [{ word, program, variable: false, severity: certain ? 'error' : lowered('error') }];
  }
  const whole = /^\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*(:?[-+=][^}]*)?\})$/.test(value);
  const inside =
    known && /^[\w./:@=,-]*\$(?:[A-Z][A-Z0-9_]+|\{[A-Z][A-Z0-9_]+\})[\w./:@=,-]*$/.test(value);
  if ((!whole && !inside) || (!whole && EXPANDS_ITSELF.test(program))) return [];
  if (program === 'envsubst') return [];
  return [{ word, program, variable: true, severity: 'warning' }];
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
function proposals(form: ExecForm, variable: boolean, { launch }: RuleInput): readonly Proposal[] {
  const alone = launch.entrypoint === undefined || launch.command === undefined;
  const words = form.argv.map(({ value = '' }) => value);
  const text = alone && !needsParameter(words) ? shellTextOf(words, OPERATOR) : undefined;
  const edits = text === undefined ? undefined : replaceForm(form, text);
  if (edits === undefined) return [];
  const safety = variable && launch.sh !== 'posix' ? 'safe' : 'risk-expansion';
  return [{ title: { id: 'fix-shell-form' }, safety, edits }];
}
