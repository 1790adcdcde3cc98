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

/** For long work: what it returns is to be awaited again and again, and lets everything that waits be done first. */
export function createBreaks(): () => Promise<void> {
  let since = 0;
  let pause: Promise<void> | undefined;
  return async () => {
    while (performance.now() - since > WORK_MS) {
      pause ??= nextTurn().then(() => {
        since = performance.now();
        pause = undefined;
      });
      await pause;
    }
  };
}
