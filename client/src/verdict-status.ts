/** Shows in the language status whether the container of the active file stays up. */
import {
  Disposable,
  LanguageStatusSeverity,
  languages,
  type TextDocument,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { VerdictRequests } from '../../server/src/lsp/verdict-request.ts';

type Answer = VerdictRequests['entrypoint-lint/verdict']['answer'];

/** To be called when the client has started; the status goes with what is returned. */
export function showVerdict(client: BaseLanguageClient): Disposable {
  const item = languages.createLanguageStatusItem('entrypointLint.verdict', []);
  item.name = 'Entrypoint Lint';
  const show = (document: TextDocument | undefined, answer: Answer): void => {
    // It is the active editor's alone; without a verdict it matches none.
    item.selector =
      document === undefined || answer === null ? [] : [{ scheme: document.uri.scheme }];
    item.text = answer?.text ?? '';
    const stops = answer?.verdict === 'exits';
    item.severity = stops ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
  };
  let latest = 0;
  const update = async (): Promise<void> => {
    latest += 1;
    const turn = latest;
    const document = window.activeTextEditor?.document;
    const answer = document === undefined ? null : await verdictOf(document, client);
    if (turn === latest) show(document, answer);
  };
  update();
  return Disposable.from(
    item,
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidSaveTextDocument(update),
    languages.onDidChangeDiagnostics(update),
    // A keystroke in a file that no launch reads costs nothing here.
    workspace.onDidChangeTextDocument(() => (item.text === '' ? undefined : update())),
  );
}

/** Null also where the server does not answer. */
async function verdictOf(document: TextDocument, client: BaseLanguageClient): Promise<Answer> {
  const method: keyof VerdictRequests = 'entrypoint-lint/verdict';
  const params: VerdictRequests[typeof method]['params'] = {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
  };
  return client.sendRequest<Answer>(method, params).catch(() => null);
}
