/** Which programs the compilers that a RUN starts leave where. */
import { baseName } from '../programs/command.ts';
import { absolutePath, type Run } from './files.ts';
import type { RunSources } from './run-changes.ts';
import { variableValue } from './variables.ts';

/** Compilers that take the program's path behind `-o`. */
const COMPILERS = /^((musl-)?gcc|g\+\+|cc|c\+\+|clang(\+\+)?|rustc|ghc)(-\d+)?$/;

/** What decides besides a command's words. */
export interface BuildSurroundings {
  readonly run: Run;
  readonly workdir: string | undefined;
  readonly sources: Pick<RunSources, 'openText'>;
}

/** An argument that is not known is undefined. */
type Words = readonly (string | undefined)[];

/**
 * The paths of the programs that a command builds, relative to its working directory; `*` stands for names that
 * its words do not say. Libraries and object files are none.
 */
export function builtPrograms(
  name: string,
  [action, ...rest]: Words,
  surroundings: BuildSurroundings,
): readonly string[] {
  if (name === 'go' && action === 'build') return builtByGo(rest, surroundings);
  if (name === 'go' && action === 'install') return installedByGo(rest, surroundings);
  if (name === 'cargo' && action === 'build') return builtByCargo(rest, surroundings);
  if (name === 'cargo' && action === 'install') return installedByCargo(rest, surroundings);
  if (name === 'dart' && action === 'compile') return outputOf(rest);
  const words = [action, ...rest];
  const isProgram = !words.some(word => /^-(c|S|E|shared|fPIC)$/.test(word ?? ''));
  return COMPILERS.test(name) && isProgram ? outputOf(words) : [];
}

/** Of the options of `go build`, those that take a value. */
const GO_VALUES =
  /^--?(C|o|p|asmflags|buildmode|buildvcs|compiler|coverpkg|gccgoflags|gcflags|installsuffix|ldflags|mod|modfile|overlay|pgo|pkgdir|tags|toolexec)$/;

/** `go build -o FILE`, `go build -o FOLDER/ PACKAGE…`, and without `-o` what the package is called. */
function builtByGo(words: Words, surroundings: BuildSurroundings): readonly string[] {
  if (words.some(word => /^-{1,2}(buildmode|C)\b/.test(word ?? ''))) return [];
  const packages = goPackages(words);
  const names = packages.map(name => goProgram(name, surroundings));
  const given = words.some(word => /^--?o\b/.test(word ?? ''));
  // Of several packages nothing is left.
  if (!given) return names.length > 1 || names[0] === undefined ? [] : [names[0]];
  return outputOf(words).flatMap(path =>
    path.endsWith('/') ? names.map(name => path + (name ?? '*')) : [path],
  );
}

/** `go install` puts them where GOBIN or GOPATH says; the official image sets `/go`. */
function installedByGo(words: Words, surroundings: BuildSurroundings): readonly string[] {
  const { variables } = surroundings.run;
  const path = variableValue(variables, 'GOPATH');
  const folders = [variableValue(variables, 'GOBIN'), path && `${path}/bin`].filter(
    folder => folder !== undefined,
  );
  const [folder] = folders;
  const names = goPackages(words).flatMap(name => goProgram(name, surroundings) ?? []);
  const places = folder === undefined ? ['/go/bin', '/root/go/bin'] : [folder];
  return places.flatMap(place => names.map(name => `${place}/${name}`));
}

/** The packages that the words name: the one in the working directory where they name none; files stand for one. */
function goPackages(words: Words): Words {
  const operands = words.filter(
    (word, index) => !word?.startsWith('-') && !GO_VALUES.test(words[index - 1] ?? ''),
  );
  if (operands.length === 0) return ['.'];
  return operands[0]?.endsWith('.go') ? operands.slice(0, 1) : operands;
}

/** The name of a package's program (`go help build`); undefined where that is not known. */
function goProgram(name: string | undefined, surroundings: BuildSurroundings): string | undefined {
  if (name === undefined || name.endsWith('...')) return undefined;
  if (name.endsWith('.go')) return baseName(name).slice(0, -'.go'.length);
  const { workdir } = surroundings;
  if (/^\.?\.?\//.test(name) || name === '.') {
    const folder = absolutePath(name, workdir);
    return folder === undefined ? undefined : goProgramIn(folder, surroundings);
  }
  const [path = ''] = name.split('@');
  return lastOfPackage(path);
}

/** That of a folder's package: what the module is called, or the folder inside of a module. */
function goProgramIn(folder: string, { run, sources }: BuildSurroundings): string | undefined {
  const text = sources.openText(`${folder}/go.mod`, run)?.text;
  if (text === undefined) return /\/(cmd|cmds)\/[^/]+$/.test(folder) ? baseName(folder) : undefined;
  const path = /^\s*module\s+"?([^\s"]+)/m.exec(text)?.[1];
  return path === undefined ? undefined : lastOfPackage(path);
}

/** The last part, before a part that is a version (cmd/go, "DefaultExecName"). */
function lastOfPackage(path: string): string {
  const parts = path.split('/');
  const last = parts.at(-1) ?? '';
  const isVersion = /^v([2-9]|[1-9]\d+)$/.test(last);
  return (isVersion ? parts.at(-2) : undefined) ?? last;
}

/** `target/release`, `target/debug`, and the same below the name of a platform. */
function builtByCargo(words: Words, { run }: BuildSurroundings): readonly string[] {
  const given =
    valueBehind('--target-dir', words) ??
    variableValue(run.variables, 'CARGO_TARGET_DIR') ??
    'target';
  const release = words.some(word => word === '--release' || word === '-r');
  const profile = valueBehind('--profile', words) ?? (release ? 'release' : 'debug');
  const folder = profile === 'dev' ? 'debug' : profile;
  return [`${given}/${folder}/*`, `${given}/*/${folder}/*`];
}

/** The official image keeps what it installs in `/usr/local/cargo`. */
function installedByCargo(words: Words, { run }: BuildSurroundings): readonly string[] {
  const root =
    valueBehind('--root', words) ??
    variableValue(run.variables, 'CARGO_INSTALL_ROOT') ??
    variableValue(run.variables, 'CARGO_HOME') ??
    '/usr/local/cargo';
  return [`${root}/bin/*`];
}

function valueBehind(option: string, words: Words): string | undefined {
  const index = words.indexOf(option);
  const joined = words.find(word => word?.startsWith(`${option}=`))?.slice(option.length + 1);
  return index < 0 ? joined : words[index + 1];
}

function outputOf(words: readonly (string | undefined)[]): readonly string[] {
  const index = words.findIndex(word => word === '-o' || word === '--output' || word === '--o');
  const attached = words.flatMap(word => /^--?o(?:utput)?=(.+)/.exec(word ?? '')?.[1] ?? [])[0];
  const output = index < 0 ? attached : words[index + 1];
  return output === undefined || /\.(o|a|so|obj)$/.test(output) ? [] : [output];
}
