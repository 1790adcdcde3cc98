import type { EndingPoint } from '../rules/finding.ts';

/** What only the editor says. */
export type LspMessage = {
  /** At CMD or ENTRYPOINT of a launch that exits. */
  readonly id: 'launch-exits';
  readonly commands: readonly string[];
  readonly endings: readonly EndingPoint[];
};
