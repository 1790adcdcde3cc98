/** Which starts show all that a launch may do: its environments, and the answers of its questions. */
import type { Lifetime } from '../../server/src/lifetime/endings.ts';
import { UNSET } from '../../server/src/lifetime/machine.ts';
import type { Stubs } from './stubs.ts';

/** A value that no script compares with. */
const OTHER = 'something-else';

/** These decide where programs are found, not what the script does. */
const FIXED = new Set(['PATH', 'PWD', 'OLDPWD', 'IFS']);

/** Every combination of the values that the launch's tests know, one other, and none. */
export function environmentsOf(
  { variables }: Lifetime,
  limit: number,
): Spread<ReadonlyMap<string, string>> {
  let found: ReadonlyMap<string, string>[] = [new Map()];
  for (const [name, values] of variables) {
    if (FIXED.has(name)) continue;
    const choices = [...new Set([...values, OTHER])].filter(value => value !== UNSET);
    const wider = choices.flatMap(value => found.map(known => new Map([...known, [name, value]])));
    found = [...found, ...wider];
  }
  return spread(found, limit);
}

/** What stubs answer: all yes, all no, first no then yes, and each one differently from the others. */
export function answersOf({ commands }: Stubs, limit: number): Spread<string> {
  const asked = commands.filter(({ act }) => act === 'ask' || act === 'assume');
  if (asked.length === 0) return { list: [''], complete: true };
  const all = (answer: string): string => asked.map(({ key }) => `${key}=${answer}`).join(' ');
  const single = asked.length === 1 ? [] : asked.map(({ key }) => `${key}=no`);
  return spread([...new Set(['', all('no'), all('later'), ...single])], limit);
}

/** What a start is given. */
export interface Plan {
  readonly environment: ReadonlyMap<string, string>;
  readonly answers: string;
}

/** Each environment with each answer, those with the same environment one after the other. */
export function pairs(
  environments: Spread<Plan['environment']>,
  answers: Spread<string>,
  limit: number,
): Spread<Plan> {
  const all = environments.list.flatMap(environment =>
    answers.list.map(given => ({ environment, answers: given })),
  );
  const { list, complete } = spread(all, limit);
  return { list, complete: complete && environments.complete && answers.complete };
}

/** Whether a start with `other` answers goes as those with `one` did, in which these were started. */
export function answersAgree(
  one: string,
  other: string,
  starts: readonly (readonly string[])[],
): boolean {
  const times = (key: string): number =>
    Math.max(...starts.map(keys => keys.filter(started => started === key).length));
  const heard = (answers: string): string =>
    answers
      .split(' ')
      .map(word => word.split('='))
      .filter(([key = '']) => times(key) > 0)
      .map(
        ([key = '', answer]) =>
          `${key}=${times(key) > 1 ? answer : answer?.replace('later', 'no')}`,
      )
      .join();
  return heard(one) === heard(other);
}

/** A list, and whether it is all of it. */
export interface Spread<Of> {
  readonly list: readonly Of[];
  readonly complete: boolean;
}

/** At most so many, from all over the list, the first one always. */
function spread<Of>(list: readonly Of[], limit: number): Spread<Of> {
  if (list.length <= limit) return { list, complete: true };
  const chosen = list.filter(
    (_, index) =>
      Math.floor((index * limit) / list.length) !== Math.floor(((index - 1) * limit) / list.length),
  );
  return { list: chosen, complete: false };
}
