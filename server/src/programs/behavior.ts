import type { Place } from '../text/place.ts';
import type { Argument } from './command.ts';

/** Options of a shell, as `set -o` names them, that change how a script ends. */
export type ShellOption = 'errexit' | 'nounset' | 'pipefail';

/** What a program does when it is started with certain arguments. */
export type Behavior =
  /** Stays in the foreground and does the container's work, or merely stays. */
  | {
      readonly kind: 'serves' | 'idles';
      /** The commands that it starts and watches, each for itself. */
      readonly supervises?: readonly Supervised[];
      /** It ends when one of them does. */
      readonly together?: true;
      readonly reason: BehaviorReason;
    }
  /** Ends by itself. A `question` is asked for its answer, so both outcomes are normal. */
  | {
      readonly kind: 'finishes';
      readonly question: boolean;
      /** It may talk to a server of this container, so it must find it running. */
      readonly client: boolean;
      /** It reads its standard input to the end: what writes there keeps it alive. */
      readonly filters?: true;
      /** It reads commands from standard input: with a terminal it would stay. */
      readonly interactive?: true;
      /** Names of the programs that it looks for: it succeeds while one of them runs. */
      readonly finds?: readonly string[];
      /** Names of the programs that it ends, to be held against `namesOf` what was started. */
      readonly stops?: readonly string[];
      readonly reason: BehaviorReason;
    }
  /** Forks into the background and returns. */
  | {
      readonly kind: 'daemonizes';
      /** The command that stays in the foreground instead; undefined where there is none, or none is known. */
      readonly foreground?: ForegroundForm;
      readonly reason: BehaviorReason;
    }
  /** Runs another command: `replaces` by exec, or as its parent, which then `forwards` signals or not. */
  | {
      readonly kind: 'wraps';
      readonly command: readonly Argument[];
      readonly replaces: boolean;
      readonly forwards: boolean;
      /** Made to be PID 1: it passes signals on and reaps orphans. */
      readonly init?: true;
      /** Ends the command when its time is up. */
      readonly timeLimit?: true;
      /** What the kernel does not know how to run it does not hand to `sh`: never, or not with musl's library. */
      readonly kernel?: 'always' | 'musl';
      /** The script of `package.json` that a package manager runs. */
      readonly packageScript?: string;
      readonly reason: BehaviorReason;
    }
  /** A shell that runs a script file or a text. Without either it reads standard input. */
  | {
      readonly kind: 'interprets';
      readonly script: ShellInput;
      readonly parameters: readonly Argument[];
      readonly options: readonly ShellOption[];
      readonly reason: BehaviorReason;
    }
  /** Nothing is known. A `launcher` says by its words that it starts something and returns. */
  | {
      readonly kind: 'unknown';
      readonly launcher: boolean;
      /** The script of `package.json` that a package manager runs. */
      readonly packageScript?: string;
      readonly reason: BehaviorReason;
    };

/** A command that a process manager runs. */
export interface Supervised {
  readonly command: readonly Argument[];
  /** Where it is started; undefined for the directory of the process manager. */
  readonly directory: string | undefined;
}

/** The words of a command: those that are kept, as they are written, and new ones, not yet quoted. */
export type ForegroundForm = readonly (Argument | string)[];

export type ShellInput =
  | { readonly kind: 'file'; readonly file: Argument }
  | { readonly kind: 'text'; readonly text: Argument }
  | { readonly kind: 'standard-input' };

/** Why a program is taken to behave so; rendered by `messages`. */
export type BehaviorReason =
  | { readonly id: 'reason-known'; readonly program: string; readonly source: Source }
  /** It runs the file, an application: as `source` says, it runs files. `says`: its name or text tells that it serves. */
  | ({ readonly id: 'reason-application'; readonly says: boolean } & RunsFile)
  /** The text of the file does nothing that stays. */
  | ({ readonly id: 'reason-task' } & RunsFile)
  /** The name of the file says that it does a task. */
  | ({ readonly id: 'reason-task-name' } & RunsFile)
  | { readonly id: 'reason-launcher'; readonly program: string; readonly word: string }
  /** Its configuration says so, in this file of the container; `at` is where that is written. */
  | {
      readonly id: 'reason-configuration';
      readonly program: string;
      readonly file: string;
      readonly text: string;
      readonly at: Place;
      readonly source: Source;
    }
  /** A command of the Dockerfile compiles it, there. */
  | { readonly id: 'reason-built'; readonly program: string; readonly at: Place }
  /** The image starts it when nothing else is said, and serves. */
  | { readonly id: 'reason-image'; readonly program: string }
  /** The user says so, at a place of the workspace or outside of it. */
  | { readonly id: 'reason-taught'; readonly program: string; readonly at: Place | undefined }
  | { readonly id: 'reason-unknown'; readonly program: string };

interface RunsFile {
  readonly program: string;
  readonly file: string;
  readonly source: Source;
}

/** Where a fact comes from: a manual page, a document's address, or a version that was run. */
export type Source =
  | { readonly kind: 'manual'; readonly page: string }
  | { readonly kind: 'document'; readonly url: string }
  | { readonly kind: 'run'; readonly version: string };
