/**
 * The case format: annotated text files that are documentation and tests at once.
 *
 *     What the case shows.
 *     verdict Dockerfile: exits
 *
 *     -- Dockerfile --
 *     CMD ["sh", "/start.sh"]
 *     ^^^ hover: exits
 *
 *     -- start.sh (mode 755, crlf) --
 *     node server.js &
 *     ^^^^^^^^^^^^^^^^ error server-in-background: PID 1 ends while …
 *
 *     -- start.sh, after "Title of the fix" --
 *     exec node server.js
 *
 * A marker stands below its line; its message is a part of the real one. A `.entrypoint-lint.json` among the files
 * holds the settings, and what is wrong in it is marked `warning settings`; what a comment
 * suppresses is marked `suppressed RULE`. Section attributes say what
 * text cannot: `mode 755`, `crlf`, `no-eol` (no line break at the end), `nul` (`␀` stands for NUL),
 * `bom` (`␂` stands for a byte order mark).
 */
export interface Case {
  readonly title: string;
  /** By the path of the entry: a Dockerfile, or a script named alone. */
  readonly verdicts: ReadonlyMap<string, string>;
  readonly files: readonly CaseFile[];
  readonly markers: readonly Marker[];
  readonly fixes: readonly CaseFix[];
}

export interface CaseFile {
  readonly path: string;
  readonly attributes: readonly string[];
  /** Without markers. */
  readonly text: string;
}

/** `kind` is `error RULE`, `warning RULE`, …, or `hover`. Line and columns are 0-based. */
export interface Marker {
  readonly path: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly text: string;
}

/** What a fix leaves of one file; one that was not there before, it creates. */
export interface CaseFix {
  readonly title: string;
  readonly path: string;
  readonly text: string;
}

/** A fix as a whole: the new texts of all files that it changes or creates, by path. */
export interface WholeFix {
  readonly title: string;
  readonly changes: ReadonlyMap<string, string>;
}

/** Sections of one title that follow one another, each for another file, are one fix. */
export function wholeFixes({ fixes }: Case): readonly WholeFix[] {
  const found: { readonly title: string; readonly changes: Map<string, string> }[] = [];
  for (const { title, path, text } of fixes) {
    const last = found.at(-1);
    if (last?.title === title && !last.changes.has(path)) last.changes.set(path, text);
    else found.push({ title, changes: new Map([[path, text]]) });
  }
  return found;
}

const HEADER = /^-- (.+?)(?:, after "(.+)")?(?: \(([^)]*)\))? --$/;
const MARKER = /^(\s*)(\^+) (?:(hover)|(\w+ [\w-]+)): (.*)$/;

/** Reads a case; throws with the line that does not fit, since cases are written by developers. */
export function parseCase(source: string): Case {
  const lines = source.split('\n');
  const firstSection = lines.findIndex(line => HEADER.test(line));
  const head = lines.slice(0, firstSection);
  const verdicts = new Map<string, string>();
  const title: string[] = [];
  for (const line of head) {
    const verdict = /^verdict (\S+): (\w+)$/.exec(line);
    if (verdict?.[1] && verdict[2]) verdicts.set(verdict[1], verdict[2]);
    else if (line !== '') title.push(line);
  }
  const files: CaseFile[] = [];
  const markers: Marker[] = [];
  const fixes: CaseFix[] = [];
  for (const { path, after, attributes, body } of sections(lines.slice(firstSection))) {
    const { text, found } = withoutMarkers(body, path, attributes);
    if (after === undefined) files.push({ path, attributes, text });
    else fixes.push({ title: after, path, text });
    markers.push(...found);
  }
  return { title: title.join(' '), verdicts, files, markers, fixes };
}

/** The inverse of `parseCase`. */
export function printCase({ title, verdicts, files, markers, fixes }: Case): string {
  const head = [title, ...[...verdicts].map(([path, verdict]) => `verdict ${path}: ${verdict}`)];
  const fileSections = files.map(({ path, attributes, text }) => {
    const own = markers.filter(marker => marker.path === path);
    const shown = attributes.length === 0 ? '' : ` (${attributes.join(', ')})`;
    return `-- ${path}${shown} --\n${withMarkers(asWritten(text, attributes), own)}`;
  });
  const attributesOf = (path: string): readonly string[] =>
    files.find(file => file.path === path)?.attributes ?? [];
  const fixSections = fixes.map(
    ({ title: after, path, text }) =>
      `-- ${path}, after "${after}"${fixAttributes(attributesOf(path), text)} --\n${asWritten(text, attributesOf(path))}`,
  );
  return `${[head.join('\n'), ...fileSections, ...fixSections].join('\n\n').trimEnd()}\n`;
}

function fixAttributes(attributes: readonly string[], text: string): string {
  const kept = attributes.filter(
    name =>
      !name.startsWith('mode') &&
      (name !== 'crlf' || text.includes('\r\n')) &&
      (name !== 'bom' || text.includes('\uFEFF')),
  );
  return kept.length === 0 ? '' : ` (${kept.join(', ')})`;
}

interface Section {
  readonly path: string;
  readonly after: string | undefined;
  readonly attributes: readonly string[];
  readonly body: readonly string[];
}

function sections(lines: readonly string[]): readonly Section[] {
  const found: (Omit<Section, 'body'> & { body: string[] })[] = [];
  for (const line of lines) {
    const header = HEADER.exec(line);
    if (header?.[1] === undefined) found.at(-1)?.body.push(line);
    else {
      const attributes = header[3]?.split(', ') ?? [];
      found.push({ path: header[1], after: header[2], attributes, body: [] });
    }
  }
  for (const { body } of found) if (body.at(-1) === '') body.pop();
  return found;
}

function withoutMarkers(
  body: readonly string[],
  path: string,
  attributes: readonly string[],
): { readonly text: string; readonly found: readonly Marker[] } {
  const kept: string[] = [];
  const found: Marker[] = [];
  for (const line of body) {
    const marker = MARKER.exec(line);
    if (marker === null) kept.push(line);
    else {
      const [, blanks = '', carets = '', hover, finding, text = ''] = marker;
      const start = blanks.length;
      const kind = hover ?? finding ?? '';
      found.push({ path, line: kept.length - 1, start, end: start + carets.length, kind, text });
    }
  }
  const lineBreak = attributes.includes('crlf') ? '\r\n' : '\n';
  const end = attributes.includes('no-eol') || kept.length === 0 ? '' : lineBreak;
  const text = kept.join(lineBreak) + end;
  const hidden = STAND_INS.filter(([name]) => attributes.includes(name));
  return { text: hidden.reduce((all, [, shown, is]) => all.replaceAll(shown, is), text), found };
}

/** By attribute: what is shown for a character that editors hide. */
const STAND_INS = [
  ['nul', '␀', '\0'],
  ['bom', '␂', '\uFEFF'],
] as const;

function asWritten(text: string, attributes: readonly string[]): string {
  const hidden = STAND_INS.filter(([name]) => attributes.includes(name));
  return hidden
    .reduce((all, [, shown, is]) => all.replaceAll(is, shown), text)
    .replaceAll('\r\n', '\n')
    .replace(/\n$/, '');
}

function withMarkers(text: string, markers: readonly Marker[]): string {
  return text
    .split('\n')
    .flatMap((line, index) => [
      line,
      ...markers
        .filter(marker => marker.line === index)
        .map(
          ({ start, end, kind, text: said }) =>
            `${' '.repeat(start)}${'^'.repeat(end - start)} ${kind}: ${said}`,
        ),
    ])
    .join('\n');
}
