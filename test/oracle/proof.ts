/** Proves fixes of made-up defective scripts: by analysis, by the text, and in a real shell as PID 1. */
import { spawnSync } from 'node:child_process';
import type { AnalysisCache, Entry, FileContent } from '../../server/src/analysis.ts';
import { type AppliedFix, fixAll } from '../../server/src/fix-all.ts';
import type { Gathered } from '../../server/src/gather.ts';
import { isShown } from '../../server/src/rules/finding.ts';
import { contentAt, gatherTexts } from '../case-run.ts';
import { defective } from './defects.ts';
import { broken, type Examined, filesOf, type Inquiry, type Lane } from './generate.ts';
import type { Generated } from './grammar.ts';
import { type Checked, check, type Trial } from './oracle.ts';

/** How many of the scripts have the defect, and how many of these get a fix. */
export interface Share {
  defective: number;
  mended: number;
  safe: number;
}

const LIMITS = { environments: 6, answers: 1, plans: 11 };
const SCRIPT = 'start.sh';
const ENTRIES: readonly Entry[] = [{ kind: 'dockerfile', path: 'Dockerfile' }];

/** Whether what the fixes leave behind holds; `onUnmended` gets the texts of scripts without a fix. */
export function fixProof(share: Share, onUnmended: (text: string) => void): Inquiry {
  return {
    scripts: defective,
    async examine(start, lane) {
      try {
        return await examine(start, lane, share, onUnmended);
      } catch (error) {
        return { checked: broken(lane.shell, String(error)), unknown: false };
      }
    },
  };
}

async function examine(
  start: Generated,
  lane: Lane,
  share: Share,
  onUnmended: (text: string) => void,
): Promise<Examined> {
  const before = filesOf(start);
  const gathered = await gatherTexts(before, ['Dockerfile'], lane.cache);
  const unknown = gathered.analysis.launches[0]?.lifetime.verdict === 'unknown';
  if (!hasDefect(gathered)) return { checked: agreed(lane, 0), unknown };
  const safe = await mended(before, 'safe', lane.cache);
  const isSafe = !hasDefect(await gatherTexts(safe.texts, ['Dockerfile'], lane.cache));
  const { texts, applied } = isSafe ? safe : await mended(before, 'all', lane.cache);
  const after = await gatherTexts(texts, ['Dockerfile'], lane.cache);
  const isMended = !hasDefect(after);
  const onCount = (): void => {
    share.defective += 1;
    if (isMended) share.mended += 1;
    if (isSafe) share.safe += 1;
    if (!isMended) onUnmended(before.get(SCRIPT) ?? '');
  };
  if (applied.length === 0) return { checked: agreed(lane, 0), unknown, onCount };
  const { problems, starts } = await problemsOf({ gathered, before, after, texts }, lane);
  const contradictions =
    problems.length === 0 ? [] : [...problems, '--- after:', texts.get(SCRIPT) ?? ''];
  return { checked: { ...agreed(lane, starts), contradictions }, unknown, onCount };
}

function agreed({ shell }: Lane, starts: number): Checked {
  return { shell, trials: [], contradictions: [], skipped: undefined, starts };
}

function hasDefect({ analysis }: Gathered): boolean {
  return analysis.findings.some(found => isShown(found) && found.rule === 'server-in-background');
}

/** The texts after all fixes of stranded servers. */
async function mended(
  texts: ReadonlyMap<string, string>,
  mode: 'safe' | 'all',
  cache: AnalysisCache,
): Promise<{
  readonly texts: ReadonlyMap<string, string>;
  readonly applied: readonly AppliedFix[];
}> {
  const readFile = async (path: string): Promise<FileContent> => contentAt(path, texts);
  const { changed, applied } = await fixAll(
    [ENTRIES],
    { readFile },
    new Map(),
    ({ safety }, { rule }) =>
      rule === 'server-in-background' && (mode === 'all' || safety === 'safe'),
    cache,
  );
  const after = changed.map(({ path, after: text }) => [path, text] as const);
  return { texts: new Map([...texts, ...after]), applied };
}

interface Mended {
  readonly gathered: Gathered;
  readonly before: ReadonlyMap<string, string>;
  readonly after: Gathered;
  readonly texts: ReadonlyMap<string, string>;
}

