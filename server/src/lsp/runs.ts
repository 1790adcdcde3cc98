import { nextTurn } from './turns.ts';

/** One run of the analysis at a time counts: a change aborts it, and the next begins from the new state. */
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
  /** Resolves to undefined when `signal` was aborted before the end. */
  conclude(signal: AbortSignal): Promise<Result | undefined>;
  onResult(result: Result): void;
  onFailure(error: unknown): void;
}

export function createRuns<Result>(options: RunOptions<Result>): Runs<Result> {
  let controller = new AbortController();
  let settled: Result | undefined = options.empty;
  let current: Promise<Result | undefined> = Promise.resolve(settled);

  const run = async (signal: AbortSignal): Promise<Result | undefined> => {
    // Changes that arrive together are one: first the messages that are waiting are read.
    await nextTurn();
    if (signal.aborted) return undefined;
    try {
      const result = await options.conclude(signal);
      if (signal.aborted || result === undefined) return undefined;
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
      controller.abort();
      controller = new AbortController();
      settled = undefined;
      current = run(controller.signal);
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
