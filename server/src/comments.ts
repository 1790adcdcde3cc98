/** What the comments of the workspace say to this product. */

import type { FileContent } from './file-content.ts';
import { readInstructions } from './launch/instructions.ts';
import type { Launch } from './launch/launches.ts';
import type { ScriptSource } from './lifetime/machine.ts';
import type { Taught } from './programs/taught.ts';
import {
  type Directive,
  directivesIn,
  endOfContinued,
  mayHoldDirectives,
  speaksOf,
} from './rules/directives.ts';
import { childSteps } from './shell/child-steps.ts';
import type { RunStep, Step } from './shell/steps.ts';
import { placeIn } from './text/excerpt.ts';
import { contains, type Place, placeKey } from './text/place.ts';

/** The directives in the files of one entry, as these are read. */
export interface Comments {
  readonly directives: ReadonlyMap<string, Directive>;
  /** What is said of commands, by the place of the command or of its first word. */
  readonly annotations: ReadonlyMap<string, Taught>;
  /** To be called for every text that is read as a script. */
  noteScript(source: ScriptSource): void;
  noteLaunch(launch: Launch): void;
}

export function createComments(
  dockerfile: Place['path'] | undefined,
  read: (path: string) => FileContent | undefined,
): Comments {
  const directives = new Map<string, Directive>();
  const annotations = new Map<string, Taught>();
  const note = (found: readonly Directive[]): void => {
    for (const directive of found) {
      const key = placeKey(directive.at);
      if (!directives.has(key)) directives.set(key, directive);
    }
  };
  const textOf = (path: string): string => {
    const file = read(path);
    return file?.kind === 'text' ? file.text : '';
  };
  const annotating = (path: string): readonly Annotation[] =>
    [...directives.values()].filter(isAnnotation).filter(({ at }) => at.path === path);
  if (dockerfile !== undefined) note(ofDockerfile(dockerfile, textOf(dockerfile)));
  return {
    directives,
    annotations,
    noteScript(source) {
      const { path } = source.excerpt;
      const text = textOf(path);
      if (!mayHoldDirectives(text)) return;
      note(ofScript(source, text));
      for (const annotation of annotating(path)) {
        const at = firstCommandIn(annotation.below, source);
        if (at !== undefined) annotations.set(placeKey(at), taughtBy(annotation));
      }
    },
    noteLaunch({ entrypoint, command, at }) {
      for (const annotation of annotating(at.path)) {
        for (const form of [entrypoint, command]) {
          const first = form?.kind === 'exec' ? form.argv[0]?.at : undefined;
          if (first === undefined || !contains(annotation.below, first.span)) continue;
          annotations.set(placeKey(first), taughtBy(annotation));
        }
      }
    },
  };
}

type Annotation = Directive & {
  readonly below: NonNullable<Directive['below']>;
  readonly says: { readonly kind: 'annotation' };
};

function isAnnotation(directive: Directive): directive is Annotation {
  return directive.says.kind === 'annotation' && directive.below !== undefined;
}

function taughtBy({ says, at }: Annotation): Taught {
  return { behavior: says.behavior, at };
}

/** Comments of the Dockerfile itself: those in here-documents belong to what reads these. */
function ofDockerfile(path: string, text: string): readonly Directive[] {
  if (!mayHoldDirectives(text)) return [];
  const instructions = readInstructions(path, text);
  const inHeredoc = (offset: number): boolean =>
    instructions.some(({ heredocs }) =>
      heredocs.some(heredoc =>
        heredoc.text.segments.some(({ source }) => source.start <= offset && offset < source.end),
      ),
    );
  const endOf = ({ start, end }: { start: number; end: number }): number => {
    const begun = instructions.find(({ at }) => start <= at.span.start && at.span.start < end);
    return Math.max(end, begun?.at.span.end ?? 0);
  };
  return directivesIn(path, text, offset => !inHeredoc(offset), endOf);
}

function ofScript({ excerpt, script }: ScriptSource, text: string): readonly Directive[] {
  const comments = new Set(script.comments.map(at => placeIn(excerpt, at).span.start));
  return directivesIn(
    excerpt.path,
    text,
    offset => comments.has(offset),
    line => endOfContinued(text, line),
  );
}

/** The first simple command that begins within a stretch of the file. */
function firstCommandIn(
  below: Directive['below'],
  { excerpt, script }: ScriptSource,
): Place | undefined {
  const places = runsIn(script.steps).map(({ at }) => placeIn(excerpt, at));
  return places
    .filter(place => speaksOf(below, place))
    .sort((a, b) => a.span.start - b.span.start)[0];
}

function runsIn(steps: readonly Step[]): readonly RunStep[] {
  return steps.flatMap(step => (step.kind === 'run' ? [step] : runsIn(childSteps(step))));
}
