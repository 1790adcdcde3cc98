import type {
  CancellationToken,
  Connection,
  InitializeParams,
  InitializeResult,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnalysisCache } from '../analysis.ts';
import { type ClientFeatures, clientFeatures } from './client-features.ts';
import { codeActionsAt } from './code-actions.ts';
import { codeLensesIn, createLensRefresh } from './code-lens.ts';
import { createConfiguration, watchConfiguration } from './configuration.ts';
import { type Presentation, present } from './diagnostics.ts';
import { documentLinksIn } from './document-links.ts';
import { FIX_ALL, fixAllActions } from './fix-all-action.ts';
import { createFolder } from './folder.ts';
import { hoverAt } from './hover.ts';
import { answerOpenPlace, OPEN_PLACE } from './open-place.ts';
import { createProgress } from './progress.ts';
import {
  CodeActionKind,
  CodeLensRefreshRequest,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  TextDocumentSyncKind,
  TextDocuments,
} from './protocol.ts';
import { createPublishers } from './publisher.ts';
import type { ServerRuntime } from './runtime.ts';
import { verdictOf } from './verdict.ts';
import type { VerdictRequests } from './verdict-request.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** Serves the protocol on a connection until the editor ends it. */
export function startServer(connection: Connection, runtime: ServerRuntime): void {
  connection.onInitialize(params => {
    const features = clientFeatures(params);
    const cache = startAnalysis(connection, runtime, params);
    const workspace = serve(connection, runtime, features, cache);
    workspace.changeFolders(foldersIn(params), []);
    connection.onInitialized(() => register(connection, features, workspace));
    return capabilities(features);
  });
  connection.listen();
}

function startAnalysis(
  connection: Connection,
  runtime: ServerRuntime,
  { initializationOptions }: InitializeParams,
): Promise<AnalysisCache> {
  const cache = runtime.startAnalysis(initializationOptions);
  cache.catch(error => connection.console.error(`The analysis does not start. ${describe(error)}`));
  return cache;
}

function foldersIn({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  return rootUri ? [rootUri] : [];
}

function capabilities({ folderChanges }: ClientFeatures): InitializeResult {
  return {
    serverInfo: { name: 'Entrypoint Lint' },
    capabilities: {
      textDocumentSync: {
        openClose: true,
        change: TextDocumentSyncKind.Incremental,
        save: true,
      },
      hoverProvider: true,
      documentLinkProvider: {},
      codeLensProvider: {},
      executeCommandProvider: { commands: [OPEN_PLACE] },
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: folderChanges },
      },
    },
  };
}

/** What can be asked for only when the editor is ready. Scripts may have any name. */
function register(connection: Connection, features: ClientFeatures, workspace: Workspace): void {
  if (features.fileWatchers) {
    connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] })
      .catch(error => connection.console.warn(`Files are not watched. ${describe(error)}`));
  }
  watchConfiguration(connection, features);
  if (!features.folderChanges) return;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    workspace.changeFolders(
      added.map(({ uri }) => uri),
      removed.map(({ uri }) => uri),
    );
  });
}

function serve(
  connection: Connection,
  runtime: ServerRuntime,
  features: ClientFeatures,
  cache: Promise<AnalysisCache>,
): Workspace {
  const configuration = createConfiguration(connection, features, () =>
    workspace.settingsChanged(),
  );
  const createPublish = createPublishers(params => void connection.sendDiagnostics(params));
  const workspace: Workspace = createWorkspace((uri, depth) => {
    const publish = createPublish();
    const refreshLenses = createLensRefresh(() => {
      connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
    });
    return createFolder({
      uri,
      depth,
      runtime,
      cache,
      settings: () => configuration.settingsFor(uri),
      startProgress: createProgress(connection, features.locale),
      onSnapshot(snapshot) {
        const presentation = present(snapshot, features);
        publish(presentation);
        if (features.lensRefresh) refreshLenses(presentation);
      },
      onFailure: error => connection.console.error(describe(error)),
    });
  });
  const documents = new TextDocuments(TextDocument);
  documents.onDidChangeContent(({ document }) => workspace.show(document));
  documents.onDidSave(({ document }) => workspace.saved(document));
  documents.onDidClose(({ document }) => workspace.close(document));
  documents.listen(connection);
  connection.onDidChangeWatchedFiles(({ changes }) =>
    workspace.filesChanged(
      changes.map(({ uri, type }) => ({
        uri,
        existence: type === FileChangeType.Changed ? 'same' : 'changed',
      })),
    ),
  );
  answerRequests(connection, workspace, features, cache);
  return workspace;
}

function answerRequests(
  connection: Connection,
  workspace: Workspace,
  features: ClientFeatures,
  cache: Promise<AnalysisCache>,
): void {
  /** Answers from the latest state of the document's folder; a failure is logged, and is no answer. */
  const answering =
    <Params extends { readonly textDocument: { readonly uri: string } }, Answer>(
      answer: (
        params: Params,
        path: string,
        from: Presentation,
        cache: AnalysisCache,
      ) => Answer | Promise<Answer>,
    ) =>
    async (params: Params, token: CancellationToken): Promise<Answer | null> => {
      try {
        const located = workspace.locate(params.textDocument.uri);
        if (located === undefined) return null;
        const snapshot = await located.folder.latest();
        if (token.isCancellationRequested) return null;
        return await answer(params, located.path, present(snapshot, features), await cache);
      } catch (error) {
        connection.console.error(describe(error));
        return null;
      }
    };
  connection.onHover(
    answering((params, path, presentation) => hoverAt(path, params.position, presentation)),
  );
  connection.onDocumentLinks(
    answering((_params, path, presentation) => documentLinksIn(path, presentation)),
  );
  connection.onCodeLens(
    answering((_params, path, presentation) => codeLensesIn(path, presentation)),
  );
  const verdictMethod: keyof VerdictRequests = 'entrypoint-lint/verdict';
  connection.onRequest(
    verdictMethod,
    answering((_params: VerdictRequests[typeof verdictMethod]['params'], path, presentation) =>
      verdictOf(path, presentation),
    ),
  );
  answerOpenPlace(connection);
  connection.onCodeAction(
    answering(async (params, path, presentation, known) => [
      ...codeActionsAt(path, params, presentation, known),
      ...(await fixAllActions(path, params.context, presentation, known)),
    ]),
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
