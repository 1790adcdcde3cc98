/** Short ways to write the commonest entries. */
import type { Source } from '../behavior.ts';
import type { Case, Effect, Foreground, Program, When, WrapEffect } from '../program.ts';

/** Lists of words are written as one text, with blanks between. */
export function words(list: string | undefined): readonly string[] {
  return list === undefined ? [] : list.split(' ');
}

/** Observed with these versions. */
export function run(version: string): Source {
  return { kind: 'run', version };
}

export function manual(page: string): Source {
  return { kind: 'manual', page };
}

export function document(url: string): Source {
  return { kind: 'document', url };
}

/** A file of a repository: how its program is started there, or its text. */
export function repository(path: string): Source {
  return { kind: 'document', url: `https://github.com/${path}` };
}

/** Programs that all do the same: one entry for each manual page, by its name. */
export function ofPages(effect: Effect, pages: string): readonly Program[] {
  return words(pages).map(page => ({
    names: [page.slice(0, page.indexOf('('))],
    usual: effect,
    source: manual(page),
  }));
}

/** The same where all pages stand in one section of the manual. */
export function ofSection(effect: Effect, section: number, names: string): readonly Program[] {
  return ofPages(
    effect,
    names.replace(/\S+/g, name => `${name}(${section})`),
  );
}

interface Options {
  /** Options with which it does something else, and ends. */
  readonly tasks?: string;
  /** Options that keep it in the foreground. The first one is added by the fix. */
  readonly stays?: string;
  /** Options that send it into the background. */
  readonly forks?: string;
  /** Options that take a value. */
  readonly values?: string;
  /** Its names as a service. */
  readonly service?: string;
}

type More = Partial<Omit<Program, 'names' | 'usual' | 'source'>>;

/** Forks into the background, unless an option keeps it in the foreground. */
export function daemon(names: string, options: Options, source: Source, more: More = {}): Program {
  const [name = '', ...others] = words(names);
  const stay = words(options.stays)[0];
  const services = words(options.service);
  return {
    names: [name, ...others],
    usual: 'daemonizes',
    ...(stay && { foreground: { without: words(options.forks), first: [stay] } }),
    ...(services.length > 0 && {
      service: { names: services, ...(stay && { foreground: [name, stay] }) },
    }),
    ...syntaxOf(options),
    source,
    ...more,
    cases: [...(more.cases ?? []), ...optionCases(options, ['tasks', 'stays'])],
  };
}

/** As `daemon`, but where no option says so, a configuration file decides. */
export function configuredDaemon(
  names: string,
  options: Options,
  source: Source,
  more: More = {},
): Program {
  return { ...daemon(names, options, source, more), usual: 'undecided' };
}

/** Stays in the foreground, unless an option sends it into the background. */
export function server(names: string, options: Options, source: Source, more: More = {}): Program {
  const [name = '', ...others] = words(names);
  const services = words(options.service);
  return {
    names: [name, ...others],
    usual: 'serves',
    ...(options.forks && { foreground: { without: words(options.forks) } }),
    ...(services.length > 0 && { service: { names: services, foreground: [name] } }),
    ...syntaxOf(options),
    source,
    ...more,
    cases: [...(more.cases ?? []), ...optionCases(options, ['tasks', 'forks'])],
  };
}

interface Commands extends Options {
  readonly serves?: string;
  readonly daemonizes?: string;
  readonly finishes?: string;
  /** Options with which the subcommands that finish do their work again on every change, for ever. */
  readonly watches?: string;
  readonly calls?: string;
  readonly asks?: string;
  readonly interactive?: string;
  readonly undecided?: string;
  /** Subcommands that stop what the program starts. */
  readonly stop?: string;
  /** What it does with any other subcommand, or with none; `undecided` if nothing is said. */
  readonly usual?: Effect;
  readonly foreground?: Foreground;
}

/** The first operand says what the program does. */
export function commands(names: string, says: Commands, source: Source, more: More = {}): Program {
  const [name = '', ...others] = words(names);
  const serves = says.serves === undefined ? undefined : anyOf(says.serves);
  const daemonizes = says.daemonizes === undefined ? undefined : anyOf(says.daemonizes);
  const both = (first: When | undefined, has: string | undefined, effect: Effect): Case[] =>
    first && has ? [{ when: { all: [first, { has: words(has) }] }, effect }] : [];
  const foreground = says.foreground ?? foregroundOf(says);
  return {
    names: [name, ...others],
    usual: says.usual ?? 'undecided',
    ...(foreground && { foreground }),
    ...syntaxOf(says),
    source,
    ...more,
    cases: [
      ...(more.cases ?? []),
      ...optionCases(says, ['tasks']),
      ...watchCases(says),
      ...both(serves, says.forks, 'daemonizes'),
      ...both(daemonizes, says.stays, 'serves'),
      ...(serves ? [{ when: serves, effect: 'serves' } as const] : []),
      ...(daemonizes ? [{ when: daemonizes, effect: 'daemonizes' } as const] : []),
      ...commandCases(says, more.starts ?? name),
    ],
  };
}

/** Programs that all do the same, whatever their arguments. */
export function all(effect: Effect, names: string, source: Source): Program {
  return { names: words(names), usual: effect, source };
}

/** Programs that read their standard input to its end where no file is named. */
export function filter(names: string, source: Source): Program {
  const cases: readonly Case[] = [{ when: { operands: 'none' }, effect: 'filters' }];
  return { names: words(names), usual: 'finishes', cases, source };
}

/** Runs the command behind its own options, which stand first. */
export function wrapper(
  names: string,
  effect: WrapEffect,
  values: string,
  source: Source,
  more: More = {},
): Program {
  return {
    names: words(names),
    usual: effect,
    optionsFirst: true,
    ...(values !== '' && { valueOptions: words(values) }),
    source,
    ...more,
  };
}

/** The first operand is one of these words. */
export function anyOf(list: string): When {
  return { first: `^(${list.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '|')})$` };
}

function watchCases({ finishes, watches }: Commands): readonly Case[] {
  if (finishes === undefined || watches === undefined) return [];
  const options = words(watches);
  const off = options.map(option => ({ not: { option, matches: '^false$' } }));
  return [{ when: { all: [anyOf(finishes), { has: options }, ...off] }, effect: 'serves' }];
}

function commandCases(says: Commands, stopped: string): readonly Case[] {
  const effects = ['finishes', 'calls', 'asks', 'interactive', 'undecided'] as const;
  const plain = effects.flatMap((effect): Case[] => {
    const list = says[effect];
    return list === undefined ? [] : [{ when: anyOf(list), effect }];
  });
  return says.stop === undefined
    ? plain
    : [...plain, { when: anyOf(says.stop), effect: { stops: [stopped] } }];
}

function foregroundOf({ forks, stays, daemonizes }: Commands): Foreground | undefined {
  const stay = words(stays)[0];
  if (daemonizes !== undefined) return stay === undefined ? undefined : { last: [stay] };
  return forks === undefined ? undefined : { without: words(forks) };
}

function optionCases(
  options: Options,
  kinds: readonly ('tasks' | 'stays' | 'forks')[],
): readonly Case[] {
  const effects = { tasks: 'finishes', stays: 'serves', forks: 'daemonizes' } as const;
  return kinds.flatMap((kind): Case[] => {
    const list = options[kind];
    return list === undefined ? [] : [{ when: { has: words(list) }, effect: effects[kind] }];
  });
}

function syntaxOf({ values }: Options): Pick<Program, 'valueOptions'> {
  return values === undefined ? {} : { valueOptions: words(values) };
}
