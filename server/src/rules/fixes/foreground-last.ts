/**
 * The central fix: the server last, in the foreground, with `exec`; launchers before it in the
 * background; guard clauses that ended the script become `if`/`else`. Where later steps may talk to
 * the server, or change how it would start, it stays where it is, and the script waits for it at its end.
 */
import type { Stranding } from '../../lifetime/endings.ts';
import type { ScriptSource } from '../../lifetime/machine.ts';
import { type BackgroundStep, literalValue, type Script, type Step } from '../../shell/steps.ts';
import type { Replacement } from '../../text/edit.ts';
import { hasOwnLines, placeIn } from '../../text/excerpt.ts';
import { type Span, samePlace } from '../../text/place.ts';
import type { Proposal } from '../finding.ts';
import type { RuleInput } from '../rule.ts';
import { isDisown, withoutDisown } from './disown.ts';
import { execBefore } from './exec-word.ts';
import { closings, type Guard, guardsIn, unguarded } from './guards.ts';
import { keptPid, unusedName } from './kept-pid.ts';
import { lastBlocks, runsLast } from './last-step.ts';
import { allUnderstood, changesStart, hasTraps, mayTalkToServer } from './later-steps.ts';
import { launcherScript } from './launcher-script.ts';
import { launchersInBackground } from './launchers.ts';
import type { Mask } from './mask.ts';
import {
  asEdits,
  indentationAt,
  lineBreakOf,
  lineEnd,
  lineStart,
  linesWithComments,
  locateStep,
  nextLine,
  ownsItsLines,
} from './script-text.ts';

/** A script that strands more servers than this is no startup script that a person would mend. */
const SERVER_LIMIT = 20;

/** The proposal for a stranded server; none where its script has a shape that is not understood. */
export function proposeForegroundLast(stranding: Stranding, input: RuleInput): readonly Proposal[] {
  const source = input.sourceAt(stranding.job.at);
  if (source === undefined || input.lifetime.strandings.length > SERVER_LIMIT) return [];
  const isServer = (step: Step): boolean =>
    samePlace(placeIn(source.excerpt, step.at), stranding.job.at);
  const isStart = (step: Step): boolean => isServer(step) || isServer(alone(step));
  const block = lastBlocks(source.script).find(({ steps }) => steps.some(isStart));
  const started = block?.steps.find(isStart);
  const server = started && alone(started);
  if (block === undefined || started === undefined || server?.kind !== 'background') return [];
  const [next, ...others] = block.steps.slice(block.steps.indexOf(started) + 1);
  const { script } = source;
  const isDisowned = next !== undefined && isDisown(next) && isOnLineOf(started, next, script);
  const at = isDisowned ? { start: started.at.start, end: next.at.end } : started.at;
  const later = isDisowned || next === undefined ? others : [next, ...others];
  // Elsewhere it can stay where it is.
  if (later.length === 0 && block.steps !== script.steps) return [];
  const text = script.text.slice(server.at.start, server.at.end);
  const start = {
    at,
    command: stranding.job.command,
    foreground: foregroundText(server, source),
    background: at === server.at ? [] : [{ span: at, text }],
    kept: keptPid(server, source),
    waiting: 'safe' as const,
    stays: mayTalkToServer(later, source, input) || changesStart(server, later, source),
    later,
    end: block.end,
    instead: undefined,
    source,
  };
  return proposeLast(start, stranding, input);
}

function isOnLineOf(step: Step, next: Step, { text }: Script): boolean {
  return !text.slice(step.at.end, next.at.start).includes('\n');
}

/** What a subshell around a single step is there for: `(server &)`. */
export function alone(step: Step): Step {
  const [only, ...others] = step.kind === 'subshell' ? step.body.steps : [];
  return only === undefined || others.length > 0 ? step : only;
}

/** The server behind all later steps; or where it is, and the script waits for it. */
export function proposeLast(
  start: Start,
  stranding: Pick<Stranding, 'endings'>,
  input: RuleInput,
): readonly Proposal[] {
  const { command, later, instead, source } = start;
  const title = { id: 'fix-foreground-last', command } as const;
  const trapped = hasTraps(source.script);
  if (later.length === 0 && instead === undefined && !trapped)
    return proposed(title, 'safe', [{ span: start.at, text: start.foreground }], source);
  const guards = guardsOf(start, stranding);
  if (guards === undefined) return [];
  if (start.stays || trapped) {
    const safety = start.stays ? start.waiting : 'safe';
    return proposed({ id: 'fix-wait', command }, safety, waitAtEnd(start, guards), source);
  }
  const understood = allUnderstood(later, source, input);
  const safety = instead?.risk ?? (understood ? 'safe' : 'risk-order');
  const launchers = launchersInBackground(later, source, input);
  return [
    ...proposed(title, safety, moveLast(start, guards, launchers), source),
    ...proposeLauncherScript(start, guards, safety, input),
  ];
}

/** The same, with the launchers in a script of their own. */
function proposeLauncherScript(
  start: Start,
  guards: readonly Guard[],
  safety: Proposal['safety'],
  input: RuleInput,
): readonly Proposal[] {
  const { command, later, source } = start;
  const moved = launcherScript(later, source, input);
  if (moved === undefined) return [];
  const { name, call, files } = moved;
  const title = { id: 'fix-launcher-script', name, command } as const;
  const isInside = ({ span }: Replacement): boolean =>
    call.span.start < span.start && span.end < call.span.end;
  const replacements = moveLast(start, guards, []).filter(other => !isInside(other));
  return proposed(title, safety, [...replacements, call], source).map(proposal => ({
    ...proposal,
    edits: [...files, ...proposal.edits],
  }));
}

