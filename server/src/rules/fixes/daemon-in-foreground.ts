/** Keeps a program in the foreground that would put itself into the background. */
import type { Stranding } from '../../lifetime/endings.ts';
import type { Observation, ScriptSource } from '../../lifetime/machine.ts';
import type { Job } from '../../lifetime/state.ts';
import type { ForegroundForm } from '../../programs/behavior.ts';
import { baseName } from '../../programs/command.ts';
import { isRestart } from '../../programs/services.ts';
import { literalValue, type RunStep, type Script } from '../../shell/steps.ts';
import type { Edit, Replacement } from '../../text/edit.ts';
import { hasOwnLines, placeIn } from '../../text/excerpt.ts';
import { contains, type Place, samePlace } from '../../text/place.ts';
import type { Proposal } from '../finding.ts';
import type { RuleInput } from '../rule.ts';
import { daemonText, foregroundOf, replaceInForm, shellWords } from './daemon.ts';
import { execFormOf, formPlace } from './exec-form.ts';
import { proposeLast } from './foreground-last.ts';
import { runsLast } from './last-step.ts';
import { hasTraps, interactiveEnd, mayTalkToServer } from './later-steps.ts';
import { type Mask, readMask } from './mask.ts';
import { asEdits, behindAll, type Located, locateRun, locateStep, runsIn } from './script-text.ts';
import { proposeSecondStart, startsTwice } from './second-start.ts';

/** Proposals for a daemon that is stranded; none where no foreground form of it is known. */
export function proposeForegroundForm(
  daemon: Observation,
  stranding: Stranding,
  input: RuleInput,
): readonly Proposal[] {
  const foreground = foregroundOf(daemon);
  if (foreground === undefined) return [];
  const { entrypoint, command } = input.launch;
  const inForm = replaceInForm([entrypoint, command], daemon.argv, foreground);
  const title = { id: 'fix-foreground' as const, command: shellWords(foreground) };
  if (inForm !== undefined) return [{ title, safety: 'safe', edits: inForm }];
  const source = input.sourceAt(stranding.job.at);
  const located = source && locateRun(source, stranding.job.at);
  if (source === undefined || located === undefined) return [];
  const { names } = stranding.job;
  return inScript({ located, source, daemon, foreground, names }, stranding, input);
}

/** A daemon where a script starts it. */
interface Started {
  readonly located: Located<RunStep>;
  readonly source: ScriptSource;
  readonly daemon: Observation;
  readonly foreground: ForegroundForm;
  /** By which other commands mean it. */
  readonly names: readonly string[];
}

function inScript(started: Started, stranding: Stranding, input: RuleInput): readonly Proposal[] {
  const { located, source, daemon, foreground } = started;
  const { script } = source;
  const text = daemonText(located.step, daemon.argv, foreground, source);
  if (text === undefined) return [];
  const title = { id: 'fix-foreground' as const, command: shellWords(foreground) };
  // What a restart ends would run already.
  const runsAlready = isRestart(daemon.argv) && startsTwice(daemon, input);
  if (runsLast(located, script) && !runsAlready) {
    const edits =
      asExecForm(started, input) ?? asEdits(source, [{ span: located.step.at, text: text.exec }]);
    const safety = hasTraps(script) ? 'risk-traps' : 'safe';
    return edits === undefined ? [] : [{ title, safety, edits }];
  }
  const end = interactiveEnd(script.steps.at(-1), source, input);
  return atEnd(started, end && readMask(end, 'risk-interactive', source, input), stranding, input);
}

/** Proposals for a daemon that runs beside a mask at the end of its script: it takes the mask's place. */
export function proposeInsteadOfLast(
  daemon: Observation,
  job: Job,
  mask: Place,
  input: RuleInput,
): readonly Proposal[] {
  const foreground = foregroundOf(daemon);
  const source = input.sourceAt(job.at);
  const located = source && locateRun(source, job.at);
  const last = source && locateStep(source, mask);
  if (foreground === undefined || source === undefined) return [];
  if (located === undefined || last === undefined || !runsLast(last, source.script)) return [];
  const started = { located, source, daemon, foreground, names: job.names };
  return atEnd(
    started,
    readMask(last.step, 'risk-settings', source, input),
    { endings: [] },
    input,
  );
}

