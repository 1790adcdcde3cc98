import { absolutePath } from '../launch/files.ts';
import type { Behavior } from '../programs/behavior.ts';
import type { Argument } from '../programs/command.ts';
import type { Files, MatchingFiles, MissingFile, OpenedFile } from '../programs/files.ts';
import { behaviorOf, type Knowledge } from '../programs/interpret.ts';
import { namesOf } from '../programs/services.ts';
import { type Taught, type TaughtPrograms, taughtBehavior } from '../programs/taught.ts';
import type { ShellKind } from '../shell/shells.ts';
import type { Script, Step } from '../shell/steps.ts';
import type { Excerpt } from '../text/excerpt.ts';
import type { Place } from '../text/place.ts';
import type { ScriptRun } from './checkpoints.ts';
import type { EndingCause } from './context.ts';
import { createFormulas, type Formula, type Formulas, type Picked } from './formula.ts';
import { createTables, type Tables } from './tables.ts';

/** Script text with its steps, and where it stands. */
export interface ScriptSource {
  readonly excerpt: Excerpt;
  readonly script: Script;
}

/** What the execution asks of the world; answered by `analysis`, which never reads a file itself. */
export interface World {
  /** By absolute path. */
  openFile(path: string): OpenedFile;
  /** What an absolute pattern `FOLDER/PATTERN` means. */
  matching(pattern: string): MatchingFiles;
  readText(text: Excerpt): ScriptSource;
  /** Whether the container has a shell of that name; undefined where that is not known. */
  readonly hasShell: (name: string) => boolean | undefined;
  /** True where the container is known not to have a program that systems often have. */
  readonly lacksProgram: (name: string) => boolean;
  /** The files of the build context that would be at the path, were they there; none where another may be. */
  readonly lostFile: (path: string) => readonly MissingFile[];
  /** Nothing puts a file at the path, and nobody else may. */
  readonly isLost: (path: string) => boolean;
  /** Where else a file of that name is. */
  readonly namesakes: (path: string) => readonly string[];
  /** The files in the same folder whose names are nearly the same. */
  readonly similar: (path: string) => readonly string[];
  /** A Compose file says how the container is started: what it mounts is not known. */
  mayBeMounted(): boolean;
  /** The directories of the base image's PATH, and those that only this image has there. */
  readonly path: readonly string[];
  readonly ownPath: readonly string[];
  /** What the user says of programs. */
  readonly taught: TaughtPrograms;
  /** What comments say of commands, by the place of the command or of its first word. */
  readonly annotations: ReadonlyMap<string, Taught>;
  readonly answers: Answers;
  /** Takes over what another world has answered from the same files, up to these sizes. */
  recall(earlier: Answers, sizes: AnswerSizes): void;
}

/** What has been asked by now. */
export interface Answers {
  readonly opened: ReadonlyMap<string, OpenedFile>;
  readonly texts: ReadonlyMap<Excerpt, ScriptSource>;
  /** The files of the workspace among them, … */
  readonly ofWorkspace: ReadonlySet<string>;
  /** … and those that a RUN reads. */
  readonly built: ReadonlySet<string>;
}

export interface AnswerSizes {
  readonly opened: number;
  readonly texts: number;
}
/**
 * Where a fact about a path comes from. `environment`: given from outside, all values are real.
 * `computed`: found out by the script while it runs. `behavior`: a program that nobody knows
 * returns or stays. `failure`: a task fails.
 */
export type AtomOrigin = 'environment' | 'computed' | 'behavior' | 'failure';

export interface Atom {
  readonly id: number;
  readonly origin: AtomOrigin;
  /** The variable's name, the test's text, or the command. */
  readonly subject: string;
}

/** The value of an environment variable that is not there: no variable can hold this character. */
export const UNSET = '\0';

/** The value of an atom that is a question, where its answer is yes. */
export const HOLDS = 'true';

/** How a command was started. */
export type Manner = 'foreground' | 'background' | 'captured' | 'exec';

/** A command met on the way, with what it was taken to do. */
export interface Observation {
  readonly at: Place;
  /** In the order of execution. */
  readonly order: number;
  readonly argv: readonly Argument[];
  readonly behavior: Behavior;
  readonly manner: Manner;
  /** How sure it is that the command returns or stays; undefined where the question does not arise. */
  readonly taken: 'returns' | 'stays' | undefined;
  readonly evidence: 'known' | 'presumed' | 'assumed';
  readonly path: Formula;
}

/** What never returns. */
export interface Blocker {
  readonly at: Place;
  readonly cause: EndingCause;
  readonly behavior: 'serves' | 'idles';
  readonly command: string | undefined;
  readonly exec: boolean;
}

/** The first script that the main process runs, and the words that it is given. */
export interface MainScript {
  readonly source: ScriptSource;
  readonly parameters: readonly Argument[];
  /** It reads them, or a script that it sources does; true also where that cannot be told. */
  usesParameters(): boolean;
}

/** A script that another reads with `source` or `.`; `at` is the word that names it. */
export interface SourcedScript {
  readonly at: Place;
  readonly source: ScriptSource;
}

/** Steps behind one that never returns. */
export interface Unreached {
  readonly steps: readonly Step[];
  readonly source: ScriptSource;
  /** What runs for ever before them. */
  readonly blockers: readonly Blocker[];
  /** A server among the steps, which is never started. */
  readonly server: { readonly at: Place; readonly command: string } | undefined;
  /** What keeps PID 1 and does no work, and is reached whenever the program before it returns. */
  readonly keepAlive: { readonly at: Place; readonly command: string } | undefined;
}