function proposed(
  title: Proposal['title'],
  safety: Proposal['safety'],
  replacements: readonly Replacement[],
  source: ScriptSource,
): readonly Proposal[] {
  const edits = asEdits(source, replacements);
  return edits === undefined ? [] : [{ title, safety, edits }];
}

/** The server in the foreground where it stands, where nothing comes behind it. */
export function proposeForegroundInPlace(
  stranding: Stranding,
  input: RuleInput,
): readonly Proposal[] {
  const { job } = stranding;
  const source = input.sourceAt(job.at);
  const located = source && locateStep(source, job.at);
  if (source === undefined || located?.step.kind !== 'background') return [];
  const inside =
    located.ancestors.length > 0 && runsLast(located, source.script) && !hasTraps(source.script);
  const text = foregroundText(located.step, source);
  const edits = inside ? asEdits(source, [{ span: located.step.at, text }]) : undefined;
  const title = { id: 'fix-foreground' as const, command: job.command };
  return edits === undefined ? [] : [{ title, safety: 'safe', edits }];
}

/** A server with the steps behind it. */
export interface Start {
  /** The step that starts it. */
  readonly at: Span;
  /** How it is called in the title of the proposal. */
  readonly command: string;
  /** Its text where it takes the place of the shell. */
  readonly foreground: string;
  /** What makes it a child of the shell in the background, where it is none. */
  readonly background: readonly Replacement[];
  /** The variable that holds its process id already. */
  readonly kept: string | undefined;
  /** Whether it is ready when the next steps come, where it stays and is waited for. */
  readonly waiting: Proposal['safety'];
  readonly later: readonly Step[];
  /** It stays where it is: one of them may need it to run already, or would change how it starts. */
  readonly stays: boolean;
  /** Behind everything that belongs to the same block. */
  readonly end: number;
  /** What the server takes the place of, at the end of the script. */
  readonly instead: Mask | undefined;
  readonly source: ScriptSource;
}

/** The guard clauses to rewrite; undefined where lines cannot be moved, or an ending is not understood. */
function guardsOf(
  { at, later, end, instead, source }: Start,
  stranding: Pick<Stranding, 'endings'>,
): readonly Guard[] | undefined {
  if (!hasOwnLines(source.excerpt) || !ownsItsLines(source.script, at)) return undefined;
  const guards = guardsIn(later, end, stranding, source);
  return instead !== undefined && guards !== undefined && guards.length > 0 ? undefined : guards;
}

/** The server's command as it runs in the foreground: without `nohup` and `&`, with `exec`. */
export function foregroundText(server: BackgroundStep, { script }: ScriptSource): string {
  const { step } = server;
  const text = script.text.slice(step.at.start, step.at.end);
  if (step.kind !== 'run') return text;
  const [first, second] = step.words;
  if (first === undefined) return text;
  const name = literalValue(first);
  if (name === 'exec') return text;
  const detached = name === 'nohup' || name === 'setsid';
  const isOption = second !== undefined && literalValue(second)?.startsWith('-');
  const from = detached && second && !isOption ? second.at.start : execBefore(step).span.end;
  const assignments = script.text.slice(step.at.start, first.at.start);
  return `${assignments}exec ${script.text.slice(from, step.at.end)}`;
}

function moveLast(
  start: Start,
  guards: readonly Guard[],
  launchers: readonly Replacement[],
): readonly Replacement[] {
  const { at, foreground, later, source } = start;
  const { script } = source;
  const lines = linesWithComments(script, at);
  const block =
    script.text.slice(lines.start, at.start) +
    foreground +
    script.text.slice(at.end, lineEnd(script.text, at.end));
  return [
    { span: withBlankLine(script.text, lines), text: '' },
    ...withoutDisown(later, source.script),
    ...unguarded(guards, script),
    ...launchers,
    atEnd(block, guards, start),
  ];
}

/** `pid=$!` behind the server, `wait "$pid"` at the end. A variable that holds it already serves. */
function waitAtEnd(start: Start, guards: readonly Guard[]): readonly Replacement[] {
  const { at, background, kept, source } = start;
  const { script } = source;
  const name = kept ?? unusedName(script.text);
  const indentation = indentationAt(script.text, at.start);
  const end = lineEnd(script.text, at.end);
  const remember = {
    span: { start: end, end },
    text: `${lineBreakOf(script.text)}${indentation}${name}=$!`,
  };
  return [
    ...background,
    ...(kept === undefined ? [remember] : []),
    ...withoutDisown(start.later, script),
    ...unguarded(guards, script),
    atEnd(`${indentation}wait "$${name}"`, guards, start),
  ];
}

/** A line behind everything else, a blank line before it; or in the place of the last step. */
function atEnd(
  block: string,
  guards: readonly Guard[],
  { end, instead, source: { script } }: Start,
): Replacement {
  if (instead !== undefined) return { span: instead.at, text: instead.kept + block.trim() };
  const lineBreak = lineBreakOf(script.text);
  const closing = closings(guards, lineBreak);
  return { span: { start: end, end }, text: `${closing}${lineBreak}${lineBreak}${block}` };
}

/** The lines of a block with the blank line that would be left over where it stood. */
export function withBlankLine(text: string, lines: Span): Span {
  const following = text.slice(lines.end, nextLine(text, lines.end));
  const above = lines.start === 0 ? '' : text.slice(lineStart(text, lines.start - 1), lines.start);
  const isLeft = /^\s*$|(?:[{(]|\b(?:then|do|else))\s*$/.test(above);
  const isBlank = following.trim() === '' && following !== '';
  return { start: lines.start, end: isBlank && isLeft ? lines.end + following.length : lines.end };
}
