import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { Entry } from '../server/src/analysis.ts';
import { createDockerfileIndex, type DockerfileIndex } from '../server/src/lsp/dockerfile-index.ts';
import { createQuiet, nextTurn } from '../server/src/lsp/turns.ts';
import { createTestCache } from './case-run.ts';

const MANY = 100;
const NEAR = 'services/app';

/** An index over a folder with many Dockerfiles; each copies and starts the script beside it. */
interface Made {
  readonly index: DockerfileIndex;
  readonly paths: readonly string[];
  /** What has been read by now. */
  readonly read: ReadonlySet<string>;
  readonly scripts: Map<string, string>;
  /** Resolves when the index has all that it will have. */
  readonly complete: Promise<void>;
}

interface Hooks {
  /** Called when a file has been read, with the way to replace it. */
  readonly onRead?: (path: string, made: Made) => void;
  readonly onReport?: (stop: () => void) => void;
  readonly quiet?: () => Promise<void>;
}

function makeIndex({ onRead, onReport, quiet = nextTurn }: Hooks = {}): Made {
  const folders = Array.from({ length: MANY }, (_, index) => `others/number-${index}`);
  const paths = [...folders, NEAR].map(folder => `${folder}/Dockerfile`);
  const scripts = new Map(
    [...folders, NEAR].map(folder => [`${folder}/start.sh`, 'exec node .\n']),
  );
  const read = new Set<string>();
  const controller = new AbortController();
  let onComplete = (): void => undefined;
  const complete = new Promise<void>(resolve => {
    onComplete = resolve;
  });
  const index = createDockerfileIndex({
    cache: createTestCache(),
    atATime: 16,
    dockerfiles: async () => paths,
    quiet,
    host: {
      async readFile(path) {
        read.add(path);
        const dockerfile = 'FROM debian:12\nCOPY . /\nCMD ["sh", "/start.sh"]\n';
        const text = paths.includes(path) ? dockerfile : scripts.get(path);
        onRead?.(path, made);
        return text === undefined ? { kind: 'absent' } : { kind: 'text', text };
      },
    },
    startProgress: () => ({
      signal: controller.signal,
      report: () => onReport?.(() => controller.abort()),
      end: () => undefined,
    }),
    onComplete: () => onComplete(),
    onFailure(error) {
      throw error;
    },
  });
  const made = { index, paths, read, scripts, complete };
  return made;
}

function entriesFor({ index }: Made, open: string): Promise<readonly Entry[] | undefined> {
  return index.entriesFor(new Set([open]), () => false);
}

const dockerfileIn = (folder: string): Entry => ({
  kind: 'dockerfile',
  path: `${folder}/Dockerfile`,
});

describe('The index of Dockerfiles', () => {
  it('answers from the nearest, and reads the others in the background', async () => {
    const made = makeIndex();
    const far = `others/number-${MANY - 1}`;
    assert.deepEqual(await entriesFor(made, `${NEAR}/start.sh`), [dockerfileIn(NEAR)]);
    const early = made.paths.filter(path => made.read.has(path)).length;
    assert.ok(early < made.paths.length, 'all of them were read first');
    assert.ok(made.index.isPartial());
    await made.complete;
    assert.ok(made.paths.every(path => made.read.has(path)));
    assert.deepEqual(await entriesFor(made, `${far}/start.sh`), [dockerfileIn(far)]);
    assert.ok(!made.index.isPartial());
  });

  it('reads nothing in the background before it is quiet', async () => {
    let goOn = (): void => undefined;
    const stopped = new Promise<void>(resolve => {
      goOn = resolve;
    });
    const made = makeIndex({ quiet: () => stopped });
    await entriesFor(made, `${NEAR}/start.sh`);
    const early = made.read.size;
    for (let turn = 0; turn < 100; turn += 1) await nextTurn();
    assert.equal(made.read.size, early, 'it went on');
    goOn();
    await made.complete;
    assert.ok(made.paths.every(path => made.read.has(path)));
  });

  it('stops when it is told, and does not begin again', async () => {
    let reports = 0;
    const made = makeIndex({
      onReport(stop) {
        reports += 1;
        stop();
      },
    });
    await entriesFor(made, `${NEAR}/start.sh`);
    await made.complete;
    const stoppedAt = reports;
    assert.ok(
      made.paths.some(path => !made.read.has(path)),
      'all of them were read',
    );
    assert.deepEqual(await entriesFor(made, `${NEAR}/start.sh`), [dockerfileIn(NEAR)]);
    assert.equal(reports, stoppedAt);
  });

  it('reads again what was changed while it was read', async () => {
    const changed = `others/number-${MANY - 1}`;
    let isChanged = false;
    const made = makeIndex({
      onRead(path, { index, scripts }) {
        if (isChanged || path !== `${changed}/start.sh`) return;
        isChanged = true;
        scripts.set(path, '. /settings.sh\nexec node .\n');
        index.forget({ path, existence: 'same' });
      },
    });
    await entriesFor(made, `${NEAR}/start.sh`);
    await made.complete;
    assert.deepEqual(await entriesFor(made, `${changed}/settings.sh`), [dockerfileIn(changed)]);
  });
});

describe('Work in the background', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('goes on at once when nobody types, else when nobody has typed for a while', async () => {
    const quiet = createQuiet();
    let goesOn = 0;
    const next = async (): Promise<void> => {
      void quiet.next().then(() => {
        goesOn += 1;
      });
      await nextTurn();
    };
    await next();
    assert.equal(goesOn, 1);
    quiet.disturb();
    await next();
    await next();
    mock.timers.tick(60);
    quiet.disturb();
    mock.timers.tick(60);
    await nextTurn();
    assert.equal(goesOn, 1);
    mock.timers.tick(60);
    await nextTurn();
    assert.equal(goesOn, 3);
  });
});