/** One execution: what it asks, and what it notes. */
export interface Machine extends Tables {
  readonly world: World;
  /** Which shell `sh` is in this container. */
  readonly sh: ShellKind;
  readonly formulas: Formulas;
  mainScript: MainScript | undefined;
  /** The scripts that were run, by path; undefined for those that were run twice. */
  readonly runs: Map<string, ScriptRun | undefined>;
  /** What was executed of the same launch before. */
  earlier: readonly Earlier[];
  /** What the command does when it is started in a directory. */
  behaviorOf(argv: readonly Argument[], workdir: string | undefined): Behavior;
  /** By which names what the command starts can be ended. */
  namesOf(argv: readonly Argument[]): readonly string[];
  /** A new atom, or the one that was made before for the same key. */
  atom(origin: AtomOrigin, subject: string, key?: string): number;
  atomOf(id: number): Atom | undefined;
  /** The paths on which a task fails: a new question, or the one that was asked before for the same key. */
  failing(subject: string, key?: string): Formula;
  /** The paths on which what the script finds out is so: a new question, or the same again. */
  answered(subject: string, key?: string): Formula;
  /** Picks the atoms of these origins; always the same function for the same origins. */
  from(...origins: readonly AtomOrigin[]): Picked;
  /** A number for a variable's or function's name. */
  intern(name: string): number;
  /** The inverse of `intern`. */
  nameOf(number: number): string;
  nextNumber(): number;
  /** Takes one step from the budget; false when that of steps, or of formulas, is spent. */
  spendStep(): boolean;
  /** Takes one call of a function or script from the budget; false when it is spent. */
  spendCall(): boolean;
  /** Takes one job from the budget; false when it is spent. */
  spendJob(): boolean;
}

/** An execution, and the path of the one file that has changed since. */
export interface Earlier {
  readonly machine: Machine;
  readonly changed: string;
}

/** Enough for any script that people write, and spent in a tenth of a second. */
const STEP_BUDGET = 100_000;

/**
 * Tasks that fail are asked below everything else: on top, each branch with a task of its own would
 * double what the branches leave behind.
 */
const FIRST_ATOM = 2 ** 24;

/** So many formulas cost half a second; what comes behind them is not understood. */
const FORMULA_BUDGET = 100_000;

/** Up to so many formulas stay for the next execution of a launch, most of which are made again. */
const FORMULAS_KEPT = FORMULA_BUDGET / 4;

/** Functions that call others twice each would otherwise use up all steps. */
const CALL_BUDGET = 1_000;

/** Whoever starts more servers than this is not understood: what waits for all of them would cost too much. */
const JOB_BUDGET = 200;

/** The files of the world as a program sees them that is started in a directory. */
function filesFrom(workdir: string | undefined, world: World): Files {
  return {
    open(path) {
      const absolute = absolutePath(path, workdir);
      return absolute === undefined ? { kind: 'unknown' } : world.openFile(absolute);
    },
    matching(pattern) {
      const absolute = absolutePath(pattern, workdir);
      return absolute === undefined
        ? { paths: [], complete: false, behind: 'unknown' }
        : world.matching(absolute);
    },
    scripts: () => [...world.answers.texts.values()].map(({ script }) => script.text),
  };
}

export function createMachine(
  world: World,
  knowledge: Knowledge,
  sh: ShellKind,
  earlier: readonly Earlier[] = [],
): Machine {
  const tables = createTables({
    steps: STEP_BUDGET,
    calls: CALL_BUDGET,
    jobs: JOB_BUDGET,
    number: 0,
    failure: FIRST_ATOM - 1,
    atom: FIRST_ATOM,
  });
  const { atoms, atomsByKey, names, numbersOfNames, counters } = tables;
  const pickers = new Map<string, Picked>();
  const known = earlier[0]?.machine.formulas;
  const formulas = known !== undefined && known.count() < FORMULAS_KEPT ? known : createFormulas();

  function atom(origin: AtomOrigin, subject: string, key?: string): number {
    const known = key === undefined ? undefined : atomsByKey.get(`${origin} ${key}`);
    if (known !== undefined) return known;
    const id = origin === 'failure' ? counters.failure-- : counters.atom++;
    atoms.set(id, { id, origin, subject });
    if (key !== undefined) atomsByKey.set(`${origin} ${key}`, id);
    return id;
  }

  function spend(budget: 'steps' | 'calls' | 'jobs'): boolean {
    counters[budget] -= 1;
    return counters[budget] >= 0;
  }

  return {
    world,
    sh,
    formulas,
    mainScript: undefined,
    runs: new Map(),
    earlier: earlier.filter(({ machine }) => machine.formulas === formulas),
    behaviorOf: (argv, workdir) =>
      taughtBehavior(argv, world.taught) ?? behaviorOf(argv, knowledge, filesFrom(workdir, world)),
    namesOf: argv => namesOf(argv, knowledge),
    atom,
    atomOf: id => atoms.get(id),
    failing: (subject, key) => formulas.is(atom('failure', subject, key), [HOLDS]),
    answered: (subject, key) => formulas.is(atom('computed', subject, key), [HOLDS]),
    from(...origins) {
      const key = origins.join(' ');
      const isFrom =
        pickers.get(key) ?? (id => origins.some(origin => atoms.get(id)?.origin === origin));
      pickers.set(key, isFrom);
      return isFrom;
    },
    intern(name) {
      const known = numbersOfNames.get(name);
      if (known !== undefined) return known;
      numbersOfNames.set(name, names.length);
      return names.push(name) - 1;
    },
    nameOf: number => names[number] ?? '',
    nextNumber() {
      counters.number += 1;
      return counters.number;
    },
    spendStep: () => spend('steps') && formulas.count() < FORMULA_BUDGET,
    spendCall: () => spend('calls'),
    spendJob: () => spend('jobs'),
    // What stands behind a spread is added one by one, which V8 does slowly.
    ...tables,
  };
}
