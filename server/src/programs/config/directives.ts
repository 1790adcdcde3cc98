/** What configuration files say of the foreground: a reader for each way to write it. */
import type { Span } from '../../text/place.ts';

/** A directive that decides whether its program stays in the foreground. */
export interface Directive {
  readonly stays: boolean;
  readonly span: Span;
}

/** Finds the directive that decides in a text; undefined where it says nothing. */
export type ReadDirective = (text: string) => Directive | undefined;

interface LineForm {
  /** What begins a comment. */
  readonly comments: string;
  /** A whole line that keeps the program in the foreground, and one that sends it into the background. */
  readonly stays: RegExp;
  readonly forks: RegExp;
}

/** Formats with a directive on each line: the last one counts. */
export function lineDirective({ comments, stays, forks }: LineForm): ReadDirective {
  return text => {
    let found: Directive | undefined;
    for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
      const written = line.trim();
      if (comments.includes(written[0] ?? '#')) continue;
      const start = index + line.indexOf(written);
      const span = { start, end: start + written.length };
      if (stays.test(written)) found = { stays: true, span };
      else if (forks.test(written)) found = { stays: false, span };
    }
    return found;
  };
}

/**
 * `daemon on|off;` of nginx. It stands outside of all blocks (nginx.org/en/docs/ngx_core_module.html, "daemon":
 * context main).
 */
export const nginxDirective: ReadDirective = text => {
  const said = outsideOfBlocks(text, /daemon\s+(on|off)\s*;/).at(-1);
  return said && { stays: said.value === 'off', span: said.span };
};

/** What nginx includes outside of all blocks (the same document, "include"). */
export function nginxIncludes(text: string): readonly string[] {
  return outsideOfBlocks(text, /include\s+["']?([^\s;"']+)["']?\s*;/).map(({ value }) => value);
}

/** The directives of nginx that no braces enclose. Text in quotes that holds braces is not told apart. */
function outsideOfBlocks(
  text: string,
  directive: RegExp,
): readonly { readonly value: string; readonly span: Span }[] {
  let depth = 0;
  const tokens = new RegExp(`#[^\\n]*|[{}]|(?<![\\w-])${directive.source}`, 'g');
  return [...text.matchAll(tokens)].flatMap(({ 0: token, 1: value, index }) => {
    if (token === '{') depth += 1;
    else if (token === '}') depth -= 1;
    return value === undefined || depth > 0
      ? []
      : [{ value, span: { start: index, end: index + token.length } }];
  });
}
