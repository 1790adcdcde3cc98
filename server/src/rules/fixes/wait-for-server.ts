/**
 * The other shape of the central fix, for any script: the server stays where it is, and wherever the
 * script ends it waits for the server first.
 */
import { type Ending, type Stranding, unclaimed } from '../../lifetime/endings.ts';
import type { ScriptSource } from '../../lifetime/machine.ts';
import { literalValue, type RunStep, type Script, type Step } from '../../shell/steps.ts';
import type { Edit, Replacement } from '../../text/edit.ts';
import { hasOwnLines } from '../../text/excerpt.ts';
import type { Span } from '../../text/place.ts';
import type { Proposal } from '../finding.ts';
import type { RuleInput } from '../rule.ts';
import { withoutDisown } from './disown.ts';
import { alone } from './foreground-last.ts';
import { keptPid, rememberPid, unusedName } from './kept-pid.ts';
import {
  asEdits,
  callsOf,
  indentationAt,
  lineBreakOf,
  locateRun,
  locateStep,
  ownsItsLines,
} from './script-text.ts';

/** Waits for a stranded server at each ending; none where an ending is no `exit` and no script's end. */
export function proposeWait(stranding: Stranding, input: RuleInput): readonly Proposal[] {
  const { job } = stranding;
  const source = input.sourceAt(job.at);
  const located = source && locateStep(source, job.at);
  if (source === undefined || located?.step.kind !== 'background' || located.step.coproc) return [];
  const { at, ancestors, freed } = childOf(located.step, located.ancestors, source);
  if (ancestors.some(isElsewhere)) return [];
  const { script } = source;
  const kept = freed.length > 0 ? undefined : keptPid(located.step, source);
  const name = kept ?? unusedName(script.text);
  const title = { id: 'fix-wait' as const, command: job.command };
  const propose = (remembered: readonly Replacement[], wait: string): readonly Proposal[] => {
    const own = [...freed, ...remembered, ...withoutDisown(script.steps, script)];
    const started = asEdits(source, own);
    const waits = waitsAt(stranding, wait, input);
    return started === undefined || waits === undefined
      ? []
      : [{ title, safety: 'safe', edits: [...started, ...waits], fallback: true }];
  };
  const known = propose(
    kept === undefined ? rememberPid(at, name, source) : [],
    `wait ${word(name, source)}`,
  );
  // A bare `wait` is for whatever was started: also where that is several of them, or none.
  if (ancestors.some(around => isOften(around, script))) return propose([], 'wait');
  const branched = ancestors.some(({ kind }) => /^(if|case|and|or)$/.test(kind));
  return branched && kept === undefined ? propose([], 'wait') : known;
}

/** A server that the script itself can wait for, out of the subshell that is there for nothing else. */
function childOf(
  server: Step,
  ancestors: readonly Step[],
  { script }: ScriptSource,
): {
  readonly at: Span;
  readonly ancestors: readonly Step[];
  readonly freed: readonly Replacement[];
} {
  const around = ancestors.at(-1);
  if (around === undefined || alone(around) !== server)
    return { at: server.at, ancestors, freed: [] };
  const text = script.text.slice(server.at.start, server.at.end);
  return { at: around.at, ancestors: ancestors.slice(0, -1), freed: [{ span: around.at, text }] };
}

function isOften(step: Step, { steps }: Script): boolean {
  if (step.kind === 'function') return callsOf(step.name, steps).length > 1;
  return /^(while|until|for|select|arithmetic-for)$/.test(step.kind);
}

/** Another process than the script's own starts the server. */
function isElsewhere({ kind }: Step): boolean {
  return /^(subshell|pipeline|background)$/.test(kind);
}

/** The wait at each ending that strands the server; undefined where one is neither an `exit` nor the script's end. */
export function waitsAt(
  { endings }: Stranding,
  wait: string,
  input: RuleInput,
): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const ending of endings.filter(({ confidence }) => !unclaimed(confidence))) {
    const source = input.sourceAt(ending.at);
    const replacement = source && waitBefore(ending, wait, source);
    const inFile = replacement && asEdits(source, [replacement]);
    if (inFile === undefined) return undefined;
    edits.push(...inFile);
  }
  return edits;
}

function waitBefore(ending: Ending, wait: string, source: ScriptSource): Replacement | undefined {
  if (ending.cause === 'end-of-script') return waitAtEnd(wait, source);
  const exit = ending.cause === 'exit' ? locateRun(source, ending.at)?.step : undefined;
  return exit && waitBeforeExit(exit, wait, source);
}

/** A status that says that all is well gives way to the server's own. */
function waitBeforeExit(exit: RunStep, wait: string, source: ScriptSource): Replacement {
  const { script } = source;
  const { text } = script;
  const status = exit.words[1] === undefined ? undefined : literalValue(exit.words[1]);
  const written = text.slice(exit.at.start, exit.at.end);
  const leave = status === '0' ? 'exit' : written;
  const alone = ownsItsLines(script, exit.at);
  const between = alone ? lineBreakOf(text) + indentationAt(text, exit.at.start) : '; ';
  const steps = `${wait}${between}${leave}`;
  return { span: exit.at, text: alone ? steps : `{ ${steps}; }` };
}

function waitAtEnd(wait: string, source: ScriptSource): Replacement | undefined {
  const { text, steps } = source.script;
  const last = steps.at(-1);
  if (last === undefined) return undefined;
  if (hasOwnLines(source.excerpt)) {
    const end = text.trimEnd().length;
    const lineBreak = lineBreakOf(text);
    return { span: { start: end, end }, text: `${lineBreak}${lineBreak}${wait}` };
  }
  const { end } = last.at;
  const separator = last.kind === 'background' ? ' ' : '; ';
  return { span: { start: end, end }, text: `${separator}${wait}` };
}

/** In a text inside a Dockerfile quotes might need an escape of their own; a process id needs none. */
function word(name: string, { excerpt }: ScriptSource): string {
  return hasOwnLines(excerpt) ? `"$${name}"` : `$${name}`;
}
