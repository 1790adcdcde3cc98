/**
 * The room `lsp`: the language server protocol, thin. It turns the analysis into diagnostics, code
 * actions and hovers, and decides nothing about containers. It never touches a file system: what it
 * needs from the machine that it runs on is a `ServerRuntime`.
 */
import type { AnalysisCache, FileContent } from '../analysis.ts';

/** How far to look for Dockerfiles: everywhere below a folder, or among its own files only. */
export type SearchDepth = 'tree' | 'directory';

/** What the entries inject. Paths are relative to the folder, with `/`. */
export interface ServerRuntime {
  /** Never rejects, and never reads outside of the folder. */
  readFile(folderUri: string, path: string): Promise<FileContent>;
  findDockerfiles(folderUri: string, depth: SearchDepth): Promise<readonly string[]>;
  /** How many Dockerfiles are worth following together: one where files are read at once, several where they take a while. */
  atATime(folderUri: string): number;
  /** Starts the parser; called once, with what the editor's `initializationOptions` are. */
  startAnalysis(initializationOptions: unknown): Promise<AnalysisCache>;
}
