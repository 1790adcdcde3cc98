import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AnalysisCache } from '../server/src/analysis.ts';
import { type Case, type Marker, parseCase, printCase } from './case-file.ts';
import { actualCase, createTestCache, gatherTexts } from './case-run.ts';

const FOLDER = fileURLToPath(new URL('cases', import.meta.url));
const EXAMPLES = fileURLToPath(new URL('../examples/crashloop', import.meta.url));
const UPDATE = process.env.UPDATE_CASES === '1';

function caseFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.case'))
    .sort()
    .map(name => join(folder, name));
}

describe('cases', () => {
  let cache: AnalysisCache;
  before(async () => {
    cache = await createTestCache();
  });

  for (const file of caseFiles(FOLDER)) {
    it(relative(FOLDER, file), async () => {
      const expected = parseCase(readFileSync(file, 'utf8'));
      const actual = await actualCase(expected, cache);
      if (UPDATE) writeFileSync(file, printCase(shortened(actual, expected)));
      else assert.equal(printCase(shortened(actual, expected)), printCase(expected));
      await assertFixesSettle(actual, cache);
    });
  }

  it('shows the story as the examples keep it', () => {
    for (const version of ['v1', 'v2', 'v3', 'v4']) {
      const { files } = parseCase(readFileSync(join(FOLDER, 'story', `${version}.case`), 'utf8'));
      for (const { path, text } of files) {
        assert.equal(
          text,
          readFileSync(join(EXAMPLES, version, path), 'utf8'),
          `${version}/${path}`,
        );
      }
    }
  });
});

/** A case may quote a part of a message: where the part is in the real one, it stands for the whole. */
function shortened(actual: Case, expected: Case): Case {
  const quoted = (marker: Marker): string => {
    const same = expected.markers.find(
      ({ path, line, start, kind, text }) =>
        path === marker.path &&
        line === marker.line &&
        start === marker.start &&
        kind === marker.kind &&
        marker.text.includes(text),
    );
    return same?.text ?? marker.text;
  };
  const markers = actual.markers.map(marker => ({ ...marker, text: quoted(marker) }));
  return { ...actual, markers };
}

/** After a fix the same fix is not offered again. */
async function assertFixesSettle(actual: Case, cache: AnalysisCache): Promise<void> {
  for (const { title, path, text } of actual.fixes) {
    const files = actual.files.map(file => (file.path === path ? { ...file, text } : file));
    const texts = new Map(files.map(file => [file.path, file.text] as const));
    await gatherTexts(texts, [...actual.verdicts.keys()], cache);
    const again = await actualCase({ ...actual, files }, cache);
    assert.ok(
      !again.fixes.some(fix => fix.title === title && fix.path === path),
      `"${title}" is offered again`,
    );
  }
}