async function problemsOf(
  { gathered, before, after, texts }: Mended,
  lane: Lane,
): Promise<{ readonly problems: readonly string[]; readonly starts: number }> {
  const problems = [
    ...syntaxProblem(texts.get(SCRIPT) ?? '', lane),
    ...textProblems(before.get(SCRIPT) ?? '', texts.get(SCRIPT) ?? ''),
  ];
  if (!hasDefect(after)) {
    const verdict = after.analysis.launches[0]?.lifetime.verdict;
    if (verdict !== 'stays') problems.push(`the verdict is ${verdict}`);
    const again = await mended(texts, 'all', lane.cache);
    if (again.applied.length > 0) problems.push('fixing again changes something');
  }
  const was = await started(gathered, before, lane);
  const environments = was.trials.map(({ environment }) => environment);
  const is = await started(after, texts, lane, environments);
  problems.push(...is.contradictions);
  if (was.skipped === undefined && is.skipped === undefined)
    problems.push(...differences(was.trials, is.trials, !hasDefect(after)));
  return { problems, starts: was.starts + is.starts };
}

async function started(
  { analysis: { launches } }: Gathered,
  texts: ReadonlyMap<string, string>,
  { shell, worker, cache }: Lane,
  environments?: readonly ReadonlyMap<string, string>[],
): Promise<Checked> {
  const [report] = launches;
  if (report === undefined) throw new Error('the generated Dockerfile has no launch');
  const modes = new Map<string, number>();
  const subject = {
    report,
    texts,
    modes,
    scriptOf: cache.scriptOf,
    ...(environments === undefined ? {} : { environments }),
  };
  return check(subject, shell === 'bash' ? 'dash' : shell, worker, LIMITS);
}

/** The real shell reads the text to its end. */
function syntaxProblem(text: string, { shell, worker: { sandbox } }: Lane): readonly string[] {
  const program = sandbox.shells.get(shell) ?? shell;
  const args = shell === 'ash' ? ['ash', '-n'] : ['-n'];
  const { status, stderr } = spawnSync(program, args, {
    input: text.replaceAll('\r\n', '\n'),
    encoding: 'utf8',
  });
  return status === 0 ? [] : [`it does not parse: ${stderr.trim()}`];
}

/** What a fix of a server has no business with: it stays as it is, its indentation excepted. */
const TOUCHED =
  /&|nohup|disown|setsid|exit|exec|\bfi\b|^\s*(case|esac|else|[xy]\)|;;)|\/opt\/tool|\.js/;

function textProblems(before: string, after: string): readonly string[] {
  const lineBreaks = before.includes('\r\n') ? /(?<!\r)\n/ : /\r/;
  // The last line break comes with the file, not with the script.
  if (lineBreaks.test(after.replace(/\n$/, ''))) return ['the line breaks are mixed'];
  const kept = (text: string): readonly string[] =>
    text
      .split('\n')
      .filter(line => line.trim() !== '' && !TOUCHED.test(line))
      .map(line => line.trim());
  const left = [...kept(after)];
  const lost = kept(before).filter(line => {
    const index = left.indexOf(line);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  const hello = (text: string): number =>
    text.split('\n').filter(line => /^hello\r?$/.test(line)).length;
  if (hello(before) !== hello(after)) return ['the text of a here-document is not what it was'];
  return lost.length === 0 ? [] : [`lines are lost: ${lost.join(' / ')}`];
}

/** What real shells did before and after, start by start. */
function differences(
  before: readonly Trial[],
  after: readonly Trial[],
  isMended: boolean,
): readonly string[] {
  const keyOf = ({ environment }: Trial): string =>
    [...environment].map(([name, value]) => `${name}=${value}`).join(' ');
  return before.flatMap(was => {
    const is = after.find(trial => keyOf(trial) === keyOf(was));
    if (is === undefined) return [`no start with ${keyOf(was)}`];
    return differencesOf(was, is, isMended).map(text => `with ${keyOf(was) || 'nothing'}: ${text}`);
  });
}

function differencesOf(was: Trial, is: Trial, isMended: boolean): readonly string[] {
  const found: string[] = [];
  const names = ({ started: list }: Trial): string => [...new Set(list)].sort().join(', ');
  // A start that fails by the script's own decision is over before a server that comes last.
  const failed = was.outcome.ended && was.outcome.status !== 0;
  if (failed && is.outcome.status === was.outcome.status) return [];
  if (names(was) !== names(is)) found.push(`started ${names(is)}, but before ${names(was)}`);
  const strands = was.outcome.ended && was.outcome.status === 0 && was.outcome.serving.length > 0;
  if (isMended && strands && is.outcome.ended) found.push(`it ends with ${is.outcome.status}`);
  if (!was.outcome.ended && is.outcome.ended) found.push('it stayed before, and ends now');
  for (const client of was.started.filter(command => /^(curl|psql)/.test(command))) {
    const servers = serversBefore(client, was).filter(
      name => !serversBefore(client, is).includes(name),
    );
    if (servers.length > 0) found.push(`${client} does not find ${servers.join()} running`);
  }
  return found;
}

function serversBefore(client: string, { started: list, outcome }: Trial): readonly string[] {
  return list.slice(0, list.indexOf(client)).filter(name => outcome.serving.includes(name));
}
