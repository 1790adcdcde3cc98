/**
 * `npm run bench`: what a person waits for while typing, ours beside the peers' in one run. Prints
 * figures and their ratios, judges nothing. All servers take turns, so that whatever else the machine does
 * meanwhile meets each of them.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentOf, type MadeDocument, writeWorkspace } from './documents.ts';
import { type Peer, preparePeers } from './peers.ts';
import { startSession } from './session.ts';

const LINES = [20, 200, 2_000];
const KEYSTROKES = 24;
/** An odd number: the median is one of them. */
const SESSIONS = 5;
const DOCKERFILES = 10_000;

/** Milliseconds, and the peak memory in MiB. */
interface Figures {
  readonly start: number;
  readonly keystroke: number;
  readonly hover: number;
  readonly memory: number;
}

/** One session on one document: from the start of the process to its last keystroke. */
async function measure(peer: Peer, made: MadeDocument, files = 0): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'entrypoint-lint-bench-'));
  writeWorkspace(folder, made, files);
  const began = performance.now();
  const session = await startSession(peer, folder);
  try {
    await session.open(made);
    const start = performance.now() - began;
    const keystrokes: number[] = [];
    const hovers: number[] = [];
    for (let stroke = 1; stroke <= KEYSTROKES; stroke += 1) {
      keystrokes.push(await timed(() => session.type(made, stroke)));
      hovers.push(await timed(() => session.hover(made)));
    }
    const memory = session.peakMemory();
    return { start, keystroke: mean(keystrokes), hover: mean(hovers), memory };
  } finally {
    await session.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Of one session, not the median: every second keystroke costs less, as it leaves a text that is no script. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of several sessions, each figure by itself. */
function median(sessions: readonly Figures[]): Figures {
  const middle = (figure: keyof Figures): number => {
    const values = sessions.map(figures => figures[figure]).sort((a, b) => a - b);
    return values[Math.floor(values.length / 2)] ?? Number.NaN;
  };
  return {
    start: middle('start'),
    keystroke: middle('keystroke'),
    hover: middle('hover'),
    memory: middle('memory'),
  };
}

/** Sessions of all servers in turn; of one that fails, the failure. */
async function measureAll(
  peers: readonly Peer[],
  made: MadeDocument,
): Promise<ReadonlyMap<Peer, Figures | Error>> {
  const sessions = new Map<Peer, Figures[]>(peers.map(peer => [peer, []]));
  const failures = new Map<Peer, Error>();
  for (let round = 0; round < SESSIONS; round += 1) {
    for (const [peer, measured] of sessions) {
      if (failures.has(peer)) continue;
      const figures = await measure(peer, made).catch((error: Error) => error);
      if (figures instanceof Error) failures.set(peer, figures);
      else measured.push(figures);
    }
  }
  return new Map(
    [...sessions].map(([peer, measured]) => [peer, failures.get(peer) ?? median(measured)]),
  );
}

function printRow(name: string, figures: Figures, ours: Figures | undefined): void {
  const cell = (value: number, own: number | undefined): string => {
    const ratio = own === undefined ? '' : ` (${(own / value).toFixed(2)})`;
    return `${value.toFixed(1)}${ratio}`.padStart(18);
  };
  const { start, keystroke, hover, memory } = figures;
  console.log(
    name.padEnd(34),
    cell(keystroke, ours?.keystroke),
    cell(hover, ours?.hover),
    cell(start, ours?.start),
    cell(memory, ours?.memory),
  );
}

function printHead(title: string): void {
  const names = ['keystroke ms', 'hover ms', 'start ms', 'peak MiB'];
  console.log(`\n${title}`);
  console.log(' '.repeat(34), names.map(name => name.padStart(18)).join(' '));
}

async function main(): Promise<void> {
  const peers = preparePeers();
  console.log(
    `In parentheses: our figure divided by the peer’s. Medians of ${SESSIONS} sessions each.`,
  );
  for (const kind of ['script', 'dockerfile'] as const) {
    for (const lines of LINES) {
      const made = documentOf(kind, lines);
      printHead(`A ${kind} of ${lines} lines`);
      let ours: Figures | undefined;
      const readers = peers.filter(({ reads }) => reads.includes(kind));
      for (const [peer, figures] of await measureAll(readers, made)) {
        if (figures instanceof Error) console.log(`${peer.name}: ${figures.message}`);
        else {
          printRow(peer.name, figures, ours);
          ours ??= figures;
        }
      }
    }
  }
  const [own] = peers;
  if (own === undefined) return;
  printHead(`A script of 200 lines beside ${DOCKERFILES} Dockerfiles`);
  printRow(own.name, await measure(own, documentOf('script', 200), DOCKERFILES), undefined);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
