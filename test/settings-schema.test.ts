import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import { RULES } from '../server/src/rules/index.ts';
import { readSettings } from '../server/src/settings.ts';
import { SETTING_SCHEMAS, settingsSchema } from '../server/src/settings-schema.ts';

type Texts = Readonly<Record<string, string>>;

interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, object>> };
  };
}

const MANIFEST = textOf('package.json');
const english = JSON.parse(textOf('package.nls.json')) as Texts;

describe('the schema of the settings', () => {
  const accepts = new Ajv({ strict: false }).compile(settingsSchema(english));

  const all = {
    $schema: 'x',
    rules: Object.fromEntries(RULES.map(({ name }) => [name, 'off'])),
    programs: { a: 'serves', b: 'daemonizes', c: 'finishes' },
    contexts: { Dockerfile: '.' },
    exclude: ['vendor'],
  };
  const wrong = [
    { rule: {} },
    { rules: { 'no-such': 'off' } },
    { rules: { 'masked-exit': 'loud' } },
    { rules: [] },
    { programs: { a: 'runs' } },
    { contexts: { Dockerfile: 1 } },
    { exclude: [1] },
    { exclude: 'x' },
    [],
  ];
  for (const settings of [all, {}, ...wrong]) {
    it(`judges ${JSON.stringify(settings).slice(0, 40)} as the code does`, () => {
      assert.equal(accepts(settings), readSettings(settings, '').problems.length === 0);
    });
  }

  it('is that of the editor’s settings, too', () => {
    const { contributes } = JSON.parse(MANIFEST) as Manifest;
    for (const [name, schema] of Object.entries(SETTING_SCHEMAS)) {
      assert.deepEqual(contributes.configuration.properties[`entrypointLint.${name}`], {
        ...schema,
        scope: 'resource',
        markdownDescription: `%settings.${name}%`,
      });
    }
  });
});

function textOf(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
}
