import type { EndingCause } from '../lifetime/context.ts';
import type { Assumption, Fact } from '../lifetime/facts.ts';
import type { ShellKind } from '../shell/shells.ts';
import type { Edit } from '../text/edit.ts';
import type { Place } from '../text/place.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** From the gravest to the lightest. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

export type RuleName =
  | 'server-in-background'
  | 'unreachable-step'
  | 'masked-exit'
  | 'errexit-stops-start'
  | 'slow-start'
  | 'missing-exec'
  | 'shell-form'
  | 'dropped-arguments'
  | 'overridden-instruction'
  | 'malformed-exec-form'
  | 'shell-syntax-in-exec-form';

/** A rule's result: one diagnostic at its place, however many launches share it. */
export interface Finding {
  readonly rule: RuleName;
  readonly at: Place;
  readonly severity: Severity;
  readonly message: RuleMessage;
  readonly trail: Trail;
  readonly assuming: readonly Assumption[];
  /** The instructions of the launches that it holds for. */
  readonly launches: readonly Place[];
  readonly proposals: readonly Proposal[];
}

/** The places, in order, that explain a conclusion. */
export type Trail = readonly { readonly at: Place; readonly note: TrailNote }[];

/** Edits that should mend a finding; a fix once `verify` has shown that they do. */
export interface Proposal {
  readonly title: RuleMessage;
  readonly safety: 'safe' | 'unsafe';
  readonly edits: readonly Edit[];
  /** Offered only where none of the others is safe. */
  readonly fallback?: true;
}

/** Where and why PID 1 ends, on paths that a message speaks of. */
export interface EndingPoint {
  readonly at: Place;
  readonly cause: EndingCause;
  readonly when: readonly Fact[];
}

/** What a rule says. */
export type RuleMessage =
  | {
      readonly id: 'server-in-background';
      readonly command: string;
      readonly endings: readonly EndingPoint[];
      readonly assuming: readonly Assumption[];
      /** It is `&>` in which dash reads the `&`. */
      readonly redirect: boolean;
    }
  | { readonly id: 'slow-start'; readonly command: string; readonly launchers: readonly string[] }
  | { readonly id: 'missing-exec'; readonly command: string }
  | {
      readonly id: 'unreachable-step';
      /** The server that is never started, if there is one. */
      readonly server: string | undefined;
      readonly blocker: string;
      readonly exec: boolean;
      readonly at: Place;
    }
  | {
      readonly id: 'masked-exit';
      readonly servers: readonly string[];
      readonly mask: string;
      readonly shell: ShellKind;
    }
  | { readonly id: 'errexit-stops-start'; readonly command: string }
  | { readonly id: 'shell-form'; readonly command: string }
  | StartRuleMessage
  | { readonly id: 'fix-in-background'; readonly command: string }
  | { readonly id: 'fix-or-true'; readonly command: string }
  | { readonly id: 'fix-redirect' }
  | { readonly id: 'fix-exec-form' }
  | { readonly id: 'fix-foreground-last'; readonly command: string }
  | { readonly id: 'fix-wait'; readonly command: string }
  | { readonly id: 'fix-wait-first'; readonly commands: readonly string[] }
  | { readonly id: 'fix-foreground'; readonly command: string }
  | { readonly id: 'fix-launchers-in-background' }
  | { readonly id: 'fix-exec'; readonly command: string };

/** What the rules about how the container is started say. */
type StartRuleMessage =
  | { readonly id: 'dropped-arguments'; readonly command: string; readonly at: Place }
  | { readonly id: 'overridden-instruction'; readonly keyword: string; readonly by: Place }
  | {
      readonly id: 'malformed-exec-form';
      readonly keyword: string;
      readonly text: string;
      /** Docker takes it for the shell form, refuses it, or looks for a program of this name. */
      readonly problem: 'not-json' | 'not-strings' | 'one-string';
    }
  | {
      readonly id: 'shell-syntax-in-exec-form';
      readonly word: string;
      readonly program: string;
      readonly variable: boolean;
    }
  | { readonly id: 'fix-remove'; readonly keyword: string }
  | { readonly id: 'fix-json' }
  | { readonly id: 'fix-shell-form' };

type StartNote =
  | { readonly id: 'note-dropped'; readonly keyword: string }
  | { readonly id: 'note-holds'; readonly keyword: string };

export type StartMessage = StartRuleMessage | StartNote;

/** One place of a trail, in words. */
export type TrailNote =
  | { readonly id: 'note-launch' }
  | StartNote
  | { readonly id: 'note-job'; readonly command: string }
  | { readonly id: 'note-launcher'; readonly command: string }
  | { readonly id: 'note-blocker'; readonly command: string }
  | { readonly id: 'note-mask'; readonly command: string }
  | { readonly id: 'note-server'; readonly command: string }
  | ({ readonly id: 'note-ends' } & EndingPoint);

/** One step lighter, never below hint: what an assumption costs. */
export function lowered(severity: Severity): Severity {
  return SEVERITIES[Math.min(SEVERITIES.indexOf(severity) + 1, SEVERITIES.length - 1)] ?? 'hint';
}
