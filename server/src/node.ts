/** The language server on Node: an extension's IPC child, or any editor's stdio server. */
import { setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { createAnalysisCache } from './analysis.ts';
import { startServer } from './lsp/server.ts';
import { createFolderHost, type FolderHost, loadParserFiles } from './node-files.ts';
import { createShellParser } from './shell/syntax.ts';

// Optimising the parser's largest function takes half a gigabyte, and startup scripts are short.
setFlagsFromString('--wasm-tier-up-filter=0');

const hosts = new Map<string, FolderHost>();

function hostOf(folderUri: string): FolderHost {
  const host = hosts.get(folderUri) ?? createFolderHost(URI.parse(folderUri).fsPath);
  hosts.set(folderUri, host);
  return host;
}

startServer(createConnection(ProposedFeatures.all), {
  readFile: (folderUri, path) => hostOf(folderUri).readFile(path),
  findDockerfiles: (folderUri, depth) => hostOf(folderUri).findDockerfiles('', depth),
  startAnalysis: async () =>
    createAnalysisCache(await createShellParser(loadParserFiles(__dirname))),
});
