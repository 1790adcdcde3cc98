import { type Hover, type MarkupContent, MarkupKind, type Position } from 'vscode-languageserver';
import { explain } from '../explain.ts';
import type { Presentation } from './diagnostics.ts';

/** What there is to say about the command or the launch at a position; null elsewhere. */
export function hoverAt(
  path: string,
  position: Position,
  { snapshot, converter, features, render }: Presentation,
): Hover | null {
  if (!snapshot.project.files.has(path)) return null;
  const explained = explain(snapshot.analysis, path, converter.offset(path, position));
  if (explained === undefined) return null;
  const text = paragraphs(explained.lines.map(line => render(line, path)));
  const contents: MarkupContent = features.markdownHover
    ? { kind: MarkupKind.Markdown, value: text }
    : { kind: MarkupKind.PlainText, value: plain(text) };
  return { contents, range: converter.range(explained.at) };
}

/** Lines of a list belong together; all else is set apart. */
function paragraphs(lines: readonly string[]): string {
  return lines.join('\n\n').replace(/(?<=^- .*\n)\n(?=- )/gm, '');
}

/** Takes off the marks of emphasis and of code, but leaves what stands inside of code. */
function plain(markdown: string): string {
  return markdown.replace(
    /(`+) ?(.*?) ?\1|\*\*/gs,
    (_match, _marks, code: string | undefined) => code ?? '',
  );
}
