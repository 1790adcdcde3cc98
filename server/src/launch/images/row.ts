import type { ShellKind } from '../../shell/shells.ts';

/** What a family of systems brings along. */
export interface System {
  /** Which shell `sh` is; undefined where there is none. */
  readonly sh: ShellKind | undefined;
  readonly shells: readonly string[];
}

export const DEBIAN: System = { sh: 'dash', shells: ['sh', 'dash', 'bash'] };
export const ALPINE: System = { sh: 'ash', shells: ['sh', 'ash'] };
export const RED_HAT: System = { sh: 'bash', shells: ['sh', 'bash'] };
/** What images without a system have for debugging: not in `/bin`. */
export const BUSYBOX: System = { sh: 'ash', shells: ['sh', 'ash'] };
export const NO_SHELL: System = { sh: undefined, shells: [] };

/** What is known of an image: a line of its Dockerfiles' facts. */
export interface ImageRow {
  /** Without registry; behind the colon the words that its tags contain. */
  readonly name: string;
  readonly system: System;
  /** Its Dockerfile installs bash besides. */
  readonly bash?: true;
  readonly entrypoint?: readonly string[];
  /** The entrypoint ends in `exec "$@"`: its arguments decide what runs. */
  readonly passesOn?: true;
  /** The program that it puts before arguments that begin with `-`. */
  readonly options?: string;
  readonly command?: readonly string[];
  /** The directories that it puts in front of the usual ones of PATH. */
  readonly path?: readonly string[];
  /** The WORKDIR that it sets; the builder's default is `/`. */
  readonly workdir?: string;
  /** SIGTERM where nothing is said. */
  readonly stopSignal?: string;
  /** The Dockerfile that says so: its repository and path. */
  readonly source: string;
}
