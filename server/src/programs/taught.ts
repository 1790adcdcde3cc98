import type { Place } from '../text/place.ts';
import type { Behavior } from './behavior.ts';
import { type Argument, baseName } from './command.ts';

/** What people can say of a program. */
export const TAUGHT = ['serves', 'daemonizes', 'finishes'] as const;

export interface Taught {
  readonly behavior: (typeof TAUGHT)[number];
  /** Where it is said; undefined outside of the workspace's files. */
  readonly at: Place | undefined;
}

/** By a program's name, or by its whole path. */
export type TaughtPrograms = ReadonlyMap<string, Taught>;

/** What the user says of the command's program; undefined where nothing is said. */
export function taughtBehavior(
  argv: readonly Argument[],
  programs: TaughtPrograms,
): Behavior | undefined {
  const path = argv[0]?.value;
  if (path === undefined || programs.size === 0) return undefined;
  const taught = programs.get(path) ?? programs.get(baseName(path));
  return taught && behaviorAsTaught(taught, argv);
}

/** What is said of the command itself, with the reason. */
export function behaviorAsTaught({ behavior, at }: Taught, argv: readonly Argument[]): Behavior {
  const reason = { id: 'reason-taught', program: baseName(argv[0]?.value ?? ''), at } as const;
  return behavior === 'finishes'
    ? { kind: 'finishes', question: false, client: false, reason }
    : { kind: behavior, reason };
}
