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
import { type Session, startSession } from './session.ts';

const LINES = [20, 200, 2_000];
const KEYSTROKES = 24;
/** An odd number: the median is one of them. */
const SESSIONS = 5;
const DOCKERFILES = 10_000;
/** Of the script beside them. */
const SCRIPT_LINES = 200;

/** Milliseconds, and the peak memory in MiB. */
interface Figures {
  readonly start: number;
  readonly keystroke: number;
  readonly hover: number;
  readonly memory: number;
}

/** In the order of the columns. */
const FIGURES = ['keystroke', 'hover', 'start', 'memory'] as const;

/** One session on one document: from the start of the process to its last keystroke. */
async function measure(peer: Peer, made: MadeDocument): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'entrypoint-lint-bench-'));
  writeWorkspace(folder, made, 0);
  const began = performance.now();
  const session = await startSession(peer, folder);
  try {
    await session.open(made);
    const start = performance.now() - began;
    return { start, ...(await typeAndHover(session, made)) };
  } finally {
    await session.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function typeAndHover(
  session: Session,
  made: MadeDocument,
  first = 1,
): Promise<Omit<Figures, 'start'>> {
  const keystrokes: number[] = [];
  const hovers: number[] = [];
  for (let stroke = first; stroke < first + KEYSTROKES; stroke += 1) {
    keystrokes.push(await timed(() => session.type(made, stroke)));
    hovers.push(await timed(() => session.hover(made)));
  }
  return { keystroke: mean(keystrokes), hover: mean(hovers), memory: session.peakMemory() };
}

/** What typing costs while the server reads many Dockerfiles, and when it has read them, beside what it costs without them. */
async function measureManyDockerfiles(peer: Peer, made: MadeDocument): Promise<void> {
  printHead(`A script of ${SCRIPT_LINES} lines, and ${DOCKERFILES} Dockerfiles in its folder`);
  const folder = mkdtempSync(join(tmpdir(), 'entrypoint-lint-bench-'));
  writeWorkspace(folder, made, DOCKERFILES);
  const without: Figures[] = [];
  const during: Figures[] = [];
  const after: Figures[] = [];
  let tooSoon = 0;
  for (let round = 0; round < SESSIONS; round += 1) {
    without.push(await measure(peer, made));
    const began = performance.now();
    const session = await startSession(peer, folder);
    await session.open(made);
    const start = performance.now() - began;
    during.push({ start, ...(await typeAndHover(session, made)) });
    if (!session.isReading()) tooSoon += 1;
    await session.hasRead();
    after.push({ start, ...(await typeAndHover(session, made, KEYSTROKES + 1)) });
    await session.end();
  }
  rmSync(folder, { recursive: true, force: true });
  const alone = median(without);
  printRow('without them', alone);
  for (const [name, figures] of [
    ['while they are read', median(during)],
    ['when they have been read', median(after)],
  ] as const) {
    printRow(name, figures, figure => figures[figure] / alone[figure]);
  }
  if (tooSoon > 0)
    console.log(`In ${tooSoon} sessions they had been read before the last keystroke.`);
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

function printRow(name: string, figures: Figures, ratio?: (figure: keyof Figures) => number): void {
  const cells = FIGURES.map(figure => {
    const compared = ratio === undefined ? '' : ` (${ratio(figure).toFixed(2)})`;
    return `${figures[figure].toFixed(1)}${compared}`.padStart(18);
  });
  console.log(name.padEnd(34), ...cells);
}

function printHead(title: string): void {
  const names = ['keystroke ms', 'hover ms', 'start ms', 'peak MiB'];
  console.log(`\n${title}`);
  console.log(' '.repeat(34), names.map(name => name.padStart(18)).join(' '));
}

async function main(): Promise<void> {
  const peers = preparePeers();
  console.log(
    `In parentheses: our figure divided by the peer’s, or by ours without them. Medians of ${SESSIONS} sessions each.`,
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
          const own = ours;
          printRow(peer.name, figures, own && (figure => own[figure] / figures[figure]));
          ours ??= figures;
        }
      }
    }
  }
  const [own] = peers;
  if (own === undefined) return;
  await measureManyDockerfiles(own, documentOf('script', SCRIPT_LINES));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
