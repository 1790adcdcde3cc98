import type { Launch } from '../launch/launches.ts';
import type { Lacking } from '../lifetime/dialects.ts';
import { unclaimed } from '../lifetime/endings.ts';
import type { ScriptSource } from '../lifetime/machine.ts';
import type { StartedScript } from '../lifetime/started.ts';
import type { Construct, Lack } from '../shell/dialects.ts';
import { type ShellKind, shebangCommand, shellNamed } from '../shell/shells.ts';
import { contains } from '../text/place.ts';
import { type Finding, lowered, type Proposal, type Severity } from './finding.ts';
import { throughBash } from './fixes/through-bash.ts';
import type { Rule, RuleInput } from './rule.ts';
import { startTrail } from './started-script.ts';

export interface ShellMismatch {
  readonly id: 'shell-mismatch';
  readonly construct: string;
  readonly shell: ShellKind;
  readonly lack: Lack;
  /** The shell that the shebang names in vain; undefined where it names the one that reads the script. */
  readonly shebang: string | undefined;
}

/** A shell comes to something that it does not have. One finding for each kind of thing in a script. */
export const shellMismatch: Rule<ShellMismatch> = {
  name: 'shell-mismatch',
  severity: 'error',
  check: input => firstOfKinds(input).flatMap(lacking => findingOf(lacking, input)),
};

/** Commands that scripts try, in order to do without where they fail. */
const PROBED =
  /^(source|bash-builtin|pipefail|let|coproc|export-function|exec-name|exec-descriptor)$/;

function firstOfKinds({ lifetime }: RuleInput): readonly Lacking[] {
  const first = new Map<string, Lacking>();
  for (const lacking of lifetime.lacking) {
    const { at, construct, shell, confidence, asked } = lacking;
    if (unclaimed(confidence) || (asked && PROBED.test(construct))) continue;
    const key = `${at.path} ${construct} ${shell}`;
    const known = first.get(key);
    const earlier = known !== undefined && known.at.span.start <= at.span.start;
    if (!earlier) first.set(key, lacking);
  }
  // That `&>` starts a server in the background has a rule of its own.
  const stranded = lifetime.strandings.map(({ job }) => job.at);
  return [...first.values()].filter(
    ({ at }) => !stranded.some(job => job.path === at.path && contains(job.span, at.span)),
  );
}

function findingOf(lacking: Lacking, input: RuleInput): readonly Finding<ShellMismatch>[] {
  const { at, shell, lack, confidence } = lacking;
  const { launch, lifetime, sourceAt } = input;
  const source = sourceAt(at);
  if (source === undefined) return [];
  const script = lifetime.started.find(started => started.source.excerpt === source.excerpt);
  const severity: Severity = lack === 'differs' ? 'warning' : 'error';
  return [
    {
      rule: 'shell-mismatch',
      at,
      severity: confidence === 'certain' ? severity : lowered(severity),
      message: {
        id: 'shell-mismatch',
        construct: textOf(lacking, source),
        shell,
        lack,
        shebang: script && vainShebang(script),
      },
      trail:
        script === undefined
          ? [{ at: launch.at, note: { id: 'note-launch' } }]
          : startTrail(script, launch),
      assuming: [],
      launches: [launch.at],
      proposals: script === undefined ? [] : proposals(script, launch),
    },
  ];
}

/** Of these the command's name says too little. */
const NAMES: Partial<Readonly<Record<Construct, string>>> = {
  'source-by-name': '. FILE without a slash',
  pipefail: 'set -o pipefail',
  'wait-next': 'wait -n',
  'test-equals': '[ a == b ]',
  'test-variable': '[ -v NAME ]',
  'kill-signal-prefix': 'kill -s SIGTERM',
  'trap-signal-prefix': 'trap … SIGTERM',
  'error-trap': 'trap … ERR',
  'debug-trap': 'trap … DEBUG',
  'read-option': 'read -t',
  'read-array': 'read -a',
  'exec-name': 'exec -a',
  'exec-descriptor': 'exec {NAME}>',
  'new-descriptor': '{NAME}>',
  'export-function': 'export -f',
};

/** The construct by its name, or as it is written, on one line. */
function textOf({ construct, at }: Lacking, { excerpt }: ScriptSource): string {
  const name = NAMES[construct];
  if (name !== undefined) return name;
  const segment = excerpt.segments.find(({ source }) => contains(source, at.span));
  if (segment?.verbatim !== true) return excerpt.text.split('\n', 1)[0] ?? '';
  const start = segment.at + at.span.start - segment.source.start;
  const text = excerpt.text.slice(start, start + at.span.end - at.span.start);
  const line = text.trim().split('\n', 1)[0]?.trimEnd() ?? '';
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

/** A shell that reads its argument does not look at the shebang. */
function vainShebang({ by, source, shell }: StartedScript): string | undefined {
  const [program] = shebangCommand(source.script.shebang ?? '');
  if (by !== 'shell' || program === undefined || program === '') return undefined;
  const named = shellNamed(program, 'posix');
  return named === undefined || named === 'posix' || named === shell ? undefined : program;
}

/** Only where it is known that the image has bash. */
function proposals(script: StartedScript, { image }: Launch): readonly Proposal[] {
  const edits = image?.shells.includes('bash') ? throughBash(script) : undefined;
  return edits === undefined ? [] : [{ title: { id: 'fix-through-bash' }, safety: 'safe', edits }];
}
