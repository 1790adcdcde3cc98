/** What the rules found, as users want to see it: with their severities, and without what they suppress. */
import type { LaunchReport, Project } from './analysis.ts';
import { type Directive, speaksOf } from './rules/directives.ts';
import { type Finding, SEVERITIES } from './rules/finding.ts';
import { RULES } from './rules/index.ts';
import { type DirectiveUse, ineffectiveComment } from './rules/ineffective-comment.ts';
import type { Settings } from './settings.ts';
import { comparePlaces, type Place, placeKey, samePlace } from './text/place.ts';

export interface Judged {
  readonly findings: readonly Finding[];
  /** What became of the directives in the files of the entry. */
  readonly uses: readonly DirectiveUse[];
}

/** The findings of one entry, as settings and comments have them. */
export function judged(
  found: readonly Finding[],
  directives: readonly Directive[],
  launches: readonly LaunchReport[],
  settings: Settings,
): Judged {
  return {
    findings: found
      .flatMap(finding => asSet(finding, settings))
      .map(finding => asSuppressed(finding, directives)),
    uses: directives
      .map(directive => useOf(directive, found, launches))
      .filter(use => use.launches.length > 0),
  };
}

/** With the severity that the user has set; none where the rule is off, or the file left out. */
function asSet(finding: Finding, settings: Settings): readonly Finding[] {
  const severity = settings.rules.get(finding.rule) ?? finding.severity;
  return severity === 'off' || settings.excludes(finding.at.path) ? [] : [{ ...finding, severity }];
}

function asSuppressed(finding: Finding, directives: readonly Directive[]): Finding {
  return directives.some(directive => suppresses(directive, finding))
    ? { ...finding, suppressed: true }
    : finding;
}

function suppresses({ says, at, below }: Directive, finding: Finding): boolean {
  if (says.kind !== 'suppression' || at.path !== finding.at.path) return false;
  if (!says.rules.some(({ name }) => name === finding.rule)) return false;
  return says.scope === 'file' || speaksOf(below, finding.at);
}

function useOf(
  directive: Directive,
  found: readonly Finding[],
  launches: readonly LaunchReport[],
): DirectiveUse {
  const { path } = directive.at;
  const readers = launches.filter(
    ({ entry, scripts }) => entry.path === path || scripts.includes(path),
  );
  const suppressed = found.filter(finding => suppresses(directive, finding));
  return {
    directive,
    suppressed: new Set(suppressed.map(({ rule }) => rule)),
    annotated: annotatedIn(directive, readers),
    doubtful: readers.some(({ syntaxErrors }) => syntaxErrors > 0),
    launches: readers.map(({ launch }) => launch.at),
    rules: RULES.map(({ name }) => name),
  };
}

function annotatedIn(
  { at, below }: Directive,
  launches: readonly LaunchReport[],
): DirectiveUse['annotated'] {
  const seen = launches.flatMap(({ lifetime }) => lifetime.observations);
  const taughtBy = (place: Place | undefined): boolean =>
    place !== undefined && samePlace(place, at);
  if (seen.some(({ behavior: { reason } }) => reason.id === 'reason-taught' && taughtBy(reason.at)))
    return 'yes';
  return seen.some(({ at: place }) => place.path === at.path && speaksOf(below, place))
    ? 'no'
    : 'not-reached';
}

/** The comments without an effect in all entries together: one may use what another does not. */
export function ineffective(
  results: readonly { readonly settings: Settings; readonly uses: readonly DirectiveUse[] }[],
  { entries, partial = false }: Pick<Project, 'entries' | 'partial'>,
): readonly Finding[] {
  const isShared = ({ directive: { at } }: DirectiveUse): boolean =>
    !entries.some(({ kind, path }) => kind === 'dockerfile' && path === at.path);
  const together = new Map<string, { readonly settings: Settings; readonly use: DirectiveUse }>();
  for (const { settings, uses } of results) {
    for (const use of uses) {
      const key = placeKey(use.directive.at);
      const known = together.get(key);
      together.set(key, { settings, use: known === undefined ? use : bothUses(known.use, use) });
    }
  }
  const directives = [...together.values()].map(({ use }) => use.directive);
  return [...together.values()].flatMap(({ settings, use }) =>
    ineffectiveComment
      .check(partial && isShared(use) ? { ...use, doubtful: true } : use)
      .flatMap(finding => asSet(finding, settings))
      .map(finding => asSuppressed(finding, directives)),
  );
}

function bothUses(one: DirectiveUse, other: DirectiveUse): DirectiveUse {
  const annotated = [one.annotated, other.annotated];
  return {
    ...one,
    suppressed: new Set([...one.suppressed, ...other.suppressed]),
    annotated: annotated.includes('yes') ? 'yes' : annotated.includes('no') ? 'no' : 'not-reached',
    doubtful: one.doubtful || other.doubtful,
    launches: [...one.launches, ...other.launches],
  };
}

/** In the order of their places; equal rule and place are one finding, as grave as the gravest. */
export function merged(findings: readonly Finding[]): readonly Finding[] {
  const byPlace = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.rule} ${placeKey(finding.at)}`;
    const known = byPlace.get(key);
    const launches = [...(known?.launches ?? []), ...finding.launches];
    const graver = [known ?? finding, finding].sort((a, b) => gravity(a) - gravity(b))[0];
    byPlace.set(key, { ...(graver ?? finding), launches });
  }
  return [...byPlace.values()].sort((a, b) => comparePlaces(a.at, b.at));
}

function gravity({ severity }: Finding): number {
  return SEVERITIES.indexOf(severity);
}
