import { nextTurn } from './turns.ts';

/** One run of the analysis at a time counts: a change stops it, and the next begins from the new state. */
export interface Runs<Result> {
  restart(): void;
  /** The result for the present state: waits until a run has ended that nothing overtook. */
  latest(): Promise<Result>;
  /** The result for the present state, if its run has succeeded already. */
  settled(): Result | undefined;
}

export interface RunOptions<Result> {
  /** For the state without anything, and for runs that failed. */
  readonly empty: Result;
  /** Resolves to undefined when it had to `stop` before the end. */
  conclude(stop: () => boolean): Promise<Result | undefined>;
  onResult(result: Result): void;
  onFailure(error: unknown): void;
}

export function createRuns<Result>(options: RunOptions<Result>): Runs<Result> {
  let newest = 0;
  let settled: Result | undefined = options.empty;
  let current: Promise<Result | undefined> = Promise.resolve(settled);

  const run = async (stop: () => boolean): Promise<Result | undefined> => {
    // Changes that arrive together are one: first the messages that are waiting are read.
    await nextTurn();
    if (stop()) return undefined;
    try {
      const result = await options.conclude(stop);
      if (stop() || result === undefined) return undefined;
      settled = result;
      options.onResult(result);
      return result;
    } catch (error) {
      options.onFailure(error);
      return options.empty;
    }
  };

  return {
    restart() {
      newest += 1;
      const own = newest;
      settled = undefined;
      current = run(() => own !== newest);
    },
    async latest() {
      for (;;) {
        const awaited = current;
        const result = await awaited;
        if (awaited === current && result !== undefined) return result;
      }
    },
    settled: () => settled,
  };
}
