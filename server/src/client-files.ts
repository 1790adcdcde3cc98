/** The files of a folder as the editor reads them: for browsers and virtual workspaces. */
import type { Connection } from 'vscode-languageserver';
import type { FileContent } from './analysis.ts';
import { type Directories, walk } from './dockerfile-walk.ts';
import type { FileRequests } from './lsp/file-requests.ts';
import { pathIn, uriOf } from './lsp/folder-uri.ts';
import type { ServerRuntime } from './lsp/runtime.ts';

type ClientFiles = Omit<ServerRuntime, 'startAnalysis'>;

/** Enough to keep an editor at the other end of a line busy, few enough to stop soon. */
const AT_A_TIME = 16;

export function createClientFiles(connection: Connection): ClientFiles {
  const readFile: ClientFiles['readFile'] = async (folderUri, path) => {
    const uri = uriOf(folderUri, path);
    if (pathIn(folderUri, uri) === undefined) return { kind: 'absent' };
    const unread: FileContent = { kind: 'unreadable' };
    return (await ask(connection, 'entrypoint-lint/readFile', uri)) ?? unread;
  };
  return {
    readFile,
    findDockerfiles(folderUri, depth) {
      const directories: Directories = {
        list: async path =>
          (await ask(connection, 'entrypoint-lint/listDirectory', uriOf(folderUri, path))) ?? [],
        async readText(path) {
          const content = await readFile(folderUri, path);
          return content.kind === 'text' ? content.text : undefined;
        },
      };
      return walk(directories, '', depth);
    },
    atATime: () => AT_A_TIME,
  };
}

/** Undefined when the editor cannot answer. */
async function ask<Method extends keyof FileRequests>(
  connection: Connection,
  method: Method,
  uri: string,
): Promise<FileRequests[Method]['answer'] | undefined> {
  const params: FileRequests[Method]['params'] = { uri };
  return connection
    .sendRequest<FileRequests[Method]['answer']>(method, params)
    .catch(() => undefined);
}
