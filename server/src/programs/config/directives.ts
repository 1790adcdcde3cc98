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
 * context main). Text in quotes that holds braces is not told apart.
 */
export const nginxDirective: ReadDirective = text => {
  let depth = 0;
  let found: Directive | undefined;
  for (const { 0: token, 1: value, index } of text.matchAll(
    /#[^\n]*|[{}]|(?<![\w-])daemon\s+(on|off)\s*;/g,
  )) {
    if (token === '{') depth += 1;
    else if (token === '}') depth -= 1;
    else if (value !== undefined && depth <= 0)
      found = { stays: value === 'off', span: { start: index, end: index + token.length } };
  }
  return found;
};
