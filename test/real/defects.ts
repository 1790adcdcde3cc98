/** Which rules name the defects that people found by hand. */
import type { Finding, RuleName } from '../../server/src/rules/finding.ts';

export interface Defect {
  readonly kind: string;
  /** `PATH:LINE`; null where it has no one place. */
  readonly at: string | null;
}

/** By the kind of the defect; kinds that are no matter of a rule are missing here. */
const FITTING: Readonly<Record<string, readonly RuleName[]>> = {
  'no-exec': ['missing-exec', 'shell-form'],
  'shell-form': ['shell-form', 'missing-exec'],
  'masks-failure': ['masked-exit'],
  'wait-several-jobs': ['masked-exit'],
  'exits-with-server': ['server-in-background', 'daemonizing-server'],
  'interactive-shell-keepalive': [
    'interactive-shell',
    'server-in-background',
    'daemonizing-server',
  ],
  'needs-tty': ['interactive-shell'],
  'dead-code-after-exec': ['unreachable-step'],
  'server-not-started': ['unreachable-step'],
  'server-never-reached': ['unreachable-step'],
  'sh-needs-bash': ['shell-mismatch'],
  'bad-cmd-syntax': ['malformed-exec-form', 'shell-syntax-in-exec-form'],
  'not-executable': ['script-not-executable'],
  'no-shebang': ['missing-shebang'],
  'cmd-ignored': ['overridden-instruction', 'dropped-arguments'],
  'script-missing': ['script-not-found'],
};

/** Whether a fitting rule reports something; undefined where no rule is meant to. */
export function isNamed(defect: Defect, findings: readonly Finding[]): boolean | undefined {
  const rules = FITTING[defect.kind];
  return rules && findings.some(({ rule }) => (rules as readonly string[]).includes(rule));
}
