/** Which scripts a launch will come to, as far as they are named in plain words: seen without executing anything. */
import { absolutePath } from './launch/files.ts';
import type { Launch } from './launch/launches.ts';
import type { World } from './lifetime/machine.ts';
import { wholeText } from './programs/files.ts';
import { childSteps } from './shell/child-steps.ts';
import { literalValue, type Script, type Step } from './shell/steps.ts';

/** Words behind which a script is named. */
const RUNS_SCRIPT = /^(\.|source|exec|(.*\/)?(sh|bash|dash|ash))$/;

/**
 * Opens the scripts that the launch names, and those that these name. Execution would ask for them one
 * after the other, and all it has done until then would be done again.
 */
export function readAhead(
  { argv = [], workdir }: Launch,
  { openFile }: Pick<World, 'openFile'>,
  scriptOf: (text: string) => Script,
): void {
  const seen = new Set<string>();
  const open = argv.flatMap(({ value }) => value ?? []);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const isScript = name.includes('/') && !RUNS_SCRIPT.test(name);
    const path = isScript ? absolutePath(name, workdir) : undefined;
    if (path === undefined || seen.has(path)) continue;
    seen.add(path);
    const text = wholeText(openFile(path));
    if (text !== undefined) open.push(...scriptOf(text.text).steps.flatMap(namedIn));
  }
}

/** The words of a step that may name a script. */
function namedIn(step: Step): readonly string[] {
  if (step.kind !== 'run') return childSteps(step).flatMap(namedIn);
  const [first, second] = step.words.slice(0, 2).map(literalValue);
  const name = first !== undefined && RUNS_SCRIPT.test(first) ? second : first;
  return name === undefined ? [] : [name];
}
