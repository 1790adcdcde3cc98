import type { Place, Span } from '../text/place.ts';
import { DIRECTIVE_WORDS, type Directive } from './directives.ts';
import type { Finding, Proposal } from './finding.ts';

export interface IneffectiveComment {
  readonly id: 'ineffective-comment';
  readonly problem:
    | { readonly kind: 'unused' | 'unknown-rule'; readonly rule: string }
    | { readonly kind: 'no-rule' | 'no-command' | 'no-program' }
    | { readonly kind: 'unknown-word'; readonly word: string; readonly known: readonly string[] };
}

/** A directive, and what the launches that read its file made of it. */
export interface DirectiveUse {
  readonly directive: Directive;
  /** The rules whose findings it suppressed. */
  readonly suppressed: ReadonlySet<string>;
  /** Whether a command was taken to do what it says; `no` where others were started there. */
  readonly annotated: 'yes' | 'no' | 'not-reached';
  /** Not all of the text is understood, or not all launches are known: a finding may be missing for that reason alone. */
  readonly doubtful: boolean;
  readonly launches: readonly Place[];
  readonly rules: readonly string[];
}

type Problem = IneffectiveComment['problem'];

/** A comment for this product that changes nothing; judged over all launches that are known. */
export const ineffectiveComment = {
  name: 'ineffective-comment',
  severity: 'warning',
  check(use: DirectiveUse): readonly Finding<IneffectiveComment>[] {
    const { says, at } = use.directive;
    switch (says.kind) {
      case 'unknown':
        return [
          finding(use, at, { kind: 'unknown-word', word: says.word, known: DIRECTIVE_WORDS }),
        ];
      case 'annotation':
        return annotationProblem(use).map(problem => finding(use, at, problem));
      case 'suppression': {
        if (says.rules.length === 0) return [finding(use, at, { kind: 'no-rule' })];
        const wrong = says.rules.flatMap(rule =>
          ruleProblem(rule.name, use).map(problem => ({ at: rule.at, problem })),
        );
        const all = wrong.length === says.rules.length;
        return wrong.map(({ at: place, problem }) => finding(use, all ? at : place, problem));
      }
    }
  },
} as const;

function annotationProblem({ directive, annotated, doubtful }: DirectiveUse): readonly Problem[] {
  if (directive.below === undefined) return [{ kind: 'no-command' }];
  return annotated === 'no' && !doubtful ? [{ kind: 'no-program' }] : [];
}

function ruleProblem(rule: string, use: DirectiveUse): readonly Problem[] {
  if (!use.rules.includes(rule)) return [{ kind: 'unknown-rule', rule }];
  // One that silences this very rule is judged by nobody.
  const effective = use.suppressed.has(rule) || use.doubtful || rule === ineffectiveComment.name;
  return effective ? [] : [{ kind: 'unused', rule }];
}

function finding(
  { directive, launches }: DirectiveUse,
  at: Place,
  problem: Problem,
): Finding<IneffectiveComment> {
  return {
    rule: 'ineffective-comment',
    at,
    severity: 'warning',
    message: { id: 'ineffective-comment', problem },
    trail: [],
    assuming: [],
    launches,
    proposals: [removal(directive, at, problem)],
  };
}

/** The whole line goes where nothing in it has an effect. Slips of the pen are for people to mend. */
function removal(directive: Directive, at: Place, { kind }: Problem): Proposal {
  const whole = at === directive.at;
  const span = whole ? directive.line : listed(directive, at);
  return {
    title: { id: 'fix-remove-comment', whole },
    safety: kind === 'unused' || kind === 'no-rule' ? 'safe' : 'risk-slip',
    edits: [{ kind: 'replace', path: at.path, span, text: '' }],
  };
}

/** A rule of several, with the blanks and the comma that part it from its neighbor. */
function listed({ says }: Directive, { span }: Place): Span {
  const rules = says.kind === 'suppression' ? says.rules.map(rule => rule.at.span) : [];
  const index = rules.findIndex(({ start }) => start === span.start);
  const [before, next] = [rules[index - 1], rules[index + 1]];
  if (next !== undefined) return { start: span.start, end: next.start };
  return { start: before?.end ?? span.start, end: span.end };
}
