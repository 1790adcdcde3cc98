import type { EndingCause } from '../lifetime/context.ts';
import type { Assumption, Fact } from '../lifetime/facts.ts';
import type { Edit } from '../text/edit.ts';
import type { Place } from '../text/place.ts';
import type { RULES } from './index.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** From the gravest to the lightest. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** Its rule's name is what a message of a finding is called by. */
export type RuleName = (typeof RULES)[number]['name'];

/** What a rule says. */
export type RuleMessage = (typeof RULES)[number] extends {
  check(...input: never): readonly Finding<infer Said>[];
}
  ? Said
  : never;

/** A rule's result: one diagnostic at its place, however many launches share it. */
export interface Finding<Said extends { readonly id: string } = RuleMessage> {
  readonly rule: Said['id'];
  readonly at: Place;
  readonly severity: Severity;
  readonly message: Said;
  readonly trail: Trail;
  readonly assuming: readonly Assumption[];
  /** The instructions of the launches that it holds for. */
  readonly launches: readonly Place[];
  readonly proposals: readonly Proposal[];
  /** A comment says that it is known and accepted. */
  readonly suppressed?: true;
}

export function isShown({ suppressed }: Finding): boolean {
  return !suppressed;
}

/** The places, in order, that explain a conclusion. */
export type Trail = readonly { readonly at: Place; readonly note: TrailNote }[];

/** Edits that should mend a finding; a fix once `verify` has shown that they do. */
export interface Proposal {
  readonly title: FixTitle;
  /** Else what there is to know before it is taken. */
  readonly safety: 'safe' | RiskId;
  readonly edits: readonly Edit[];
  /** Offered only where none of the others is safe. */
  readonly fallback?: true;
}

/** Why a proposal is not safe. */
export interface Risk {
  readonly id: RiskId;
}

export type RiskId =
  | 'risk-order'
  | 'risk-later-steps'
  | 'risk-traps'
  | 'risk-interactive'
  | 'risk-settings'
  | 'risk-readiness'
  | 'risk-second-start'
  | 'risk-preparation'
  | 'risk-beside'
  | 'risk-failure'
  | 'risk-relic'
  | 'risk-root'
  | 'risk-expansion'
  | 'risk-slip'
  | 'risk-package-manager';

/** The title of a proposal that is not safe, with its risk in words. */
export interface UnsafeFix {
  readonly id: 'unsafe-fix';
  readonly title: string;
  readonly risk: string;
}

/** Where and why PID 1 ends, on paths that a message speaks of. */
export interface EndingPoint {
  readonly at: Place;
  readonly cause: EndingCause;
  readonly when: readonly Fact[];
}

/** What a proposal would do. */
export type FixTitle =
  | { readonly id: 'fix-in-background'; readonly command: string }
  | { readonly id: 'fix-or-true'; readonly command: string }
  | { readonly id: 'fix-redirect' }
  | { readonly id: 'fix-exec-form' }
  | { readonly id: 'fix-foreground-last'; readonly command: string }
  | { readonly id: 'fix-wait'; readonly command: string }
  | { readonly id: 'fix-wait-first'; readonly commands: readonly string[] }
  | { readonly id: 'fix-foreground'; readonly command: string }
  | { readonly id: 'fix-second-start'; readonly stop: string; readonly command: string }
  | { readonly id: 'fix-launchers-in-background' }
  | { readonly id: 'fix-launcher-script'; readonly name: string; readonly command: string }
  | { readonly id: 'fix-exec'; readonly command: string }
  | { readonly id: 'fix-remove'; readonly keyword: string }
  | { readonly id: 'fix-remove-comment'; readonly whole: boolean }
  | { readonly id: 'fix-json' }
  | { readonly id: 'fix-blank'; readonly keyword: string }
  | { readonly id: 'fix-unquote' }
  | { readonly id: 'fix-path'; readonly path: string }
  | { readonly id: 'fix-shell-form' }
  | { readonly id: 'fix-line-endings' }
  | { readonly id: 'fix-exec-arguments' }
  | { readonly id: 'fix-start-directly'; readonly command: string }
  | { readonly id: 'fix-write-command'; readonly command: string }
  | { readonly id: 'fix-byte-order-mark' }
  | { readonly id: 'fix-shebang'; readonly shebang: string }
  | { readonly id: 'fix-through-bash' }
  | { readonly id: 'fix-chmod-flag' }
  | { readonly id: 'fix-apk-add'; readonly shell: string }
  | { readonly id: 'fix-chmod-run'; readonly path: string };

/** One place of a trail, in words. */
export type TrailNote =
  | { readonly id: 'note-launch' }
  | { readonly id: 'note-started' }
  | { readonly id: 'note-dropped'; readonly keyword: string }
  | { readonly id: 'note-holds'; readonly keyword: string }
  | { readonly id: 'note-wiped'; readonly command: string }
  | { readonly id: 'note-runs-nothing' }
  | { readonly id: 'note-job'; readonly command: string }
  | { readonly id: 'note-daemon'; readonly command: string }
  | { readonly id: 'note-launcher'; readonly command: string }
  | { readonly id: 'note-blocker'; readonly command: string }
  | { readonly id: 'note-mask'; readonly command: string }
  | { readonly id: 'note-server'; readonly command: string }
  | ({ readonly id: 'note-ends' } & EndingPoint);

/** One step lighter, never below hint: what an assumption costs. */
export function lowered(severity: Severity): Severity {
  return SEVERITIES[Math.min(SEVERITIES.indexOf(severity) + 1, SEVERITIES.length - 1)] ?? 'hint';
}
