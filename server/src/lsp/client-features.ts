import type { InitializeParams } from 'vscode-languageserver';
import { type Locale, localeOf } from '../messages/render.ts';
import { DiagnosticTag } from './protocol.ts';

/** What our own client says of itself, as `experimental.entrypointLint`. */
export interface OwnCapabilities {
  /** Lets all lines of the document with this URI end with a line feed. */
  readonly lineFeedsCommand?: string;
}

/** What the editor understands; the protocol lets almost everything be missing. */
export interface ClientFeatures {
  readonly locale: Locale;
  readonly markdownHover: boolean;
  readonly relatedInformation: boolean;
  /** It can link the name of a rule to its page. */
  readonly ruleLinks: boolean;
  /** It can fade what is never executed. */
  readonly unnecessaryTag: boolean;
  readonly codeActions: boolean;
  readonly versionedEdits: boolean;
  readonly fileCreation: boolean;
  readonly fileWatchers: boolean;
  readonly folderChanges: boolean;
  /** It can be asked for its settings. */
  readonly configuration: boolean;
  readonly configurationChanges: boolean;
  /** The editor's command that changes line endings, where it has one. */
  readonly lineFeedsCommand: string | undefined;
  readonly showDocument: boolean;
  readonly lensRefresh: boolean;
}

export function clientFeatures({ capabilities, locale }: InitializeParams): ClientFeatures {
  const { textDocument, window, workspace } = capabilities;
  const edits = workspace?.workspaceEdit;
  const diagnostics = textDocument?.publishDiagnostics;
  const tags: readonly DiagnosticTag[] = diagnostics?.tagSupport?.valueSet ?? [];
  return {
    locale: localeOf(locale),
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') ?? false,
    relatedInformation: diagnostics?.relatedInformation ?? false,
    ruleLinks: diagnostics?.codeDescriptionSupport ?? false,
    unnecessaryTag: tags.includes(DiagnosticTag.Unnecessary),
    codeActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    versionedEdits: edits?.documentChanges ?? false,
    fileCreation: edits?.resourceOperations?.includes('create') ?? false,
    fileWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    folderChanges: workspace?.workspaceFolders ?? false,
    configuration: workspace?.configuration ?? false,
    configurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    lineFeedsCommand: ownCapabilities(capabilities.experimental).lineFeedsCommand,
    showDocument: window?.showDocument?.support ?? false,
    lensRefresh: workspace?.codeLens?.refreshSupport ?? false,
  };
}

function ownCapabilities(experimental: unknown): OwnCapabilities {
  const own = (experimental as { readonly entrypointLint?: OwnCapabilities } | null | undefined)
    ?.entrypointLint;
  return typeof own?.lineFeedsCommand === 'string' ? own : {};
}
