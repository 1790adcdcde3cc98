/** Scripts that would cost too much if any part of the analysis followed them to their end. */
import type { Verdict } from '../../server/src/lifetime/endings.ts';

export interface Bomb {
  readonly name: string;
  readonly text: string;
  readonly verdict: Verdict;
}

const nested = (count: number, open: string, inside: string, close: string): string =>
  `${open.repeat(count)}${inside}${close.repeat(count)}\n`;

const lines = (count: number, line: (index: number) => string): string =>
  `${Array.from({ length: count }, (_, index) => line(index)).join('\n')}\n`;

const guards = (count: number): string =>
  `node server.js &\n${lines(count, index => `[ "$A_${index}" = x ] && [ "$B_${index}" = y ] && exit`)}wait\n`;

const DEPTH = 10_000;
/** Just as deep as is followed. */
const FOLLOWED = 120;

/** In a file `start.sh`; `sources itself` names that file. */
export const BOMBS: readonly Bomb[] = [
  { name: 'nested if', verdict: 'unknown', text: nested(DEPTH, 'if a; then\n', 'b\n', 'fi\n') },
  {
    name: 'nested if, followed',
    verdict: 'stays',
    text: nested(FOLLOWED, 'if a; then\n', 'b\n', 'fi\n'),
  },
  {
    name: 'nested elif',
    verdict: 'unknown',
    text: `${'if a; then b; else '.repeat(DEPTH)}c${'; fi'.repeat(DEPTH)}\n`,
  },
  { name: 'a line of [, broken', verdict: 'unknown', text: `${'[ a '.repeat(50_000)}\nif\n` },
  { name: 'nested {', verdict: 'unknown', text: nested(DEPTH, '{ ', 'b;', ' };') },
  { name: 'nested {, followed', verdict: 'stays', text: nested(FOLLOWED, '{ ', 'b;', ' };') },
  { name: 'nested (', verdict: 'unknown', text: nested(DEPTH, '( ', 'b', ' )') },
  { name: 'nested $(', verdict: 'unknown', text: nested(DEPTH, 'echo $(', 'b', ')') },
  { name: 'nested "$(', verdict: 'unknown', text: nested(DEPTH, 'echo "$(', 'b', ')"') },
  { name: 'nested ${', verdict: 'unknown', text: `echo ${nested(DEPTH, '${A:-', 'b', '}')}` },
  {
    name: 'nested case',
    verdict: 'unknown',
    text: nested(DEPTH, 'case $A in x) ', 'b', ';; esac'),
  },
  {
    name: 'nested while',
    verdict: 'unknown',
    text: nested(DEPTH, 'while a; do\n', 'b\n', 'done\n'),
  },
  {
    name: 'nested for',
    verdict: 'unknown',
    text: nested(DEPTH, 'for i in 1 2 3; do\n', 'b\n', 'done\n'),
  },
  {
    name: 'nested for, followed',
    verdict: 'unknown',
    text: nested(FOLLOWED, 'for i in 1 2 3; do\n', 'b\n', 'done\n'),
  },
  { name: 'nested function', verdict: 'unknown', text: nested(DEPTH, 'f() {\n', 'b\n', '}\n') },
  { name: 'nested [[ (', verdict: 'unknown', text: `[[ ${nested(DEPTH, '( ', '-n a', ' )')} ]]` },
  { name: 'loops 8 deep', verdict: 'stays', text: nested(8, 'while a; do\n', 'b\n', 'done\n') },
  { name: 'ifs never closed', verdict: 'unknown', text: 'if a; then\n'.repeat(DEPTH) },
  { name: 'a long &&', verdict: 'unknown', text: `${'a && '.repeat(DEPTH)}b\n` },
  { name: 'a long |', verdict: 'stays', text: `${'a | '.repeat(2_000)}b\n` },
  { name: 'many !', verdict: 'unknown', text: `${'! '.repeat(DEPTH)}b\n` },
  {
    name: 'functions, 2ⁿ calls',
    verdict: 'unknown',
    text: `f0() { a; }\n${lines(60, i => `f${i + 1}() { f${i}; f${i}; }`)}f60\n`,
  },
  { name: 'calls itself', verdict: 'unknown', text: 'f() { f; f; }\nf\n' },
  {
    name: 'sources itself',
    verdict: 'unknown',
    text: '. /start.sh\n. /start.sh\nnode server.js &\n',
  },
  { name: 'evals itself', verdict: 'unknown', text: `${'eval \'eval "'.repeat(DEPTH)}a\n` },
  { name: '18 pairs of [ ] && exit', verdict: 'exits', text: guards(18) },
  { name: '200 pairs of [ ] && exit', verdict: 'exits', text: guards(200) },
  {
    name: '200 ifs that assign',
    verdict: 'stays',
    text: `${lines(200, i => `if [ -n "$A_${i}" ]; then V="$V $A_${i}"; fi`)}exec $V\n`,
  },
  {
    name: '1,000 assignments',
    verdict: 'stays',
    text: `${lines(1_000, i => `V_${i}=$U_${i}`)}exec node server.js\n`,
  },
  {
    name: '1,000 assignments, ifs',
    verdict: 'stays',
    text: `${lines(1_000, i => `V_${i}=$U_${i}\nif [ -z "$V_${i}" ]; then V_${i}=a; fi`)}exec node server.js\n`,
  },
  {
    name: '1,000 jobs',
    verdict: 'unknown',
    text: `${lines(1_000, i => `node server${i}.js &`)}wait\n`,
  },
  {
    name: '1,000 jobs, ifs',
    verdict: 'unknown',
    text: `${lines(1_000, i => `if [ -n "$A_${i}" ]; then node server${i}.js & fi`)}wait\n`,
  },
  { name: '1,000 unknown programs', verdict: 'stays', text: lines(1_000, i => `/opt/tool${i}`) },
  {
    name: '1,000 pids in a list',
    verdict: 'unknown',
    text: `${lines(1_000, i => `node server${i}.js &\npids="$pids $!"`)}wait $pids\n`,
  },
  {
    name: 'a case of 5,000',
    verdict: 'completes',
    text: `case "$1" in\n${lines(5_000, i => `x${i}) node server${i}.js;;`)}esac\n`,
  },
  {
    name: 'a for of 5,000',
    verdict: 'exits',
    text: `for i in ${'a '.repeat(5_000)}; do node server.js & done\n`,
  },
];
