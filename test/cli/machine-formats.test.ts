import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import { lint, lintJson, ROOT, removeFolders, repository } from './command.ts';

const require = createRequire(import.meta.url);
const SCHEMA = '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
const V3 = 'examples/crashloop/v3';

interface SarifLog {
  readonly version: string;
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly SarifRule[] } };
      readonly results: readonly SarifResult[];
    },
  ];
}

interface SarifRule {
  readonly id: string;
  readonly help: { readonly text: string };
  readonly helpUri: string;
}

interface SarifPlace {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: SarifRegion;
  };
}

interface SarifRegion {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly SarifPlace[];
  readonly codeFlows: readonly {
    readonly threadFlows: readonly {
      readonly locations: readonly {
        readonly location: SarifPlace & { readonly message: { readonly text: string } };
      }[];
    }[];
  }[];
  readonly fixes: readonly {
    readonly description: { readonly text: string };
    readonly artifactChanges: readonly {
      readonly artifactLocation: { readonly uri: string };
      readonly replacements: readonly {
        readonly deletedRegion: SarifRegion;
        readonly insertedContent: { readonly text: string };
      }[];
    }[];
  }[];
}

/** The log, which the published schema accepts. */
function sarif(args: readonly string[], cwd = ROOT): SarifLog {
  const { stdout } = lint(['--format', 'sarif', ...args], { cwd, env: { LC_ALL: 'ja_JP.UTF-8' } });
  const log: unknown = JSON.parse(stdout);
  const schema = JSON.parse(readFileSync(require.resolve(SCHEMA), 'utf8')) as object;
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
    schema,
  );
  assert.ok(validate(log), JSON.stringify(validate.errors));
  return log as SarifLog;
}

describe('--format sarif', () => {
  after(removeFolders);

  it('says what JSON says, with the way to the conclusion', () => {
    const log = sarif([V3]);
    const { findings } = lintJson([V3]);
    assert.equal(log.version, '2.1.0');
    const [{ results, tool }] = log.runs;
    const [result] = results;
    const [finding] = findings;
    assert.equal(results.length, findings.length);
    assert.ok(result && finding);
    assert.deepEqual(
      [result.ruleId, result.level, result.message.text],
      [finding.rule, finding.severity, finding.message],
    );
    assert.equal(tool.driver.rules[result.ruleIndex]?.id, finding.rule);
    const place = result.locations[0]?.physicalLocation;
    assert.equal(place?.artifactLocation.uri, finding.file);
    assert.deepEqual(place?.region, {
      startLine: finding.start.line,
      startColumn: finding.start.column,
      endLine: finding.end.line,
      endColumn: finding.end.column,
    });
    const flow = result.codeFlows[0]?.threadFlows[0]?.locations.map(({ location }) => ({
      file: location.physicalLocation.artifactLocation.uri,
      line: location.physicalLocation.region.startLine,
      note: location.message.text,
    }));
    assert.deepEqual(flow, finding.trail);
  });

  it('describes every rule, with a page that exists', () => {
    const [{ tool }] = sarif([V3]).runs;
    for (const { id, help, helpUri } of tool.driver.rules) {
      assert.ok(help.text.length > 100, id);
      readFileSync(join(ROOT, helpUri.slice(helpUri.indexOf('docs/'))));
    }
  });

  it('holds fixes that do what --fix does', () => {
    const folder = repository({
      Dockerfile: 'FROM node:22\nCOPY start.sh /start.sh\nCMD ["sh", "/start.sh"]\n',
      'start.sh': 'node server.js & # 🚀\necho ready\n',
    });
    const [fix] = sarif([], folder).runs[0].results[0]?.fixes ?? [];
    const [change] = fix?.artifactChanges ?? [];
    assert.equal(change?.artifactLocation.uri, 'start.sh');
    const lines = readFileSync(join(folder, 'start.sh'), 'utf8').split('\n');
    const offset = (line: number, column: number): number =>
      lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
    let text = lines.join('\n');
    for (const { deletedRegion: at, insertedContent } of [
      ...(change?.replacements ?? []),
    ].reverse()) {
      const start = offset(at.startLine, at.startColumn);
      const end = offset(at.endLine, at.endColumn);
      text = text.slice(0, start) + insertedContent.text + text.slice(end);
    }
    lint(['--fix'], { cwd: folder });
    assert.equal(text, readFileSync(join(folder, 'start.sh'), 'utf8'));
  });

  it('encodes names, converts line endings, and leaves out what is suppressed', () => {
    const folder = repository({
      'a b/Dockerfile': 'FROM node:22\nCMD node a.js &\n',
      'c:/Dockerfile':
        'FROM node:22\n# entrypoint-lint: disable-next-line server-in-background\nCMD node a.js &\n',
      'crlf/Dockerfile': 'FROM node:22\nCOPY --chmod=755 start.sh /\nCMD ["/start.sh"]\n',
      'crlf/start.sh': '#!/bin/sh\r\nexec node server.js\r\n',
    });
    const [{ results }] = sarif([], folder).runs;
    const uris = results.map(
      ({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri,
    );
    assert.ok(uris.includes('a%20b/Dockerfile'));
    assert.ok(!uris.some(uri => uri?.startsWith('c') && uri.endsWith('Dockerfile')));
    const crlf = results.find(({ ruleId }) => ruleId === 'crlf-line-endings');
    const [replacement] = crlf?.fixes[0]?.artifactChanges[0]?.replacements ?? [];
    assert.equal(replacement?.insertedContent.text, '#!/bin/sh\nexec node server.js\n');
  });

  it('is valid without any finding', () => {
    assert.deepEqual(sarif([], repository({})).runs[0].results, []);
  });
});

describe('--format github', () => {
  after(removeFolders);

  it('prints a workflow command for each finding', () => {
    const { status, stdout } = lint(['--format', 'github', V3]);
    const [finding] = lintJson([V3]).findings;
    assert.equal(status, 1);
    assert.equal(
      stdout,
      '::error file=examples/crashloop/v3/startup.sh,line=4,endLine=4,col=1,endColumn=31,' +
        `title=server-in-background::${finding?.message}\n`,
    );
  });

  it('escapes what would end a command or a property, and gives no columns to several lines', () => {
    const folder = repository({
      'a,b:c%/Dockerfile': 'FROM node:22\nCOPY start.sh /start.sh\nCMD ["sh", "/start.sh"]\n',
      'a,b:c%/start.sh': 'node 100%.js "\n" &\n',
    });
    const { stdout } = lint(['--format', 'github'], { cwd: folder });
    assert.match(
      stdout,
      /^::error file=a%2Cb%3Ac%25\/start\.sh,line=1,endLine=2,title=\S+::.*100%25\.js.*\n$/,
    );
  });

  it('calls the lighter severities a notice', () => {
    const { stdout } = lint(['--format', 'github', 'examples/crashloop/v1']);
    assert.match(stdout, /^(::notice [^\n]+\n)+$/);
  });
});
