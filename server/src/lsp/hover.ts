import { type Hover, type MarkupContent, MarkupKind, type Position } from 'vscode-languageserver';
import { type Explained, explain } from '../explain.ts';
import { createRenderer, MARKED, PLAIN, type Style } from '../messages/render.ts';
import type { Presentation } from './diagnostics.ts';

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

/** The picture stands between the two lists, which Markdown would otherwise take for one. */
function markdown({ lines, picture, chain }: Explained, path: string, from: Presentation): string {
  const { converter } = from;
  const link: Style['link'] = (text, place) => {
    const uri = converter.uri(place.path).replaceAll('(', '%28').replaceAll(')', '%29');
    const { line } = converter.range(place).start;
    return `[${text.replace(/[[\]\\]/g, '\\$&')}](${uri}#L${line + 1})`;
  };
  const render = rendererOf({ ...MARKED, link }, from);
  const drawn = picture && ['```text', rendererOf(PLAIN, from)(picture, path), '```'].join('\n');
  return blocks(
    paragraphs(lines.map(line => render(line, path))),
    drawn,
    chain.map(step => render(step)).join('\n'),
  );
}

function plainText({ lines, picture, chain }: Explained, path: string, from: Presentation): string {
  const drawn = picture && rendererOf(PLAIN, from)(picture, path);
  const text = paragraphs(lines.map(line => from.render(line, path)));
  const links = chain.map(step => from.render(step)).join('\n');
  return blocks(withoutMarks(text), drawn, withoutMarks(links));
}

function rendererOf(style: Style, { features, converter }: Presentation): Presentation['render'] {
  return createRenderer(features.locale, place => converter.range(place).start.line, style);
}

function blocks(...texts: readonly (string | undefined)[]): string {
  return texts.filter(Boolean).join('\n\n');
}

/** Lines of a list belong together; all else is set apart. */
function paragraphs(lines: readonly string[]): string {
  return lines.join('\n\n').replace(/(?<=^- .*\n)\n(?=- )/gm, '');
}

/** Takes off the marks of emphasis and of code, but leaves what stands inside of code. */
function withoutMarks(text: string): string {
  return text.replace(
    /(`+) ?(.*?) ?\1|\*\*/gs,
    (_match, _marks, code: string | undefined) => code ?? '',
  );
}
