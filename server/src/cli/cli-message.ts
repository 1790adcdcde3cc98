import type { Verdict } from '../lifetime/endings.ts';
import type { Severity } from '../rules/finding.ts';

/** What only the command line says. */
export type CliMessage =
  | { readonly id: 'cli-verdict'; readonly verdict: Verdict }
  | { readonly id: 'cli-fix'; readonly title: string }
  | { readonly id: 'cli-severity'; readonly severity: Severity }
  | { readonly id: 'cli-also'; readonly where: string; readonly rule: string }
  | { readonly id: 'cli-applied'; readonly title: string; readonly where: string }
  | {
      readonly id: 'cli-summary';
      readonly counts: Readonly<Record<Severity, number>>;
      readonly launches: number;
    }
  | { readonly id: 'cli-fixable'; readonly count: number }
  | { readonly id: 'cli-no-dockerfiles'; readonly path: string }
  | { readonly id: 'cli-progress'; readonly done: number; readonly total: number }
  | { readonly id: 'cli-help' }
  | CliProblem;

/** Why the command line cannot do what it was asked to do: one line on standard error. */
export type CliProblem =
  | { readonly id: 'cli-unknown-option'; readonly option: string }
  | { readonly id: 'cli-missing-value'; readonly option: string }
  | { readonly id: 'cli-unexpected-value'; readonly option: string }
  | {
      readonly id: 'cli-bad-value';
      readonly option: string;
      readonly value: string;
      readonly allowed: readonly string[];
    }
  | { readonly id: 'cli-unknown-rule'; readonly rule: string; readonly known: readonly string[] }
  | { readonly id: 'cli-diff-alone' }
  | { readonly id: 'cli-diff-as'; readonly format: string }
  | { readonly id: 'cli-fix-standard-input' }
  | { readonly id: 'cli-no-page'; readonly rule: string }
  | {
      readonly id: 'cli-cannot-read' | 'cli-cannot-write';
      readonly path: string;
      readonly code: string;
    }
  | { readonly id: 'cli-not-text'; readonly path: string }
  | {
      readonly id: 'cli-settings';
      readonly where: string;
      readonly what: string;
    }
  | { readonly id: 'cli-outside'; readonly path: string; readonly root: string }
  | { readonly id: 'cli-changed-meanwhile'; readonly path: string }
  | { readonly id: 'cli-internal'; readonly reason: string };
