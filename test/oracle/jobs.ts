/** Jobs of made-up scripts: process ids kept, asked for, waited for, resumed and killed. */
import type fc from 'fast-check';
import { killing, oneOf, type Piece } from './pieces.ts';
import type { ShellName } from './sandbox.ts';

/** The elements of a bash array, each a word. */
const ALL_PIDS = `"\${pids[@]}"`;

export function job(shell: ShellName): fc.Arbitrary<Piece> {
  const own =
    shell === 'bash'
      ? [
          'set -m\nnode s§.js &\nfg',
          'set -m\nsleep 1 &\nfg',
          'node s§.js &\nwait -n -p ended $!',
          'node s§.js &\npids+=($!)',
          `node s§.js &\npids+=("$!")\nwait ${ALL_PIDS}`,
          `[ \${#pids[@]} -gt 0 ] && ${killing(`kill ${ALL_PIDS}`)}`,
        ]
      : [];
  return oneOf(
    'node s§.js &\npid=$!',
    'wait',
    'node s§.js &\npid=$!\nwait "$pid"',
    `node s§.js &\npid=$!\n${killing('kill "$pid"')}\nwait "$pid"`,
    `node s§.js &\npid=$!\n${killing('kill $pid')}\nwait $pid || true`,
    `node s§.js &\n${killing('kill $!')}`,
    'node s§.js &\nwait $!',
    'mkdir -p /run/j§ &\nwait $!',
    'mkdir -p /run/j§ &',
    `[ -n "$pid" ] && ${killing('kill "$pid"')}`,
    'if [ -n "$pid" ]; then wait "$pid"; fi',
    'node s§.js &\nwhile kill -0 $!; do sleep 1; done',
    'node s§.js &\npid=$!\nwhile kill -0 "$pid" 2>/dev/null; do sleep 1; done',
    'if kill -0 "$pid"; then echo alive; fi',
    'cat /run/j§ &\npid=$!\nwait "$pid"',
    'node s§.js &\nnode s§.js &\nwait -n',
    'wait -n',
    'fg',
    ...own,
  );
}
