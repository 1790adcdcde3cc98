/** Variables at one point of a build: undefined where a value cannot be known before the build. */
export interface Variables {
  readonly last: ReadonlyMap<string, string | undefined>;
  readonly earlier: Variables | undefined;
}

export const NO_VARIABLES: Variables = { last: new Map(), earlier: undefined };

type Assigned = Iterable<readonly [string, string | undefined]>;

/**
 * The variables after one more assignment. Each layer is smaller than the one below it: a thousand
 * assignments neither copy all variables a thousand times, nor make them hard to find.
 */
export function withAssigned(variables: Variables, assigned: Assigned): Variables {
  let last: Variables['last'] = new Map(assigned);
  let earlier: Variables | undefined = variables;
  while (earlier !== undefined && earlier.last.size <= last.size) {
    last = new Map([...earlier.last, ...last]);
    earlier = earlier.earlier;
  }
  return { last, earlier };
}

/** All of them, by name. */
export function namedValues({ last, earlier }: Variables): Variables['last'] {
  return earlier === undefined ? last : new Map([...namedValues(earlier), ...last]);
}

/** Undefined where there is no such variable, too. */
export function variableValue(variables: Variables, name: string): string | undefined {
  return holderOf(variables, name)?.get(name);
}

/** The layer that has the variable; its value there may not be known. Undefined where there is no such variable. */
export function holderOf(variables: Variables, name: string): Variables['last'] | undefined {
  let layer: Variables | undefined = variables;
  while (layer !== undefined && !layer.last.has(name)) layer = layer.earlier;
  return layer?.last;
}

/** Splits an instruction's text at blanks outside quotes and takes the quotes away. */
export function splitWords(text: string): readonly string[] {
  return split(text, quoted => quoted);
}

/** The same for words whose variables are expanded afterwards: single quotes keep each `$` that is in them. */
export function splitExpandable(text: string): readonly string[] {
  return split(text, quoted => quoted.replace(/[\\$]/g, '\\$&'));
}

function split(text: string, literal: (quoted: string) => string): readonly string[] {
  const words = text.match(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  return words.map(word =>
    word.replace(
      /"((?:[^"\\]|\\.)*)"|'([^']*)'/g,
      (_all, double, single) => double ?? literal(single),
    ),
  );
}

/** Reads `NAME=value …`, the older `NAME value` with one blank, or a `NAME` alone. */
export function readAssignments(text: string): readonly (readonly [string, string])[] {
  const words = splitExpandable(text);
  if (words[0]?.includes('=') !== true) {
    const older = /^(\S+)\s+(.*)$/s.exec(text);
    return older?.[1] === undefined ? words.map(word => [word, '']) : [[older[1], older[2] ?? '']];
  }
  return words.map(word => {
    const equals = word.indexOf('=');
    return equals < 0 ? [word, ''] : [word.slice(0, equals), word.slice(equals + 1)];
  });
}

/** Reads the words of ARG, each `NAME=value`, or a `NAME` without a default. */
export function readArguments(text: string): readonly (readonly [string, string | undefined])[] {
  return splitExpandable(text).map(word => {
    const equals = word.indexOf('=');
    return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
  });
}
