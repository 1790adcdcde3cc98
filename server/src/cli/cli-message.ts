import type { Verdict } from '../lifetime/lifetime.ts';

/** What only the command line says. */
export type CliMessage =
  | { readonly id: 'cli-verdict'; readonly verdict: Verdict }
  | { readonly id: 'cli-fix'; readonly title: string; readonly safety: 'safe' | 'unsafe' };