/** The daemon at the end of its script, in the place of another command where one is named. */
function atEnd(
  started: Started,
  instead: Mask | undefined,
  stranding: Pick<Stranding, 'endings'>,
  input: RuleInput,
): readonly Proposal[] {
  const { located, source, daemon, foreground, names } = started;
  const { script } = source;
  const text = daemonText(located.step, daemon.argv, foreground, source);
  if (text === undefined) return [];
  const behind = runsIn(script.steps).filter(
    ({ at }) => at.start > located.step.at.end && !(instead && contains(instead.at, at)),
  );
  const talks = mayTalkToServer(behind, source, input) || behind.some(speaksOf(names, script));
  const second = proposeSecondStart(daemon, text.exec, instead, stranding, source);
  if (startsTwice(daemon, input)) return second;
  if (talks && second.length > 0) return second;
  if (!hasOwnLines(source.excerpt)) {
    const replacements = talks ? undefined : onOneLine(located, instead, text.exec, script);
    const edits = replacements && asEdits(source, replacements);
    const title = { id: 'fix-foreground' as const, command: shellWords(foreground) };
    return edits === undefined ? [] : [{ title, safety: instead?.risk ?? 'safe', edits }];
  }
  const index = script.steps.indexOf(located.step);
  if (index < 0) return [];
  const later = script.steps.slice(index + 1, instead === undefined ? undefined : -1);
  const start = {
    at: located.step.at,
    command: shellWords(foreground),
    foreground: text.exec,
    background: [{ span: located.step.at, text: text.background }],
    kept: undefined,
    waiting: 'risk-readiness' as const,
    stays: talks,
    later,
    end: script.text.trimEnd().length,
    instead,
    source,
  };
  return proposeLast(start, stranding, input);
}

/** The exec form, where a shell form is nothing but this command. */
function asExecForm(
  { located: { step }, source, daemon, foreground }: Started,
  { launch: { entrypoint, command } }: RuleInput,
): readonly Edit[] | undefined {
  const whole = placeIn(source.excerpt, { start: 0, end: source.excerpt.text.length });
  const isForm = [entrypoint, command].some(
    form => form?.kind === 'shell' && samePlace(formPlace(form), whole),
  );
  const wrappers = step.words.slice(0, -daemon.argv.length).map(literalValue);
  const words = foreground.map(word => (typeof word === 'string' ? word : word.value));
  return isForm ? execFormOf(step, [...wrappers, ...words], source) : undefined;
}

/** Commands that signal the server, reload or ask it: `nginx -s reload`, `kill -HUP $(cat /run/nginx.pid)`. */
function speaksOf(names: readonly string[], { text }: Script): (run: RunStep) => boolean {
  return ({ at, words: [first] }) => {
    const shows = /^(echo|printf)$/.test((first && literalValue(first)) ?? '');
    const words = text.slice(at.start, at.end).split(/[\s'"()`]+/);
    return !shows && words.some(word => names.includes(baseName(word).replace(/\.pid$/, '')));
  };
}

/** On one line: the daemon goes with what binds it to the next command. */
function onOneLine(
  { step, ancestors }: Located<RunStep>,
  instead: Mask | undefined,
  text: string,
  { steps }: Script,
): readonly Replacement[] | undefined {
  const parent = ancestors.at(-1);
  const next = parent === undefined ? steps[steps.indexOf(step) + 1] : undefined;
  if (ancestors.some(({ kind }) => kind !== 'and')) return undefined;
  let gone = { start: step.at.start, end: next?.at.start ?? step.at.end };
  if (parent?.kind === 'and') {
    const isLeft = parent.left === step;
    gone = isLeft
      ? { start: step.at.start, end: parent.right.at.start }
      : { start: parent.left.at.end, end: step.at.end };
  }
  if (instead === undefined) return [{ span: gone, text: '' }, behindAll(steps, text)];
  const isBound = instead.kept !== '' && runsIn(steps).length > 2;
  const both = isBound ? `{ ${instead.kept}${text}; }` : instead.kept + text;
  return [
    { span: gone, text: '' },
    { span: instead.at, text: both },
  ];
}
