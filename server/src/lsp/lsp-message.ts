import type { Verdict } from '../lifetime/endings.ts';
import type { EndingPoint } from '../rules/finding.ts';
import type { Place } from '../text/place.ts';

/** What only the editor says. */
export type LspMessage =
  | { readonly id: 'fix-all' }
  /** While the Dockerfiles of a large folder are read. */
  | { readonly id: 'progress-dockerfiles'; readonly done: number; readonly total: number }
  | {
      /** At CMD or ENTRYPOINT of a launch that exits. */
      readonly id: 'launch-exits';
      readonly commands: readonly string[];
      /** None where they are told elsewhere. */
      readonly endings: readonly EndingPoint[];
    }
  /** In the status of the editor. */
  | { readonly id: 'status-verdict'; readonly verdict: Verdict }
  | {
      /** Above a script; `by` names the instruction that starts it. */
      readonly id: 'lens-start';
      readonly by: string;
      readonly verdict: Verdict;
      readonly exits: readonly Place[];
    };
