import { absolutePath } from '../launch/files.ts';
import type { Launch } from '../launch/launches.ts';
import type { Argument } from '../programs/command.ts';
import type { MissingFile } from '../programs/files.ts';
import { contains } from '../text/place.ts';
import { unclaimed } from './endings.ts';
import { confidenceIn } from './facts.ts';
import type { Machine } from './machine.ts';

/** A script that the launch names, and that no instruction puts there. */
export interface LostScript {
  /** The word that names it. */
  readonly word: Argument;
  /** Absolute; a name alone is looked up in PATH. */
  readonly path: string;
  /** The file that COPY would bring; undefined where no COPY would bring it to that path. */
  readonly missing: MissingFile | undefined;
  /** The one path at which a file of that name is; undefined where there is none. */
  readonly other: string | undefined;
  /** Where there is none: the one in the same folder whose name is nearly the same. */
  readonly similar: string | undefined;
  /** False where the image may have it, so that nothing is reported. */
  readonly claimed: boolean;
}

/** Folders that builds fill, outside of Docker too. */
const PRODUCTS = /(^|\/)(bin|build|dist|out|output|target|generated|node_modules|vendor)\//;

function isSource(missing: MissingFile | undefined): boolean {
  return missing !== undefined && !PRODUCTS.test(missing.path);
}

/** True where a file of the build context should be at the path, and neither the build nor the start can bring it. */
export function isNowhere(path: string, { world }: Machine): boolean {
  return !world.mayBeMounted() && world.lostFile(path).some(isSource);
}

/** The scripts that the launch names, and that are nowhere; none where they may come from elsewhere. */
export function lostScripts(launch: Launch, machine: Machine): readonly LostScript[] {
  const named = scriptsNamed(launch, machine);
  if (named.length === 0 || machine.world.mayBeMounted()) return [];
  return named.flatMap(({ word, byName }) =>
    byName ? lostName(word, launch, machine) : lostScript(word, launch, machine),
  );
}

interface NamedScript {
  readonly word: Argument;
  /** It is looked up in PATH. */
  readonly byName: boolean;
}

/** The words of the launch that are started by their path, or read by a shell. */
function scriptsNamed(launch: Launch, machine: Machine): readonly NamedScript[] {
  return machine.observations.flatMap(({ argv: [program], behavior, path }) => {
    const read = behavior.kind === 'interprets' && behavior.script.kind === 'file';
    const word = read ? behavior.script.file : program;
    if (word === undefined || !isScriptOf(launch, word)) return [];
    // What is known of a name without a directory is known of the program that PATH finds.
    const byName = !read && word.value?.includes('/') === false;
    if (byName && behavior.kind !== 'unknown') return [];
    return unclaimed(confidenceIn(path, machine)) ? [] : [{ word, byName }];
  });
}

function isScriptOf(launch: Launch, { at, value = '' }: Argument): boolean {
  return /\.(sh|bash)$/.test(value) && isInLaunch(at, launch);
}

function isInLaunch(at: Argument['at'], launch: Launch): boolean {
  return at.path === launch.at.path && contains(launch.at.span, at.span);
}

function lostScript(word: Argument, launch: Launch, { world }: Machine): readonly LostScript[] {
  const { value = '' } = word;
  const path = absolutePath(value, launch.workdir);
  if (path === undefined) return [];
  const others = world.isLost(path) ? world.namesakes(path) : [];
  const other = others.length === 1 ? others[0] : undefined;
  const [missing] = world.lostFile(path);
  // A known image may have scripts of its own, but not under the name of one that is brought.
  const misplaced = other !== undefined && launch.image !== undefined && !value.startsWith('/');
  if (!isSource(missing) && !misplaced) return [];
  const [similar, ...more] = other === undefined ? world.similar(path) : [];
  const nearest = more.length > 0 ? undefined : similar;
  return [{ word, path, missing, other, similar: nearest, claimed: true }];
}

/** A script that is brought, but into a directory where no name is looked up. Which ones those are, images may change. */
function lostName(word: Argument, launch: Launch, { world }: Machine): readonly LostScript[] {
  const { value = '' } = word;
  const others = world.namesakes(`/usr/local/bin/${value}`);
  const [other] = others;
  if (other === undefined) return [];
  const known = launch.image !== undefined && world.isLost(`/usr/local/bin/${value}`);
  const claimed = known && others.length === 1 && !/\/s?bin\/[^/]+$/.test(other);
  return [{ word, path: value, missing: undefined, other, similar: undefined, claimed }];
}
