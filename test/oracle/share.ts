/** One of the processes among which `shares.ts` divides made-up scripts: it gets assignments, and tells what it finds. */
import { createTestCache } from '../case-run.ts';
import { type Assignment, checkScripts, type Failure, type Tally } from './generate.ts';
import { detectSandbox } from './sandbox.ts';

export type Report =
  | { readonly kind: 'failure'; readonly failure: Failure }
  | { readonly kind: 'unknown'; readonly text: string }
  | { readonly kind: 'tally'; readonly tally: Tally }
  | { readonly kind: 'broken'; readonly problem: string };

process.on('message', (assignment: Assignment) => {
  check(assignment).then(
    tally => tell({ kind: 'tally', tally }),
    (error: unknown) => tell({ kind: 'broken', problem: String(error) }),
  );
});

// Also where nobody waits any more, the throw-away roots are removed.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));

async function check(assignment: Assignment): Promise<Tally> {
  const detection = detectSandbox();
  if (detection.kind === 'unavailable') throw new Error(detection.reason);
  const told: Assignment = {
    ...assignment,
    onFailure: failure => tell({ kind: 'failure', failure }),
    onUnknown: text => tell({ kind: 'unknown', text }),
  };
  return await checkScripts(told, detection.sandbox, await createTestCache());
}

function tell(report: Report): void {
  process.send?.(report);
}
