import type { Locale } from '../messages/render.ts';
import type { RuleName } from '../rules/finding.ts';

const PAGES = 'https://github.com/entrypoint-lint/entrypoint-lint/blob/main/docs/rules';

/** The page of a rule in the project's repository, for editors that have no pages of their own. */
export function rulePageUrl(rule: RuleName, locale: Locale): string {
  return `${PAGES}/${locale === 'ja' ? 'ja/' : ''}${rule}.md`;
}
