import assert from 'node:assert/strict';
import { programs } from '../server/src/programs/knowledge/index.ts';

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
});
