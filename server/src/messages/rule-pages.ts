import type { RuleName } from '../rules/finding.ts';
import type { Locale } from './render.ts';
import { enPages } from './rule-pages-en.ts';
import { jaPages } from './rule-pages-ja.ts';

/** What a rule's page says around its example; Markdown. */
export interface RulePage {
  readonly smell: string;
  readonly why: string;
  readonly fix: string;
  /** Where people were bitten: `owner/repository#number`. */
  readonly threads: readonly string[];
}

/** The headings of a page. */
export interface PageWords {
  readonly severity: string;
  readonly why: string;
  readonly example: string;
  readonly afterFix: string;
  readonly fix: string;
  readonly threads: string;
}

export const PAGE_WORDS: Readonly<Record<Locale, PageWords>> = {
  en: {
    severity: 'Severity',
    why: 'Why it matters',
    example: 'Example',
    afterFix: 'After the fix',
    fix: 'What to do',
    threads: 'Seen in',
  },
  ja: {
    severity: '重大度',
    why: 'なぜ問題か',
    example: '例',
    afterFix: '修正後',
    fix: 'どうするか',
    threads: '実例',
  },
};

export const RULE_PAGES: Readonly<Record<Locale, Readonly<Record<RuleName, RulePage>>>> = {
  en: enPages,
  ja: jaPages,
};
