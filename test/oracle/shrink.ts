/** Makes a start that fails smaller: it leaves out steps, or puts what is in a step in its place. */
import { childSteps } from '../../server/src/shell/child-steps.ts';
import type { Script, Step } from '../../server/src/shell/steps.ts';
import type { Span } from '../../server/src/text/place.ts';
import type { Generated } from './grammar.ts';

/** The smallest start found that still fails; at most so many are tried. */
export async function shrink(
  start: Generated,
  tries: number,
  scriptOf: (text: string) => Script,
  fails: (start: Generated) => Promise<boolean>,
): Promise<Generated> {
  let smallest = start;
  let left = tries;
  const seen = new Set<string>();
  for (let found = true; found && left > 0; ) {
    found = false;
    for (const candidate of smallerStarts(smallest, scriptOf)) {
      const key = textOf(candidate);
      if (seen.has(key)) continue;
      seen.add(key);
      left -= 1;
      if (await fails(candidate)) {
        smallest = candidate;
        found = true;
        break;
      }
      if (left <= 0) break;
    }
  }
  return smallest;
}

/** The smallest first. */
function smallerStarts(start: Generated, scriptOf: (text: string) => Script): readonly Generated[] {
  const scripts = smallerTexts(start.script, scriptOf).map(script => ({ ...start, script }));
  const files = [...start.files].flatMap(([path, text]) =>
    smallerTexts(text, scriptOf).map(smaller => ({
      ...start,
      files: new Map([...start.files, [path, smaller]]),
    })),
  );
  const plain = start.parameters.length === 0 ? [] : [{ ...start, parameters: [] }];
  return [...plain, ...scripts, ...files]
    .map(withoutUnusedFiles)
    .sort((a, b) => textOf(a).length - textOf(b).length);
}

function withoutUnusedFiles(start: Generated): Generated {
  const texts = [start.script, ...start.files.values()];
  const used = [...start.files].filter(([path]) => texts.some(text => text.includes(path)));
  return { ...start, files: new Map(used) };
}

function textOf({ script, files, parameters }: Generated): string {
  return [script, ...files.values(), ...parameters].join('\n');
}

function smallerTexts(text: string, scriptOf: (text: string) => Script): readonly string[] {
  const texts = stepsIn(scriptOf(text).steps).flatMap(step => {
    const replace = (by: string): string =>
      text.slice(0, step.at.start) + by + text.slice(step.at.end);
    const children = childSteps(step).map(({ at }) => at);
    const all = spanOf(children);
    const inner = [...children, ...(all === undefined ? [] : [all])];
    return ['', ':', ...inner.map(({ start, end }) => text.slice(start, end))].map(replace);
  });
  const tidy = texts.map(smaller => smaller.replace(/\n\s*(?=\n)/g, '').trim());
  return tidy.filter(
    smaller => smaller.length < text.length && scriptOf(smaller).errors.length === 0,
  );
}

function spanOf(spans: readonly Span[]): Span | undefined {
  const [first] = spans;
  const last = spans.at(-1);
  return first && last && { start: first.start, end: last.end };
}

function stepsIn(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap(step => [step, ...stepsIn(childSteps(step))]);
}
