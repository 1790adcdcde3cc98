import { commandText } from '../programs/command.ts';
import { anyOf, pathsOf, type Way } from './context.ts';
import {
  type Ending,
  type EndingsIn,
  type Lifetime,
  type PossibleEnding,
  type Stranding,
  unclaimed,
  type Verdict,
} from './endings.ts';
import { type Assumption, assumptionsOf, confidenceIn, factsIn } from './facts.ts';
import type { Formula, Valuation } from './formula.ts';
import { entries } from './int-map.ts';
import type { LostScript } from './lost-scripts.ts';
import { type Machine, type Observation, UNSET } from './machine.ts';
import { runsAsWritten, startedScripts } from './started.ts';
import { type Job, jobsAlive } from './state.ts';
import { handledWhen } from './traps.ts';
import { neverReached } from './unreached.ts';

/** A script that starts more launchers than this is a test of this program. */
const PRESUMED_LIMIT = 100;

export interface Conclusion extends Omit<Lifetime, 'possibleEndings'> {
  readonly endingsIn: EndingsIn;
}

/** Puts the ways of the main process together: endings, what they strand, the verdict. */
export function conclude(
  ways: readonly Way[],
  lost: readonly LostScript[],
  machine: Machine,
): Conclusion {
  const groups = groupWays(ways);
  const presumed = machine.observations
    .filter(({ evidence, manner }) => evidence === 'presumed' && manner === 'foreground')
    .slice(0, PRESUMED_LIMIT);
  const endings = groups.map(group => endingOf(group, presumed, machine));
  const strandings = strandingsOf(groups, endings, machine);
  const started = startedScripts(machine);
  const refused = started.some(
    script => !script.supervised && !unclaimed(script.confidence) && !runsAsWritten(script),
  );
  const shellMissing = machine.shellsMissing.some(when => !unclaimed(confidenceIn(when, machine)));
  const stopped = refused || shellMissing || lost.length > 0;
  return {
    // What follows a script that does not run is what would follow if it did.
    verdict: stopped ? 'unknown' : verdictOf(groups, endings, strandings, machine),
    endings,
    strandings,
    observations: machine.observations,
    started,
    sourced: machine.sourced,
    lost,
    shellMissing,
    unreached: neverReached(machine),
    lacking: machine.lacking,
    mainScript: machine.mainScript,
    variables: variablesAsked(groups, machine),
    endingsIn: environment => {
      const valueFor = valuesIn(environment, machine);
      return groups.flatMap((group, index) => {
        const ending = endings[index];
        return ending === undefined ? [] : possibleEnding(group, ending, valueFor, machine);
      });
    },
  };
}

function variablesAsked(
  groups: readonly (readonly Way[])[],
  machine: Machine,
): ReadonlyMap<string, readonly string[]> {
  const asked = new Map<string, Set<string>>();
  const states = groups.flat().map(({ state }) => state);
  const formulas = states.flatMap(state => [
    state.path,
    ...jobsAlive(state, machine).map(({ when }) => when),
  ]);
  for (const [id, values] of machine.formulas.questionsIn(formulas)) {
    const atom = machine.atomOf(id);
    if (atom?.origin !== 'environment') continue;
    const known = asked.get(atom.subject) ?? new Set();
    for (const value of values) known.add(value);
    asked.set(atom.subject, known);
  }
  return new Map([...asked].map(([name, values]) => [name, [...values].sort()] as const));
}

/** What the environment gives; the rest stays open. */
function valuesIn(environment: ReadonlyMap<string, string>, machine: Machine): Valuation {
  return id => {
    const atom = machine.atomOf(id);
    return atom?.origin === 'environment' ? (environment.get(atom.subject) ?? UNSET) : undefined;
  };
}

/** Each way by itself first: what is left of one in an environment is small, and all together are not. */
function possibleEnding(
  group: readonly Way[],
  ending: Ending,
  valueFor: Valuation,
  machine: Machine,
): readonly PossibleEnding[] {
  const { and, given, never, surely } = machine.formulas;
  const left = group.flatMap(way => {
    const here = given(way.state.path, valueFor);
    return here === never ? [] : [{ ...way, state: { ...way.state, path: here } }];
  });
  const path = pathsOf(left, machine);
  if (path === never) return [];
  const alive = new Map<number, { job: Job; when: Formula[] }>();
  for (const { state } of left) {
    for (const [id, { job, when }] of entries(state.jobs)) {
      const here = and(given(when, valueFor), state.path);
      if (here === never) continue;
      const known = alive.get(id)?.when ?? [];
      alive.set(id, { job, when: known });
      known.push(here);
    }
  }
  const inOrder = [...alive.values()].sort((a, b) => a.job.id - b.job.id);
  const jobs = inOrder.map(({ job, when }) => ({
    job,
    certain: anyOf(when, machine.formulas) === path,
  }));
  return [
    { ending, confidence: confidenceIn(path, machine), doubted: surely(path) !== path, jobs },
  ];
}

function groupWays(ways: readonly Way[]): readonly (readonly Way[])[] {
  const groups = new Map<string, Way[]>();
  for (const way of ways) {
    const { path, span } = way.at;
    const key = [
      way.kind,
      way.cause,
      way.deliberate,
      way.exec,
      way.init,
      way.command ?? '',
      path,
      span.start,
      span.end,
    ].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), way]);
  }
  return [...groups.values()];
}

