/** What one start at a time uses: a throw-away root, and the shell that starts containers in it. */
import { createForker, type Forker } from './forker.ts';
import { createRoot, removeRoot, type Sandbox } from './sandbox.ts';

export interface Worker {
  readonly sandbox: Sandbox;
  readonly root: string;
  readonly forker: Forker;
}

/** Remove it with `removeWorker`, also where the run is broken off. */
export function createWorker(sandbox: Sandbox): Worker {
  const root = createRoot(sandbox);
  return { sandbox, root, forker: createForker(sandbox.shellIn(root)) };
}

export function removeWorker({ root, forker }: Worker): void {
  forker.close();
  removeRoot(root);
}

/** Removes the workers also where the run is broken off, until what it returns is called. */
export function removeWhenStopped(workers: readonly Worker[]): () => void {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const stop = (): void => {
    for (const worker of workers) removeWorker(worker);
    process.exit(130);
  };
  for (const signal of signals) process.once(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}
