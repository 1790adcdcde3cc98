import assert from 'node:assert/strict';
import { Client } from './client.ts';

const SCRIPT = 'v3/startup.sh';
const DOCKERFILE = 'v3/Dockerfile';
const PIECES = [
  '\n',
  ' ',
  '&',
  'exit\n',
  'fi\n',
  'if x; then\n',
  '"',
  '$(',
  ')',
  '\0',
  '<<E\n',
  '{',
  '😀',
];

/** The same numbers in every run (a linear congruential generator). */
function createDice(): (sides: number) => number {
  let state = 7;
  return sides => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state % sides;
  };
}

/** Inserts a piece somewhere, or removes a few characters. */
async function scribble(editor: Client, path: string, dice: (sides: number) => number) {
  const text = editor.document(path).getText();
  const at = dice(text.length + 1);
  const changed =
    dice(3) === 0
      ? text.slice(0, at) + text.slice(at + dice(12))
      : text.slice(0, at) + PIECES[dice(PIECES.length)] + text.slice(at);
  await editor.retype(path, changed);
}

async function conclusions(editor: Client): Promise<unknown> {
  const published = [await editor.current(SCRIPT), await editor.current(DOCKERFILE)];
  const text = JSON.stringify(published.map(({ diagnostics }) => diagnostics));
  return JSON.parse(text.replaceAll(editor.uri(''), ''));
}

describe('Typing', () => {
  it('leads to the same as opening the result, whatever was asked in between', async () => {
    const editor = await Client.start();
    const dice = createDice();
    await editor.open(SCRIPT);
    await editor.open(DOCKERFILE);
    for (let round = 0; round < 400; round += 1) {
      await scribble(editor, dice(4) === 0 ? DOCKERFILE : SCRIPT, dice);
      if (round % 10 === 0) await editor.hover(DOCKERFILE, '');
      if (round % 10 === 5) void editor.codeActions(SCRIPT, editor.all(SCRIPT));
    }
    await editor.retype(DOCKERFILE, editor.saved(DOCKERFILE));
    await editor.retype(SCRIPT, `${editor.saved('v2/startup.sh')}# ${dice(10)}\n`);
    const other = await Client.start();
    await other.open(DOCKERFILE);
    await other.open(SCRIPT, editor.document(SCRIPT).getText());
    assert.deepEqual(await conclusions(editor), await conclusions(other));
    await Promise.all([editor.stop(), other.stop()]);
  });
});
