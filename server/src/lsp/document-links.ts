import type { DocumentLink } from 'vscode-languageserver';
import { linksIn } from '../links.ts';
import type { Presentation } from './diagnostics.ts';

/** Links from the words of a file to the files that they name. */
export function documentLinksIn(
  path: string,
  { snapshot, converter }: Presentation,
): DocumentLink[] {
  return linksIn(path, snapshot.analysis, snapshot.project).map(({ at, target }) => ({
    range: converter.range(at),
    target: converter.uri(target),
  }));
}
