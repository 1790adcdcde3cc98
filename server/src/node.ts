/** The language server on Node: an extension's IPC child, or any editor's stdio server. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { createAnalysisCache } from './analysis.ts';
import { createClientFiles } from './client-files.ts';
import type { ServerRuntime } from './lsp/runtime.ts';
import { startServer } from './lsp/server.ts';
import { createFolderHost, type FolderHost } from './node-files.ts';
import type { ParserModules } from './shell/parser-modules.ts';
import { createShellParser } from './shell/syntax.ts';

/** Serves whoever started the process, until they end it. */
export function serve(modules: Promise<ParserModules>): void {
  // Before the editor asks for anything.
  const parser = modules.then(createShellParser);
  const connection = createConnection(ProposedFeatures.all);
  const onDisk = diskFiles();
  // Of a virtual workspace, only the editor can read the files.
  const throughClient = createClientFiles(connection);
  const filesOf = (folderUri: string): FileAccess =>
    folderUri.startsWith('file:') ? onDisk : throughClient;
  startServer(connection, {
    readFile: (folderUri, path) => filesOf(folderUri).readFile(folderUri, path),
    findDockerfiles: (folderUri, depth) => filesOf(folderUri).findDockerfiles(folderUri, depth),
    atATime: folderUri => filesOf(folderUri).atATime(folderUri),
    startAnalysis: async () => createAnalysisCache(await parser),
  });
}

type FileAccess = Omit<ServerRuntime, 'startAnalysis'>;

function diskFiles(): FileAccess {
  const hosts = new Map<string, FolderHost>();
  const hostOf = (folderUri: string): FolderHost => {
    const host = hosts.get(folderUri) ?? createFolderHost(URI.parse(folderUri).fsPath);
    hosts.set(folderUri, host);
    return host;
  };
  return {
    readFile: (folderUri, path) => hostOf(folderUri).readFile(path),
    findDockerfiles: (folderUri, depth) => hostOf(folderUri).findDockerfiles('', depth),
    // Several would live through garbage collections, and nothing would be faster.
    atATime: () => 1,
  };
}
