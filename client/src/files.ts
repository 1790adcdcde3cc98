/** Reads files for a server that has no disk: in a browser, and in virtual workspaces. */
import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { FileParams, FileRequests, ListedEntry } from '../../server/src/lsp/file-requests.ts';

/** No Dockerfile and no startup script is that long, but a data file with such a name may be. */
const SIZE_LIMIT = 4_000_000;

/** A directory with more entries than this is data: nobody starts that many scripts. */
const NAMES_LIMIT = 2_000;

type ReadFile = FileRequests['entrypoint-lint/readFile'];
type ListDirectory = FileRequests['entrypoint-lint/listDirectory'];

export function answerFileRequests(client: BaseLanguageClient): void {
  const readMethod: keyof FileRequests = 'entrypoint-lint/readFile';
  const listMethod: keyof FileRequests = 'entrypoint-lint/listDirectory';
  client.onRequest<ReadFile['answer'], void>(readMethod, readFile);
  client.onRequest<ListDirectory['answer'], void>(listMethod, listDirectory);
}

async function readFile(params: FileParams): Promise<ReadFile['answer']> {
  const uri = Uri.parse(params.uri);
  try {
    const { type, size } = await workspace.fs.stat(uri);
    if (type === FileType.Directory) return await readFolder(uri);
    // Not a link either: it may lead out of the workspace.
    if (type !== FileType.File || size > SIZE_LIMIT) return { kind: 'unreadable' };
    const bytes = await workspace.fs.readFile(uri);
    if (bytes.includes(0)) return { kind: 'unreadable' };
    return { kind: 'text', text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    return { kind: isMissing(error) ? 'absent' : 'unreadable' };
  }
}

async function readFolder(uri: Uri): Promise<ReadFile['answer']> {
  const entries = await workspace.fs.readDirectory(uri);
  return entries.length > NAMES_LIMIT
    ? { kind: 'unreadable' }
    : { kind: 'folder', names: entries.map(([name]) => name) };
}

function isMissing(error: unknown): boolean {
  const codes = ['FileNotFound', 'FileNotADirectory'];
  return error instanceof FileSystemError && codes.includes(error.code);
}

async function listDirectory({ uri }: FileParams): Promise<ListDirectory['answer']> {
  try {
    const entries = await workspace.fs.readDirectory(Uri.parse(uri));
    return entries.map(([name, type]) => ({ name, kind: kindOf(type) }));
  } catch {
    return [];
  }
}

function kindOf(type: FileType): ListedEntry['kind'] {
  if (type === FileType.File) return 'file';
  return type === FileType.Directory ? 'directory' : 'other';
}
