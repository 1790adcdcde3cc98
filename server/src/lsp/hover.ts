import type { Hover, MarkupContent, Position } from 'vscode-languageserver';
import { type Explained, explain } from '../explain.ts';
import { createRenderer, MARKED, type Style } from '../messages/render.ts';
import type { Place } from '../text/place.ts';
import type { Presentation } from './diagnostics.ts';
import { MarkupKind } from './protocol.ts';

/** What there is to say about the command or the launch at a position; null elsewhere. */
export function hoverAt(
  path: string,
  position: Position,
  presentation: Presentation,
): Hover | null {
  const { snapshot, converter, features } = presentation;
  if (!snapshot.project.files.has(path)) return null;
  const explained = explain(snapshot.analysis, path, converter.offset(path, position));
  if (explained === undefined) return null;
  const contents: MarkupContent = features.markdownHover
    ? { kind: MarkupKind.Markdown, value: markdown(explained, path, presentation) }
    : { kind: MarkupKind.PlainText, value: plainText(explained, path, presentation) };
  return { contents, range: converter.range(explained.at) };
}

function markdown(explained: Explained, path: string, from: Presentation): string {
  const { converter, features } = from;
  const lineOf = (place: Place): number => converter.range(place).start.line;
  const link: Style['link'] = (text, place) => {
    const uri = converter.uri(place.path).replaceAll('(', '%28').replaceAll(')', '%29');
    return `[${text.replace(/[[\]\\]/g, '\\$&')}](${uri}#L${lineOf(place) + 1})`;
  };
  const render = createRenderer(features.locale, lineOf, { ...MARKED, link });
  // Two blanks keep Markdown from joining the lines.
  return blocks(explained, path, render, '  \n');
}

function plainText(explained: Explained, path: string, from: Presentation): string {
  return withoutMarks(blocks(explained, path, from.render, '\n'));
}

/** What is said, then the processes as the branches of PID 1, then the way to the scripts. */
function blocks(
  { lines, jobs, endings, chain }: Explained,
  path: string,
  render: Presentation['render'],
  lineBreak: string,
): string {
  const branches = [...jobs, ...endings].map(branch => render(branch, path));
  const last = branches.length - 1;
  const picture = branches.map((text, index) => `${index < last ? '├─' : '└─'} ${text}`);
  return [
    ...lines.map(line => render(line, path)),
    picture.join(lineBreak),
    // Nowhere is a file clearer than by its name.
    chain.map(link => render(link)).join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Takes off the marks of emphasis and of code, but leaves what stands inside of code. */
function withoutMarks(text: string): string {
  return text.replace(
    /(`+) ?(.*?) ?\1|\*\*/gs,
    (_match, _marks, code: string | undefined) => code ?? '',
  );
}
