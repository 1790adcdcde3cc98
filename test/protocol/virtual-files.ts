// An editor's answers about files that the server cannot read: `memory:/PATH` stands for PATH on the disk.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { ProtocolConnection } from 'vscode-languageserver/node';
import type { FileContent } from '../../server/src/analysis.ts';
import type { FileParams, FileRequests, ListedEntry } from '../../server/src/lsp/file-requests.ts';

const readMethod: keyof FileRequests = 'entrypoint-lint/readFile';
const listMethod: keyof FileRequests = 'entrypoint-lint/listDirectory';

/** Answers all requests; those for files that `delay` names wait for its promise. */
export function answerFileRequests(
  connection: ProtocolConnection,
  delay: (uri: string) => Promise<void> | undefined,
): void {
  connection.onRequest<Promise<FileContent>, void>(readMethod, async (params: FileParams) => {
    await delay(params.uri);
    return readFile(params);
  });
  connection.onRequest<readonly ListedEntry[], void>(listMethod, listDirectory);
}

function readFile(params: FileParams): FileContent {
  try {
    const names = folderNames(params);
    if (names !== undefined) return { kind: 'folder', names };
    return { kind: 'text', text: readFileSync(pathOf(params), 'utf8') };
  } catch {
    return { kind: 'absent' };
  }
}

function folderNames(params: FileParams): readonly string[] | undefined {
  const path = pathOf(params);
  return statSync(path).isDirectory() ? readdirSync(path) : undefined;
}

function listDirectory(params: FileParams): readonly ListedEntry[] {
  return readdirSync(pathOf(params), { withFileTypes: true }).map(entry => ({
    name: entry.name,
    kind: entry.isDirectory() ? 'directory' : 'file',
  }));
}

const pathOf = ({ uri }: FileParams): string => new URL(uri).pathname;
