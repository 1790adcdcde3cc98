/** Which words of a file name other files of the workspace. */
import type { Analysis, LaunchReport, Project } from './analysis.ts';
import { sourceWords } from './launch/copies.ts';
import { type ContainerFiles, type Copy, pathIn } from './launch/files.ts';
import { type Place, placeKey } from './text/place.ts';

/** A word and the path of the file that it names, relative to the workspace folder. */
export interface Link {
  readonly at: Place;
  readonly target: string;
}

/**
 * The links of one file: what ENTRYPOINT and CMD start, what COPY and ADD bring, and the scripts
 * that a script sources or calls. Only to files that are known to be there.
 */
export function linksIn(path: string, analysis: Analysis, project: Project): readonly Link[] {
  const isText = ({ target }: Link): boolean => project.files.get(target)?.kind === 'text';
  const links = analysis.launches
    .flatMap(report => [...scriptLinks(report), ...copyLinks(report, isText)])
    .filter(link => link.at.path === path && link.target !== path && isText(link));
  return [...new Map(links.map(link => [placeKey(link.at), link])).values()];
}

function scriptLinks({ lifetime }: LaunchReport): readonly Link[] {
  return [...lifetime.started, ...lifetime.sourced].map(({ at, source }) => ({
    at,
    target: source.excerpt.path,
  }));
}

function copyLinks(
  { launch, context }: LaunchReport,
  isThere: (link: Link) => boolean,
): readonly Link[] {
  return copiesIn(launch.files).flatMap(({ source, by }) =>
    (by === undefined ? [] : sourceWords(by.instruction))
      .filter(({ value }) => value === source)
      .flatMap(({ at }) => {
        const links = context.folders.map(folder => ({
          at,
          target: pathIn(folder, source),
        }));
        return links.filter(isThere).slice(0, 1);
      }),
  );
}

/** The sources from the build context, in this stage and those that it begins with or takes files from. */
function copiesIn({ effects, base }: ContainerFiles): readonly Copy[] {
  const own = effects.flatMap((effect): readonly Copy[] => {
    if (effect.kind !== 'copy' || effect.from === 'unknown') return [];
    return effect.from === undefined ? [effect] : copiesIn(effect.from);
  });
  return base === undefined ? own : [...own, ...copiesIn(base)];
}
