import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locale } from '../server/src/messages/render.ts';
import { PAGE_WORDS, RULE_PAGES } from '../server/src/messages/rule-pages.ts';
import { RULES } from '../server/src/rules/index.ts';
import { type Case, parseCase } from './case-file.ts';

type Rule = (typeof RULES)[number];

const FOLDER = fileURLToPath(new URL('../docs/rules', import.meta.url));
const CASES = fileURLToPath(new URL('cases', import.meta.url));
const UPDATE = process.env.UPDATE_CASES === '1';

describe('rule pages', () => {
  for (const locale of ['en', 'ja'] as const) {
    const folder = locale === 'en' ? FOLDER : join(FOLDER, locale);
    for (const rule of RULES) {
      it(`${locale}/${rule.name}.md says what the rule and its cases say`, () => {
        const page = pageOf(rule, locale);
        const file = join(folder, `${rule.name}.md`);
        if (UPDATE) {
          mkdirSync(folder, { recursive: true });
          writeFileSync(file, page);
        }
        assert.equal(readFileSync(file, 'utf8'), page);
      });
    }

    it(`${locale} has a page for each rule and no other`, () => {
      const pages = readdirSync(folder).filter(name => name.endsWith('.md'));
      assert.deepEqual(pages.sort(), RULES.map(({ name }) => `${name}.md`).sort());
    });
  }

  for (const rule of RULES) {
    it(`${rule.name} has cases that it reports, and cases in which it is silent`, () => {
      const reports = casesOf(rule).map(found =>
        found.markers.some(({ kind }) => kind.endsWith(` ${rule.name}`)),
      );
      assert.ok(reports.includes(true) && reports.includes(false));
    });
  }
});

function casesOf({ name }: Rule): readonly Case[] {
  return readdirSync(join(CASES, name)).map(file =>
    parseCase(readFileSync(join(CASES, name, file), 'utf8')),
  );
}

function pageOf(rule: Rule, locale: Locale): string {
  const words = PAGE_WORDS[locale];
  const { smell, why, fix, threads } = RULE_PAGES[locale][rule.name];
  const example = exampleOf(rule);
  const [firstFix] = example.fixes;
  const sections = [
    `# ${rule.name}`,
    smell,
    `${words.severity}: \`${rule.severity}\``,
    `## ${words.why}`,
    why,
    ...(threads.length === 0 ? [] : [`${words.threads}: ${threads.map(threadLink).join(', ')}`]),
    `## ${words.example}`,
    ...example.files.map(({ path, text }) => `\`${path}\`\n\n${fenced(path, text)}`),
    `## ${words.fix}`,
    fix,
    ...(firstFix === undefined
      ? []
      : [`${words.afterFix}, \`${firstFix.path}\`:\n\n${fenced(firstFix.path, firstFix.text)}`]),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The case that is made to be read first. */
function exampleOf({ name }: Rule): Case {
  return parseCase(readFileSync(join(CASES, name, 'example.case'), 'utf8'));
}

function fenced(path: string, text: string): string {
  const language = path.endsWith('.json') ? 'json' : /ockerfile/.test(path) ? 'dockerfile' : 'sh';
  return `\`\`\`${language}\n${text.replaceAll('\r\n', '\n').trimEnd()}\n\`\`\``;
}

function threadLink(thread: string): string {
  return `[${thread}](https://github.com/${thread.replace('#', '/issues/')})`;
}
