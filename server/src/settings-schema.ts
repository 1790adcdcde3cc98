/** The JSON schema of `.entrypoint-lint.json`: the build writes it for editors. */
import { RULE_PAGES } from './messages/rule-pages.ts';
import { RULES } from './rules/index.ts';
import { RULE_SETTINGS, type SETTING_NAMES, TAUGHT } from './settings.ts';

type Described = Readonly<
  Record<(typeof SETTING_NAMES)[number], Readonly<Record<string, unknown>>>
>;

/** What the file and the editor's settings have in common, without the names of the rules. */
export const SETTING_SCHEMAS: Described = {
  rules: { type: 'object', default: {}, additionalProperties: { enum: RULE_SETTINGS } },
  programs: { type: 'object', default: {}, additionalProperties: { enum: TAUGHT } },
  contexts: { type: 'object', default: {}, additionalProperties: { type: 'string' } },
  exclude: { type: 'array', default: [], items: { type: 'string' } },
};

/** The whole schema; `texts` are the descriptions of the editor's settings, as `package.nls.json` has them. */
export function settingsSchema(texts: Readonly<Record<string, string>>): object {
  const described = Object.entries(SETTING_SCHEMAS).map(
    ([name, schema]) =>
      [name, { ...schema, markdownDescription: texts[`settings.${name}`] }] as const,
  );
  const rules = RULES.map(
    ({ name, severity }) =>
      [
        name,
        { enum: RULE_SETTINGS, default: severity, description: RULE_PAGES.en[name].smell },
      ] as const,
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of Entrypoint Lint',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...Object.fromEntries(described),
      rules: {
        ...Object.fromEntries(described).rules,
        additionalProperties: false,
        properties: Object.fromEntries(rules),
      },
    },
  };
}
