/** Which programs the compilers that a RUN starts leave where. */
import { baseName } from '../programs/command.ts';

/** Compilers that take the program's path behind `-o`. */
const COMPILERS = /^((musl-)?gcc|g\+\+|cc|c\+\+|clang(\+\+)?|rustc|ghc)(-\d+)?$/;

/**
 * The paths of the programs that a command builds, relative to its working directory; `*` stands for names that
 * its words do not say. An argument that is not known is undefined. Libraries and object files are none.
 */
export function builtPrograms(
  name: string,
  [action, ...rest]: readonly (string | undefined)[],
): readonly string[] {
  if (name === 'go' && action === 'build') return builtByGo(rest);
  if (name === 'cargo' && action === 'build') return ['target/release/*', 'target/*/release/*'];
  if (name === 'cargo' && action === 'install') return ['/usr/local/cargo/bin/*'];
  if (name === 'dart' && action === 'compile') return outputOf(rest);
  const words = [action, ...rest];
  const isProgram = !words.some(word => /^-(c|S|E|shared|fPIC)$/.test(word ?? ''));
  return COMPILERS.test(name) && isProgram ? outputOf(words) : [];
}

/** `go build -o FILE`, `go build -o FOLDER/ ./cmd/NAME`, and without `-o` the last part of the package's path. */
function builtByGo(words: readonly (string | undefined)[]): readonly string[] {
  if (words.some(word => /^-{1,2}buildmode\b/.test(word ?? ''))) return [];
  const last = words.at(-1) ?? '';
  const packageName = /^\.\/\w/.test(last) ? baseName(last.replace(/\/(\.\.\.)?$/, '')) : '*';
  const given = words.some(word => /^--?o\b/.test(word ?? ''));
  if (!given) return packageName === '*' || last.endsWith('...') ? [] : [packageName];
  return outputOf(words).map(path =>
    path.endsWith('/') ? path + (last.endsWith('...') ? '*' : packageName) : path,
  );
}

function outputOf(words: readonly (string | undefined)[]): readonly string[] {
  const index = words.findIndex(word => word === '-o' || word === '--output' || word === '--o');
  const attached = words.flatMap(word => /^--?o(?:utput)?=(.+)/.exec(word ?? '')?.[1] ?? [])[0];
  const output = index < 0 ? attached : words[index + 1];
  return output === undefined || /\.(o|a|so|obj)$/.test(output) ? [] : [output];
}
