/** The language server in a browser's worker: it has no disk, so the editor reads the files. */
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { createAnalysisCache } from './analysis.ts';
import { createClientFiles } from './client-files.ts';
import { startServer } from './lsp/server.ts';
import { compileParser, type ParserFiles } from './shell/parser-modules.ts';
import { createShellParser } from './shell/syntax.ts';

const connection = createConnection(
  ProposedFeatures.all,
  new BrowserMessageReader(self),
  new BrowserMessageWriter(self),
);

startServer(connection, {
  ...createClientFiles(connection),
  startAnalysis: async options =>
    createAnalysisCache(await createShellParser(await compileParser(parserFilesIn(options)))),
});

function parserFilesIn(options: unknown): ParserFiles {
  if (typeof options === 'object' && options !== null && 'parserFiles' in options) {
    return options.parserFiles as ParserFiles;
  }
  throw new Error('The editor must send the WASM files of the parser as `parserFiles`.');
}
