/** The last executions: while people type, the next one of a launch begins as the last one began. */
import { ABSENT, type FileContent, isSame } from './file-content.ts';
import type { Launch } from './launch/launches.ts';
import type { Earlier, Machine } from './lifetime/machine.ts';
import type { GivenSettings } from './settings.ts';

interface Execution {
  readonly launch: Launch;
  readonly machine: Machine;
  /** What was taken for the content of the files that it depends on. */
  readonly reads: Reads;
  readonly given: GivenSettings;
}

type Reads = ReadonlyMap<string, FileContent | undefined>;

export interface Executions {
  /** Those of the launch since which one file has changed, the last one first. */
  before(
    launch: Launch,
    files: Reads,
    given: GivenSettings,
  ): readonly (Earlier & { readonly reads: Reads })[];
  keep(execution: Execution): void;
}

/** Several launches may start the script in which somebody types. */
const KEPT = 16;

/** A script that is broken for a moment is executed to another point. */
const KEPT_OF_LAUNCH = 2;

/** So many formulas all may have together, which are two hundred megabytes; the last execution stays in any case. */
const FORMULAS_KEPT = 100_000;

export function createExecutions(): Executions {
  let kept: readonly Execution[] = [];
  return {
    before: (launch, files, given) =>
      kept
        .filter(execution => execution.launch === launch && execution.given === given)
        .flatMap(({ machine, reads }) => {
          const [changed, ...others] = changedPaths(reads, files);
          return changed === undefined || others.length > 0 ? [] : [{ machine, changed, reads }];
        }),
    keep(execution) {
      if (!leavesCheckpoints(execution)) return;
      const sameLaunch = kept.filter(({ launch }) => launch === execution.launch);
      const dropped = sameLaunch.slice(KEPT_OF_LAUNCH - 1);
      const all = [execution, ...kept.filter(known => !dropped.includes(known))];
      kept = notTooLarge(all.slice(0, KEPT));
    },
  };
}

/** For analyses that nobody types between. */
export const NO_EXECUTIONS: Executions = { before: () => [], keep: () => undefined };

/** Finds where others go on from, and keeps nothing. */
export function readOnly({ before }: Executions): Executions {
  return { before, keep: () => undefined };
}

/** Those in front that are not too large together; executions of one launch have their formulas in common. */
function notTooLarge([last, ...others]: readonly Execution[]): readonly Execution[] {
  if (last === undefined) return [];
  const counted = new Set([last.machine.formulas]);
  let count = last.machine.formulas.count();
  const end = others.findIndex(({ machine: { formulas } }) => {
    if (!counted.has(formulas)) count += formulas.count();
    counted.add(formulas);
    return count > FORMULAS_KEPT;
  });
  return [last, ...(end < 0 ? others : others.slice(0, end))];
}

/** Of a script that is broken from its beginning on, only that is known. */
function leavesCheckpoints({ machine }: Execution): boolean {
  return [...machine.runs.values()].some(run => run !== undefined && run.checkpoints.length > 1);
}

/** What is not loaded is taken to be absent. */
function changedPaths(reads: Reads, files: Reads): readonly string[] {
  return [...reads].flatMap(([path, content]) =>
    isSame(files.get(path) ?? ABSENT, content) ? [] : [path],
  );
}