function endingOf(
  group: readonly Way[],
  presumed: readonly Observation[],
  machine: Machine,
): Ending {
  const first = group[0] as Way;
  const { meet } = machine.formulas;
  const path = pathsOf(group, machine);
  const before = presumed.filter(seen => seen.order < first.order && meet(seen.path, path));
  return {
    kind: first.kind,
    at: first.at,
    cause: first.cause,
    command: first.command,
    behavior: first.behavior,
    exec: first.exec,
    init: first.init,
    inside: group.flatMap(({ inside }) => inside ?? []),
    shell: first.shell,
    deliberate: first.deliberate,
    status: statusOf(group, machine),
    confidence: confidenceIn(path, machine),
    doubted: machine.formulas.surely(path) !== path,
    when: factsIn(path, machine),
    assuming: [...assumptionsIn(group, machine), ...presumptionsIn(before)],
    jobs: uniqueJobs(group.flatMap(({ state }) => jobsAlive(state, machine).map(({ job }) => job))),
    trapped: group.some(({ state }) => meet(handledWhen('TERM', state, machine), state.path)),
    before: before.filter(({ taken }) => taken === 'returns'),
  };
}

/** The same status on all ways; an init passes on what it knows alone. */
function statusOf(group: readonly Way[], { formulas }: Machine): number | undefined {
  const statuses = group.map(({ kind, cause, state: { path, failed, code } }) => {
    if (kind === 'runs' || cause === 'init') return undefined;
    if (!formulas.meet(failed, path)) return 0;
    return formulas.meet(formulas.not(failed), path) ? undefined : code;
  });
  return new Set(statuses).size === 1 ? statuses[0] : undefined;
}

/** More ways than these to one ending are not looked at one by one. */
const WAYS_LIMIT = 50;

/** What all ways suppose, though a command that is come to in several ways is asked for anew in each. */
function assumptionsIn(group: readonly Way[], machine: Machine): readonly Assumption[] {
  if (group.length > WAYS_LIMIT) return assumptionsOf(pathsOf(group, machine), machine);
  const [first = [], ...others] = group.map(({ state }) => assumptionsOf(state.path, machine));
  return first.filter(({ command, does }) =>
    others.every(other => other.some(same => same.command === command && same.does === does)),
  );
}

function presumptionsIn(observations: readonly Observation[]): readonly Assumption[] {
  return observations.flatMap(({ argv, taken }) =>
    taken === undefined ? [] : [{ command: commandText(argv), does: taken, presumed: true }],
  );
}

function uniqueJobs(jobs: readonly Job[]): readonly Job[] {
  return [...new Map(jobs.map(job => [job.id, job])).values()];
}

/** For each serving job: the endings that kill it, unless the script decided to fail there. */
function strandingsOf(
  groups: readonly (readonly Way[])[],
  endings: readonly Ending[],
  machine: Machine,
): readonly Stranding[] {
  const { never, or } = machine.formulas;
  const found = new Map<number, { job: Job; when: Formula; endings: Ending[] }>();
  groups.forEach((group, index) => {
    const ending = endings[index];
    if (ending === undefined || ending.kind !== 'ends' || ending.deliberate) return;
    for (const { state } of group) {
      for (const { job, when } of jobsAlive(state, machine)) {
        if (job.behavior !== 'serves' || unclaimed(confidenceIn(when, machine))) continue;
        if (endsWithAwaited(job, when, machine)) continue;
        const entry = found.get(job.id) ?? { job, when: never, endings: [] };
        const known = entry.endings.includes(ending) ? [] : [ending];
        found.set(job.id, {
          job,
          when: or(entry.when, when),
          endings: [...entry.endings, ...known],
        });
      }
    }
  });
  return [...found.values()].map(({ job, when, endings: stranding }) => ({
    job,
    endings: stranding,
    confidence: confidenceIn(when, machine),
    assuming: assumptionsOf(when, machine),
  }));
}

/** What a script waits for by its process id is presumed to stay, not to return and to strand what was started before. */
function endsWithAwaited(job: Job, when: Formula, { awaited, formulas }: Machine): boolean {
  const stays = (atom: number): string | undefined =>
    awaited.some(wait => wait.atom === atom && wait.order > job.id) ? 'stays' : undefined;
  return formulas.given(when, stays) === formulas.never;
}

/** Something that was not understood may be a server, and alive where PID 1 ends. */
function mayStrand(groups: readonly (readonly Way[])[], machine: Machine): boolean {
  const ended = groups.flat().filter(({ kind }) => kind === 'ends');
  return ended.some(({ state }) =>
    jobsAlive(state, machine).some(
      ({ job, when }) => job.behavior === 'serves' && confidenceIn(when, machine) === 'opaque',
    ),
  );
}

/** A path that rests only on a program's supposed behavior is no verdict while the opposite is as likely. */
function verdictOf(
  groups: readonly (readonly Way[])[],
  endings: readonly Ending[],
  strandings: readonly Stranding[],
  machine: Machine,
): Verdict {
  if (strandings.length > 0) return 'exits';
  const running = groups.flat().filter(({ kind }) => kind === 'runs');
  const runs = confidenceIn(pathsOf(running, machine), machine, ['behavior']);
  const ended = endings.filter(({ kind, confidence }) => kind === 'ends' && !unclaimed(confidence));
  // Where `set -e` ends it the script has not done its work.
  const ends = ended.some(({ cause, deliberate }) => cause !== 'errexit' && !deliberate);
  if (runs === 'certain' || (runs === 'assumed' && !ends)) return 'stays';
  const anyRuns = endings.some(({ kind, confidence }) => kind === 'runs' && !unclaimed(confidence));
  const opaque = endings.some(({ doubted }) => doubted) || mayStrand(groups, machine);
  const strandsNothing = ended.some(({ jobs }) =>
    jobs.every(({ behavior }) => behavior !== 'serves'),
  );
  return (ends || strandsNothing) && !anyRuns && !opaque ? 'completes' : 'unknown';
}
