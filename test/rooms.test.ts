import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SERVER = join(ROOT, 'server/src');

/** What each room may import besides itself. Types count too, but for what `messages` renders. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  text: [],
  shell: ['text'],
  programs: ['text'],
  launch: ['text', 'shell', 'programs'],
  lifetime: ['text', 'shell', 'programs', 'launch'],
  rules: ['text', 'shell', 'programs', 'launch', 'lifetime'],
  analysis: ['text', 'shell', 'programs', 'launch', 'lifetime', 'rules'],
  gather: ['analysis', 'text', 'rules'],
  messages: [],
  lsp: ['gather', 'analysis', 'messages', 'text', 'rules', 'shell'],
  cli: ['gather', 'analysis', 'messages', 'text', 'rules', 'shell'],
  entry: ['text', 'shell', 'analysis', 'gather', 'messages', 'lsp', 'cli', 'entry', 'rules'],
  client: [],
};

/** Rooms whose types may be imported, though their code may not. */
const MAY_IMPORT_TYPES: Readonly<Record<string, readonly string[]>> = {
  messages: ['text', 'programs', 'lifetime', 'rules', 'analysis', 'lsp', 'cli'],
  lsp: ['lifetime', 'launch'],
  cli: ['lifetime', 'launch'],
  client: ['lsp'],
};

const LIBRARIES: Readonly<Record<string, RegExp>> = {
  shell: /^web-tree-sitter$/,
  launch: /^yaml$/,
  analysis: /^(ignore|jsonc-parser)$/,
  gather: /^diff$/,
  lsp: /^vscode-(languageserver|uri)/,
  cli: /^(node:|diff$|picocolors$)/,
  entry: /^(node:|vscode-languageserver|vscode-uri$|ignore$|picocolors$)/,
  client: /^(node:|vscode$|vscode-languageclient)/,
};

/** Rooms that are a file beside the folders. */
const FILES: Readonly<Record<string, string>> = {
  'analysis.ts': 'analysis',
  'analysis-cache.ts': 'analysis',
  'executions.ts': 'analysis',
  'verify.ts': 'analysis',
  'chain.ts': 'analysis',
  'comments.ts': 'analysis',
  'explain.ts': 'analysis',
  'findings.ts': 'analysis',
  'open-files.ts': 'analysis',
  'open-origins.ts': 'analysis',
  'read-ahead.ts': 'analysis',
  'file-content.ts': 'analysis',
  'settings.ts': 'analysis',
  'settings-file.ts': 'analysis',
  'starts.ts': 'analysis',
  'teaching.ts': 'analysis',
  'dockerfile-name.ts': 'analysis',
  'links.ts': 'analysis',
  'git-ignore.ts': 'analysis',
  'gather.ts': 'gather',
  'fix-all.ts': 'gather',
};

interface Import {
  readonly from: string;
  readonly target: string;
  readonly onlyTypes: boolean;
}

describe('rooms', () => {
  it('imports only to the left', () => {
    const wrong = [...sourceFiles(SERVER), ...sourceFiles(join(ROOT, 'client/src'))]
      .flatMap(importsOf)
      .flatMap(found => brokenArrow(found));
    assert.deepEqual(wrong, []);
  });

  it('keeps Node out of what runs in a browser', () => {
    const entries = [join(SERVER, 'web.ts'), join(ROOT, 'client/src/web.ts')];
    const ofNode = [...reachedFrom(entries)]
      .flatMap(importsOf)
      .filter(({ target, onlyTypes }) => !onlyTypes && /^node:|\/node$/.test(target))
      .map(({ from, target }) => `${relative(ROOT, from)} must not import ${target}`);
    assert.deepEqual(ofNode, []);
  });

  it('finds every room', () => {
    const rooms = new Set(sourceFiles(SERVER).map(roomOf));
    for (const room of Object.keys(MAY_IMPORT)) {
      if (room !== 'client') assert.ok(rooms.has(room), `no file belongs to the room ${room}`);
    }
  });
});

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => join(folder, name));
}

function roomOf(file: string): string {
  const path = relative(SERVER, file);
  if (path.startsWith('..')) return 'client';
  const [first = '', ...rest] = path.split('/');
  return rest.length > 0 ? first : (FILES[first] ?? 'entry');
}

function importsOf(file: string): readonly Import[] {
  const source = readFileSync(file, 'utf8');
  const statements = source.matchAll(/^(?:import|export)\s+(type\s)?([^;]*?)\s*from '([^']+)'/gm);
  return [...statements].map(([, type, names = '', target = '']) => {
    const inner = /^\{([^}]*)\}$/s.exec(names.trim())?.[1];
    const everyIsType = inner?.split(',').every(name => /^\s*(type\s.*)?$/s.test(name)) ?? false;
    return { from: file, target, onlyTypes: type !== undefined || everyIsType };
  });
}

/** The files themselves, and what they import, directly or not. */
function reachedFrom(files: readonly string[]): ReadonlySet<string> {
  const reached = new Set(files);
  for (const file of reached) {
    for (const { target, onlyTypes } of importsOf(file)) {
      if (!onlyTypes && target.startsWith('.')) reached.add(join(dirname(file), target));
    }
  }
  return reached;
}

function brokenArrow({ from, target, onlyTypes }: Import): readonly string[] {
  const room = roomOf(from);
  const shown = relative(ROOT, from);
  if (!target.startsWith('.')) {
    const allowed = LIBRARIES[room]?.test(target) ?? false;
    return allowed ? [] : [`${shown} (${room}) must not import ${target}`];
  }
  const other = roomOf(join(dirname(from), target));
  const allowed =
    other === room ||
    (MAY_IMPORT[room] ?? []).includes(other) ||
    (onlyTypes && (MAY_IMPORT_TYPES[room] ?? []).includes(other));
  return allowed ? [] : [`${shown} (${room}) must not import ${target} (${other})`];
}
