/** Variables of a build: undefined where a value cannot be known before the build. */
export type Variables = ReadonlyMap<string, string | undefined>;

const VARIABLE = /\\(.)|\$(?:(\w+)|\{(\w+)(?:(:[-+])([^}]*))?\})/g;

/**
 * Expands `$NAME`, `${NAME}`, `${NAME:-word}` and `${NAME:+word}` as the builder does
 * (Dockerfile reference, "Environment replacement"). Undefined when a value is not known.
 */
export function expandVariables(text: string, variables: Variables): string | undefined {
  let known = true;
  const expanded = text.replace(
    VARIABLE,
    (
      _all,
      escaped: string | undefined,
      plain: string | undefined,
      braced = '',
      operator = '',
      word = '',
    ) => {
      if (escaped !== undefined) return escaped;
      const name = plain ?? braced;
      const value = variables.get(name);
      if (variables.has(name) && value === undefined) known = false;
      if (operator === ':-') return value || word;
      if (operator === ':+') return value ? word : '';
      return value ?? '';
    },
  );
  return known ? expanded : undefined;
}

/** Splits an instruction's text at blanks outside quotes and takes the quotes away. */
export function splitWords(text: string): readonly string[] {
  const words = text.match(/(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  return words.map(word =>
    word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_all, double, single) => double ?? single),
  );
}

/** Reads `NAME=value …`, the older `NAME value` with one blank, or a `NAME` alone. */
export function readAssignments(text: string): readonly (readonly [string, string])[] {
  const words = splitWords(text);
  if (words[0]?.includes('=') !== true) {
    const older = /^(\S+)\s+(.*)$/s.exec(text);
    return older?.[1] === undefined ? words.map(word => [word, '']) : [[older[1], older[2] ?? '']];
  }
  return words.map(word => {
    const equals = word.indexOf('=');
    return equals < 0 ? [word, ''] : [word.slice(0, equals), word.slice(equals + 1)];
  });
}
