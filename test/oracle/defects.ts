/** A grammar of startup scripts as people write them, with a server in the background somewhere before the end. */
import fc from 'fast-check';
import { condition } from './conditions.ts';
import type { Generated } from './grammar.ts';
import { createNames, finished, hereDocument, indented, oneOf, type Piece } from './pieces.ts';
import type { ShellName } from './sandbox.ts';

export function defective(shell: ShellName): fc.Arbitrary<Generated> {
  return fc
    .record({
      head: fc.constantFrom('', '', 'set -e\n', 'set -eu\n', '# Starts everything.\n\nset -e\n'),
      before: fc.array(other(shell), { maxLength: 2 }),
      server: server(shell),
      later: fc.array(later(shell), { maxLength: 4 }),
      last: last(shell),
      wrapped: fc.constantFrom(false, false, false, true),
      tabs: fc.boolean(),
      crlf: fc.constantFrom(false, false, false, true),
      parameters: fc.constantFrom<readonly string[]>([], [], ['x'], ['y']),
    })
    .map(({ head, before, server: started, later: after, last: end, ...layout }) => {
      const files = new Map<string, string>();
      const shebang = shell === 'bash' ? '#!/bin/bash' : '#!/bin/sh';
      const names = createNames(files, shebang);
      const body = [...before, started, ...after, end]
        .map(piece => piece(names))
        .filter(text => text !== '')
        .join('\n');
      const whole = layout.wrapped ? `main() {\n${indented(body)}\n}\n\nmain "$@"` : body;
      const text = finished(`${shebang}\n${head}${whole}`, false);
      const laid = layout.tabs ? text.replace(/^(?: {2})+/gm, tabs) : text;
      return {
        shell,
        script: layout.crlf ? laid.replaceAll('\n', '\r\n') : laid,
        files,
        commandText: false,
        parameters: layout.parameters,
        unixLines: layout.crlf,
      };
    });
}

function tabs(blanks: string): string {
  return '\t'.repeat(blanks.length / 2);
}

function server(shell: ShellName): fc.Arbitrary<Piece> {
  const own =
    shell === 'bash'
      ? ['node s§.js &\ndisown', 'nohup node s§.js &\ndisown -h', 'node s§.js &> /var/log/s.log &']
      : [];
  const common = oneOf(
    'node s§.js &',
    'nohup node s§.js &',
    'nohup node s§.js > /var/log/s.log 2>&1 &',
    '# The server.\nnode s§.js --port 80 &',
    '# Two lines\n# of comment.\nnohup node s§.js >/dev/null 2>&1 < /dev/null &',
  );
  const rare = oneOf(
    'node s§.js & # keeps running',
    'node s§.js 2>&1 | tee /var/log/s.log &',
    'PORT=80 node s§.js &',
    'node s§.js "$@" &',
    'node s§.js \\\n  --port 80 &',
    'node s§.js &\npid=$!',
    'nohup python3 app§.py &',
    '(node s§.js &)',
    '{ node s§.js; } &',
    'setsid node s§.js &',
    'sh -c "node s§.js" &',
    'exec node s§.js &',
    'node s§.js & echo started',
    'cd /tmp && node s§.js &',
    'start_server() {\n  node s§.js &\n}\nstart_server',
    'if [ -n "$A" ]; then\n  node s§.js --debug &\nelse\n  node s§.js &\nfi',
    ...own,
  );
  return fc.oneof({ arbitrary: common, weight: 3 }, { arbitrary: rare, weight: 2 });
}

/** What needs no server and is none. */
function other(shell: ShellName): fc.Arbitrary<Piece> {
  const simple = oneOf(
    'mkdir -p /run/t§',
    '# Makes room.\nmkdir -p /run/t§',
    'echo "step §"',
    'touch /run/f§\n',
    '/opt/tool§/start',
    '# A daemon of its own.\n/opt/tool§/start --fast',
    '/opt/tool§/execute my-daemon > /var/log/tool.log 2>&1',
    'nohup /opt/tool§/start &',
    'export MODE=m§',
    'cd /tmp',
    hereDocument('cat > /run/here§.conf'),
    'log() {\n  echo "$@"\n}\nlog here',
    "trap 'echo bye' EXIT",
    "trap 'kill $(jobs -p)' TERM",
  );
  return fc.oneof(
    { arbitrary: simple, weight: 6 },
    { arbitrary: conditional(simple, shell), weight: 1 },
  );
}

function conditional(inner: fc.Arbitrary<Piece>, shell: ShellName): fc.Arbitrary<Piece> {
  return fc
    .tuple(condition(shell), inner, fc.option(inner))
    .map(([asked, then, otherwise]) => names => {
      const lines = [`if ${asked(names)}; then`, indented(then(names))];
      if (otherwise !== null) lines.push('else', indented(otherwise(names)));
      return [...lines, 'fi'].join('\n');
    });
}

function later(shell: ShellName): fc.Arbitrary<Piece> {
  return fc.oneof(
    { arbitrary: other(shell), weight: 8 },
    { arbitrary: guard(shell), weight: 3 },
    { arbitrary: client(), weight: 1 },
    { arbitrary: server(shell), weight: 1 },
  );
}

/** Steps that find the server running; time passes first, so that it is. */
function client(): fc.Arbitrary<Piece> {
  return oneOf(
    'sleep 2\ncurl -fsS http://localhost:3000/c§',
    'sleep 1\n# Warms up.\ncurl -fsS http://127.0.0.1/c§ > /dev/null',
    'sleep 5\npsql -c "select §"',
    'sleep 5',
  );
}

/** Clauses that end the script, in all the ways that people write them. */
function guard(shell: ShellName): fc.Arbitrary<Piece> {
  const leave = fc.constantFrom('exit', 'exit 0', 'exit 1');
  return fc
    .tuple(
      condition(shell),
      condition(shell),
      leave,
      fc.option(oneOf('echo "skipped §"', '# Nothing to do.', '/opt/tool§/start')),
      fc.integer({ min: 0, max: 6 }),
    )
    .map(
      ([asked, inner, end, first, form]): Piece =>
        names => {
          const before = first === null ? '' : `${first(names)}\n`;
          const body = indented(`${before}${end}`);
          const simple = `if ${asked(names)}; then\n${body}\nfi`;
          switch (form) {
            case 3:
              return `${asked(names)} && ${end}`;
            case 4:
              return `case "$A" in\n  x)\n${indented(body)}\n    ;;\nesac`;
            case 5:
              return `if ${inner(names)}; then\n${indented(simple)}\nfi`;
            case 6:
              return `if ${asked(names)}; then ${end}; fi`;
            default:
              return simple;
          }
        },
    );
}

function last(shell: ShellName): fc.Arbitrary<Piece> {
  const own = shell === 'bash' ? ['disown -a'] : [];
  return oneOf('', '', '', 'echo done', 'exit 0', 'rm -f /run/lock§', '# The end.', ...own);
}
