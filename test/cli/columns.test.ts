import assert from 'node:assert/strict';
import { columnsOf, cutEnd, cutStart, printable, wrap } from '../../server/src/cli/columns.ts';
import { frameOf } from '../../server/src/cli/frame.ts';
import { lineIndex } from '../../server/src/text/line-index.ts';

function shown(text: string, start: number, end: number, columns = 80) {
  const frame = frameOf(text, lineIndex(text), { start, end }, columns);
  return [`${frame.before}${frame.marked}${frame.after}`, frame.carets];
}

describe('columns', () => {
  it('counts wide characters as two and marks as none', () => {
    const widths = ['node', '監視ツール', 'ｶﾅ', 'e\u0301', '🚀', '한국'].map(columnsOf);
    assert.deepEqual(widths, [4, 10, 2, 1, 2, 4]);
  });

  it('cuts by columns, not by characters', () => {
    assert.equal(cutEnd('監視ツール', 7), '監視ツ…');
    assert.equal(cutStart('監視ツール', 7), '…ツール');
    assert.equal(cutEnd('node', 4), 'node');
  });

  it('breaks Japanese between characters, but not before a full stop', () => {
    assert.deepEqual(wrap('監視を、起動。', 6), ['監視', 'を、起', '動。']);
    assert.deepEqual(wrap('run `a b c` now', 8), ['run', '`a b c`', 'now']);
  });

  it('shows nothing that steers a terminal', () => {
    assert.equal(printable('a\tb\u001b[0m\u202e'), 'a    b�[0m�');
  });
});

describe('frames', () => {
  it('sets the carets under wide characters', () => {
    const text = 'echo "監視" && node a.js &\n';
    const start = text.indexOf('node');
    assert.deepEqual(shown(text, start, start + 9), [
      'echo "監視" && node a.js &',
      `${' '.repeat(15)}^^^^^^^^^`,
    ]);
  });

  it('shows the first line of a place that spans several, and a caret for an empty one', () => {
    assert.deepEqual(shown('if a\nthen b\nfi\n', 0, 14), ['if a', '^^^^']);
    assert.deepEqual(shown('', 0, 0), ['', '^']);
    assert.deepEqual(shown('a\r\n', 1, 1), ['a', ' ^']);
  });

  it('cuts a long line around what is meant', () => {
    const text = `${'x'.repeat(200)} node a.js ${'y'.repeat(200)}`;
    const [line = '', carets = ''] = shown(text, 201, 210, 40);
    assert.ok(line.length <= 41);
    assert.equal(line.slice(carets.indexOf('^'), carets.length), 'node a.js');
  });
});
