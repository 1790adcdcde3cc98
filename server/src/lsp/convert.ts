/** The only place where own types become types of the protocol. */
import type {
  CreateFile,
  Location,
  Position,
  Range,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Severity } from '../rules/finding.ts';
import type { Edit } from '../text/edit.ts';
import type { Place } from '../text/place.ts';
import type { ClientFeatures } from './client-features.ts';
import { uriOf } from './folder-uri.ts';
import { DiagnosticSeverity } from './protocol.ts';
import type { Snapshot } from './snapshot.ts';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toSeverity(severity: Severity): DiagnosticSeverity {
  return SEVERITIES[severity];
}

/** Converts between places of a snapshot and the protocol's 0-based lines and UTF-16 characters. */
export interface Converter {
  uri(path: string): string;
  range(place: Place): Range;
  location(place: Place): Location;
  /** The offset in the file's text; a position outside the text is clamped into it. */
  offset(path: string, position: Position): number;
  /** Undefined when the editor cannot make such an edit. */
  edit(edits: readonly Edit[]): WorkspaceEdit | undefined;
}

export function createConverter(snapshot: Snapshot, features: ClientFeatures): Converter {
  const documents = new Map<string, TextDocument>();
  // The protocol's lines also end at a lone `\r`, which is why TextDocument counts them.
  const documentOf = (path: string): TextDocument => {
    const known = documents.get(path);
    if (known !== undefined) return known;
    const file = snapshot.project.files.get(path);
    const document = TextDocument.create(path, '', 0, file?.kind === 'text' ? file.text : '');
    documents.set(path, document);
    return document;
  };
  const converter: Converter = {
    uri: path => snapshot.open.get(path)?.uri ?? uriOf(snapshot.folderUri, path),
    range({ path, span }) {
      const document = documentOf(path);
      return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
    },
    location: place => ({ uri: converter.uri(place.path), range: converter.range(place) }),
    offset: (path, position) => documentOf(path).offsetAt(position),
    edit(edits) {
      // An editor shows a text without its line endings, and lets no edit change them.
      if (edits.some(({ kind }) => kind === 'line-endings')) return undefined;
      return features.versionedEdits
        ? versionedEdit(edits, snapshot, converter, features)
        : plainEdit(edits, converter);
    },
  };
  return converter;
}

/** Edits with the version that they are for: the editor refuses them when the text is another by now. */
function versionedEdit(
  edits: readonly Edit[],
  snapshot: Snapshot,
  converter: Converter,
  features: ClientFeatures,
): WorkspaceEdit | undefined {
  const changes: (CreateFile | TextDocumentEdit)[] = [];
  for (const edit of edits) {
    if (edit.kind !== 'create') continue;
    if (!features.fileCreation) return undefined;
    const uri = converter.uri(edit.path);
    const start = { line: 0, character: 0 };
    changes.push({ kind: 'create', uri });
    changes.push({
      textDocument: { uri, version: null },
      edits: [{ range: { start, end: start }, newText: edit.text }],
    });
  }
  for (const [path, textEdits] of replacements(edits, converter)) {
    const version = snapshot.open.get(path)?.version ?? null;
    changes.push({ textDocument: { uri: converter.uri(path), version }, edits: textEdits });
  }
  return { documentChanges: changes };
}

function plainEdit(edits: readonly Edit[], converter: Converter): WorkspaceEdit | undefined {
  if (edits.some(({ kind }) => kind === 'create')) return undefined;
  const byPath = [...replacements(edits, converter)];
  return {
    changes: Object.fromEntries(byPath.map(([path, list]) => [converter.uri(path), list])),
  };
}

function replacements(
  edits: readonly Edit[],
  converter: Converter,
): ReadonlyMap<string, TextEdit[]> {
  const byPath = new Map<string, TextEdit[]>();
  for (const edit of edits) {
    if (edit.kind !== 'replace') continue;
    const list = byPath.get(edit.path) ?? [];
    list.push({ range: converter.range(edit), newText: edit.text });
    byPath.set(edit.path, list);
  }
  return byPath;
}
