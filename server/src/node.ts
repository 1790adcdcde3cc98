/** The language server on Node: an extension's IPC child, or any editor's stdio server. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { createAnalysisCache } from './analysis.ts';
import { createClientFiles } from './client-files.ts';
import type { ServerRuntime } from './lsp/runtime.ts';
import { startServer } from './lsp/server.ts';
import { createFolderHost, type FolderHost, loadParserFiles } from './node-files.ts';
import { createShellParser } from './shell/syntax.ts';

// Before the editor asks for anything: it is compiled meanwhile.
const parser = createShellParser(loadParserFiles(__dirname));

const connection = createConnection(ProposedFeatures.all);
const hosts = new Map<string, FolderHost>();

function hostOf(folderUri: string): FolderHost {
  const host = hosts.get(folderUri) ?? createFolderHost(URI.parse(folderUri).fsPath);
  hosts.set(folderUri, host);
  return host;
}

const onDisk: Omit<ServerRuntime, 'startAnalysis'> = {
  readFile: (folderUri, path) => hostOf(folderUri).readFile(path),
  findDockerfiles: (folderUri, depth) => hostOf(folderUri).findDockerfiles('', depth),
  // Several would live through garbage collections, and nothing would be faster.
  atATime: () => 1,
};
// Of a virtual workspace, only the editor can read the files.
const throughClient = createClientFiles(connection);
const filesOf = (folderUri: string): typeof onDisk =>
  folderUri.startsWith('file:') ? onDisk : throughClient;

startServer(connection, {
  readFile: (folderUri, path) => filesOf(folderUri).readFile(folderUri, path),
  findDockerfiles: (folderUri, depth) => filesOf(folderUri).findDockerfiles(folderUri, depth),
  atATime: folderUri => filesOf(folderUri).atATime(folderUri),
  startAnalysis: async () => createAnalysisCache(await parser),
});
