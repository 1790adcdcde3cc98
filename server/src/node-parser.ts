import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileParser, type ParserModules } from './shell/parser-modules.ts';

/** Compiles the parser's files, which the build puts beside the bundles. */
export function loadParser(directory: string): Promise<ParserModules> {
  return compileParser({
    runtime: readFileSync(join(directory, 'web-tree-sitter.wasm')),
    bash: readFileSync(join(directory, 'tree-sitter-bash.wasm')),
  });
}
