import assert from 'node:assert/strict';
import type { AnalysisCache, FileContent } from '../server/src/analysis.ts';
import { explain } from '../server/src/explain.ts';
import { gather } from '../server/src/gather.ts';
import { createRenderer } from '../server/src/messages/render.ts';
import type { Source } from '../server/src/programs/behavior.ts';
import { configurations } from '../server/src/programs/config/configurations.ts';
import { programs } from '../server/src/programs/knowledge/index.ts';
import type { Program, When } from '../server/src/programs/program.ts';
import { contentAt, createTestCache } from './case-run.ts';

describe('the knowledge of programs', () => {
  it('has no name twice', () => {
    const names = programs.flatMap(({ names: own, service }) => [
      ...own,
      ...(service?.names.map(name => `service ${name}`) ?? []),
    ]);
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    assert.deepEqual(twice, []);
  });

  it('names programs that it knows where it says what one starts or stops', () => {
    const names = new Set(programs.flatMap(({ names: own }) => own));
    const meant = programs.flatMap(({ starts, usual, cases = [] }) => [
      ...(starts === undefined ? [] : [starts]),
      ...[usual, ...cases.map(({ effect }) => effect)].flatMap(effect =>
        typeof effect === 'object' && 'stops' in effect && effect.stops !== 'operands'
          ? effect.stops
          : [],
      ),
    ]);
    assert.deepEqual(
      meant.filter(name => !names.has(name)),
      [],
    );
  });

  it('says of every entry where it is from', () => {
    const vague = programs.filter(({ source }) => Object.values(source).some(text => text === ''));
    assert.deepEqual(vague, []);
  });

  it('shows on hover where every claim is from', async () => {
    const cache = await createTestCache();
    const silent: string[] = [];
    for (const program of programs) {
      for (const claim of [undefined, ...(program.cases ?? [])]) {
        const sources = claim?.source === undefined ? sourcesOf(program) : [claim.source];
        const words = claim === undefined ? ['app'] : wordsFor(claim.when, program);
        const command = [...commandOf(program), ...words];
        const text = await hoverOver(command, cache);
        const shown = sources.some(source => text.includes(textOf(source)));
        if (!shown) silent.push(`${command.join(' ')}: ${text}`);
      }
    }
    assert.deepEqual(silent, []);
  });

  it('shows it for every name of an entry', async () => {
    const cache = await createTestCache();
    const silent: string[] = [];
    for (const program of programs) {
      for (const name of program.names) {
        const text = await hoverOver([...name.split('/'), 'app'], cache);
        const shown = sourcesOf(program).some(source => text.includes(textOf(source)));
        if (!shown) silent.push(name);
      }
    }
    assert.deepEqual(silent, []);
  });
});

/** Those of the entry, and that of the configuration which decides where no word does. */
function sourcesOf({ names, source, cases = [] }: Program): readonly Source[] {
  const configuration = configurations.find(({ program }) => names.includes(program));
  return [source, ...[configuration, ...cases].flatMap(says => says?.source ?? [])];
}

/** A service without a program of that name is started as one; an applet is busybox's. */
function commandOf({ names: [name], service }: Program): readonly string[] {
  return name === undefined ? ['service', service?.names[0] ?? '', 'start'] : name.split('/');
}

function textOf(source: Source): string {
  if (source.kind === 'manual') return source.page;
  return source.kind === 'document' ? source.url : source.version;
}

/** What is shown over the program's name where a Dockerfile starts the command. */
async function hoverOver(argv: readonly string[], cache: AnalysisCache): Promise<string> {
  const path = 'Dockerfile';
  const text = `FROM scratch\nCMD ${JSON.stringify(argv)}\n`;
  const texts = new Map([[path, text]]);
  cache.results.clear();
  const readFile = async (name: string): Promise<FileContent> => contentAt(name, texts);
  const gathered = await gather([{ kind: 'dockerfile', path }], { readFile }, cache);
  const explained = gathered && explain(gathered.analysis, path, text.indexOf('["') + 2);
  const render = createRenderer('en', () => 0);
  return (explained?.lines ?? []).map(line => render(line, path)).join(' ');
}

/** Words with which the test holds, unless an earlier one does. */
function wordsFor(when: When, program: Program): readonly string[] {
  if ('has' in when) {
    const [name = ''] = when.has;
    return program.valueOptions?.includes(name) ? [name, 'value', 'app'] : [name, 'app'];
  }
  if ('option' in when) return [when.option, exampleOf(when.matches), 'app'];
  if ('first' in when) return [...[when.first, when.second ?? 'app'].map(exampleOf), 'app'];
  if ('operand' in when) return [exampleOf(when.operand)];
  if ('all' in when) return when.all.flatMap(part => wordsFor(part, program));
  return [];
}

/** A text that a simple pattern matches: the first of all alternatives. */
function exampleOf(pattern: string): string {
  let text = pattern.replaceAll(/\(\?:/g, '(');
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/\(([^()|]*)(?:\|[^()]*)?\)\??/, '$1');
  }
  const [first = ''] = text.split('|');
  const example = first
    .replaceAll(/\\s[*+]/g, ' ')
    .replaceAll('\\b', '')
    .replaceAll(/[\^$?]|\.\*/g, '')
    .replaceAll(/\\(.)/g, '$1');
  return new RegExp(pattern).test(example) ? example : 'app';
}
