import type { CodeLens } from 'vscode-languageserver';
import { type Start, startsOf } from '../starts.ts';
import type { Presentation } from './diagnostics.ts';
import { OPEN_PLACE } from './open-place.ts';

/** Above a script: what starts it, and whether it stays up. Nothing above other files. */
export function codeLensesIn(path: string, presentation: Presentation): CodeLens[] {
  const { snapshot, converter, features, render } = presentation;
  if (!snapshot.editor.codeLens) return [];
  const start = { line: 0, character: 0 };
  return startsOf(path, snapshot.analysis)
    .filter(({ by }) => by.path !== path)
    .map(({ by, verdict, exits }) => ({
      range: { start, end: start },
      command: {
        title: render(
          { id: 'lens-start', by: placeName(path, by, presentation), verdict, exits },
          path,
        ),
        // An editor that cannot open documents shows the text alone.
        command: features.showDocument ? OPEN_PLACE : '',
        arguments: [converter.location(by)],
      },
    }));
}

/** The instruction as `Dockerfile:4`, with the folder where the script is in another one. */
function placeName(script: string, by: Start['by'], { converter }: Presentation): string {
  const slash = by.path.lastIndexOf('/') + 1;
  const beside =
    script.lastIndexOf('/') + 1 === slash && script.startsWith(by.path.slice(0, slash));
  return `${beside ? by.path.slice(slash) : by.path}:${converter.range(by).start.line + 1}`;
}

/** Asks the editor to take the lenses of its documents anew, when they differ from the last ones. */
export function createLensRefresh(refresh: () => void): (presentation: Presentation) => void {
  let last = '[]';
  return presentation => {
    const paths = [...presentation.snapshot.open.keys()];
    const now = JSON.stringify(paths.flatMap(path => codeLensesIn(path, presentation)));
    if (now !== last) refresh();
    last = now;
  };
}
