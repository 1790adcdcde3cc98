/** Several stranded servers of one script: the one that the image is for goes last, or bash waits for the first that ends. */
import type { Image } from '../../launch/images/image.ts';
import type { Stranding } from '../../lifetime/endings.ts';
import type { Job } from '../../lifetime/state.ts';
import { baseName } from '../../programs/command.ts';
import type { BackgroundStep } from '../../shell/steps.ts';
import { hasOwnLines, placeIn } from '../../text/excerpt.ts';
import { comparePlaces, samePlace } from '../../text/place.ts';
import type { Proposal } from '../finding.ts';
import type { RuleInput } from '../rule.ts';
import { isHelper } from './daemon.ts';
import { withoutDisown } from './disown.ts';
import { keepPids } from './kept-pid.ts';
import { lastBlocks } from './last-step.ts';
import { asEdits, ownsItsLines } from './script-text.ts';
import { waitsAt } from './wait-for-server.ts';

/** The stranding of the server that goes last where several are stranded in the same file: the last one, if nothing tells. */
export function mainStranding({ job: { at } }: Stranding, input: RuleInput): Stranding | undefined {
  const beside = besideIn(at.path, input).filter(({ job }) => !isHelper(job.command));
  const own = beside.filter(({ job }) => isImagesOwn(job.command, input.launch.image));
  return own.at(-1) ?? beside.at(-1);
}

/** `wait -n` for all that are stranded; none where a shell does not have it, or not all are started one after the other. */
export function proposeWaitForFirst(stranding: Stranding, input: RuleInput): readonly Proposal[] {
  const { job, endings } = stranding;
  const source = input.sourceAt(job.at);
  const servers = besideIn(job.at.path, input);
  if (source === undefined || servers.length < 2 || !hasOwnLines(source.excerpt)) return [];
  if (endings.some(({ shell }) => shell !== 'bash')) return [];
  // Where the script leaves before one is started, there is no process id of it.
  if (!endings.every(({ jobs }) => servers.every(({ job: { id } }) => has(jobs, id)))) return [];
  const { script, excerpt } = source;
  const steps = lastBlocks(script).flatMap(block => block.steps);
  const jobs = servers.flatMap(({ job: { at } }): readonly BackgroundStep[] => {
    const step = steps.find(other => samePlace(placeIn(excerpt, other.at), at));
    return step?.kind === 'background' && ownsItsLines(script, step.at) ? [step] : [];
  });
  if (jobs.length < servers.length) return [];
  const { names, remembered } = keepPids(jobs, source);
  const words = names.map(name => `"$${name}"`).join(' ');
  const started = asEdits(source, [...remembered, ...withoutDisown(script.steps, script)]);
  const waits = waitsAt(stranding, `wait -n ${words}`, input);
  if (started === undefined || waits === undefined) return [];
  const title = {
    id: 'fix-wait-first' as const,
    commands: servers.map(server => server.job.command),
  };
  return [{ title, safety: 'safe', edits: [...started, ...waits] }];
}

function has(jobs: readonly Job[], id: number): boolean {
  return jobs.some(job => job.id === id);
}

/** In the order of their places. */
function besideIn(path: string, { lifetime }: RuleInput): readonly Stranding[] {
  return lifetime.strandings
    .filter(({ job }) => job.at.path === path && !job.daemon)
    .sort((a, b) => comparePlaces(a.job.at, b.job.at));
}

/** The image is named after the program, or starts it when nothing else is said: `python3.12` is `python`, and `mysqld` of `mysql`. */
function isImagesOwn(command: string, image: Image | undefined): boolean {
  if (image === undefined) return false;
  const program = baseName(command.split(' ', 1)[0] ?? '');
  const named = baseName(image.name.replace(/:.*/, ''));
  return [named, image.command?.[0], image.options].some(
    name => name !== undefined && (program.startsWith(name) || name.startsWith(program)),
  );
}
