/** Lets everything that waits be done first, such as the editor's messages. */
export function nextTurn(): Promise<void> {
  return new Promise(resolve => {
    // Browsers have timeouts alone, which take a millisecond at least.
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

/** So long others may have to wait. */
const WORK_MS = 5;

/**
 * For long work: what it returns is to be awaited again and again, and lets everything that waits be done first. `pause`
 * tells when to go on.
 */
export function createBreaks(pause: () => Promise<void> = nextTurn): () => Promise<void> {
  let since = 0;
  let paused: Promise<void> | undefined;
  return async () => {
    // By the day's clock, which may be set back: Node loads that of `performance` only when it is first asked for.
    while (Math.abs(Date.now() - since) > WORK_MS) {
      paused ??= pause().then(() => {
        since = Date.now();
        paused = undefined;
      });
      await paused;
    }
  };
}

/** People who type, or ask for a hover, are shortly about to do so again. */
const QUIET_MS = 100;

/** Who works in the background gives way to people. */
export interface Quiet {
  /** Somebody has typed or asked for something. */
  disturb(): void;
  /** Resolves when nobody has done so for a while. */
  next(): Promise<void>;
}

export function createQuiet(): Quiet {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: (() => void)[] = [];
  const end = (): void => {
    timer = undefined;
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  return {
    disturb() {
      clearTimeout(timer);
      timer = setTimeout(end, QUIET_MS);
    },
    async next() {
      await nextTurn();
      if (timer !== undefined) await new Promise<void>(resolve => waiting.push(resolve));
    },
  };
}
